"""Where the command starts: interrupts and errors become exit codes, before anything heavy is loaded."""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

TERMINATED = 128 + signal.SIGTERM


def main() -> None:
    """Run the command line; the only place that turns an error into an exit code."""
    signal.signal(signal.SIGINT, _leave)
    for name in (signal.SIGTERM, signal.SIGHUP):
        # Under `nohup` it is ignored, and stays so.
        if signal.getsignal(name) == signal.SIG_DFL:
            signal.signal(name, _unwind)
    from cuadra.archive_commands import app
    from schemas.errors import CuadraError

    try:
        app()
    except CuadraError as error:
        print(f"cuadra: {error}", file=sys.stderr)
        sys.exit(error.exit_code)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """Ctrl-C before there is anything to tidy: no exception, which half-loaded modules would garble."""
    os.write(2, b"interrupted: nothing was written; run the same command again\n")
    os._exit(128 + signal.SIGINT)


def _unwind(_number: int, _frame: FrameType | None) -> NoReturn:
    """Being told to end: as on an error, workers are stopped and nothing is left half-written."""
    raise SystemExit(TERMINATED)
