"""Files written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from schemas.errors import OutputError


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; on any failure the file is what it was before."""
    write_pieces(path, (data,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Put `pieces` at `path`, whole or not at all, without holding them all at once."""
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".cuadra-", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        _discard(temporary)
        raise OutputError(str(path), f"cannot be written: {error.strerror or error}") from error
    except BaseException:
        _discard(temporary)
        raise


def make_folder(folder: Path) -> None:
    """Create `folder` and prove that a file can be written in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\n")
    except FileExistsError as error:
        raise OutputError(str(folder), "is a file, not a folder") from error
    except OSError as error:
        raise OutputError(str(folder), f"cannot be written: {error.strerror or error}") from error


def make_empty_folder(folder: Path) -> None:
    """Create `folder`; what an earlier run left in it is taken away."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(str(folder), f"cannot be emptied: {error.strerror or error}") from error
    make_folder(folder)


def _discard(temporary: str | None) -> None:
    if temporary:
        Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
