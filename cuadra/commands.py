"""The commands and their options; each loads only what it needs."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from cuadra import __version__

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _named(path: str) -> Path:
    """An empty path would be the current folder: more likely a variable of the shell that is not set."""
    if not path:
        raise typer.BadParameter("a path is empty")
    return Path(path)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"cuadra {__version__}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """**cuadra** reads scanned Spanish reports and writes their tables as validated JSON records."""


@app.command()
def extract(  # noqa: PLR0913, PLR0917 - the parameters are the command line
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="PDF, TIFF, PNG, JPEG and text files (.txt), or folders of them."
        ),
    ],
    out: Annotated[str, typer.Option("-o", "--out", metavar="DIR", help="Folder for one JSON per input.")],
    overlay: Annotated[
        bool, typer.Option("--overlay", help="Also draw what was read: a picture a page, an HTML a document.")
    ] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Pages read beside one another.")] = None,
    dpi: Annotated[
        float | None, typer.Option(min=50, max=600, help="Resolution of PDF pages; else the scan's own.")
    ] = None,
    forms: Annotated[
        Path | None, typer.Option(help="Folder of your own form declarations; `cuadra forms` lists all.")
    ] = None,
    readings: Annotated[
        Path | None, typer.Option(help="Folder that keeps the reading of each page, to resume from.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Other settings, e.g. page_seconds=60; `cuadra settings` lists all.",
        ),
    ] = None,
) -> None:
    """Read documents and write `OUT/<name>.json` for each.

    Exit codes: 0 done, 1 a bug, 2 usage, 3 unreadable, 4 encrypted, 5 unsupported type, 6 some pages failed,
    7 something is not installed, 8 output cannot be written, 130 and 143 interrupted. Where inputs
    fail in several ways, the lowest of their codes.
    """
    from cuadra.extracting import ExtractRequest, run_extract

    request = ExtractRequest(
        paths=tuple(map(_named, paths)), out=_named(out), overlay=overlay, workers=workers, dpi=dpi,
        forms=forms, readings=readings, overrides=tuple(settings or ()),
    )  # fmt: skip
    raise typer.Exit(run_extract(request))


@app.command()
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of the output."""
    from schemas.json_schema import document_schema_text

    sys.stdout.write(document_schema_text())


@app.command()
def settings() -> None:
    """Say what may be set with `--set` or in the environment, and what each is without."""
    from cuadra.listing import list_settings

    list_settings()


@app.command()
def forms(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Folder of your own form declarations.")
    ] = None,
) -> None:
    """Say which forms are known, and check those of DIR."""
    from cuadra.listing import list_forms

    list_forms(folder)


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and how to install it."""
    from cuadra.doctor import run_doctor

    raise typer.Exit(run_doctor())


@app.command()
def bench(  # noqa: PLR0913, PLR0917 - the parameters are the command line
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Folder for the documents and what is read.")
    ] = Path("out/bench"),
    count: Annotated[int, typer.Option(min=1, help="Documents a level.")] = 11,
    seed: Annotated[int, typer.Option(help="First seed; from 20000 on they are for tests.")] = 20_000,
    level: Annotated[
        Literal["clean", "typical", "hard"] | None, typer.Option(help="One level only; all three without it.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Pages read beside one another.")] = 1,
    bare: Annotated[bool, typer.Option(help="Also time one bare RapidOCR pass over the same pages.")] = True,
    misprint: Annotated[
        bool, typer.Option("--misprint", help="Plant a printed error in each document that has a total.")
    ] = False,
    ablation: Annotated[
        bool, typer.Option("--ablation", help="Also decide what was read without each idea in turn.")
    ] = False,
    docs: Annotated[
        Path | None, typer.Option(help="Folder for the pages of a release: reliability, ablation.")
    ] = None,
) -> None:
    """Generate documents, read them and print how right, how honest, how fast and in how much memory."""
    from cuadra.bench.measuring import BenchRequest, run_bench
    from cuadra.interrupting import interruptible
    from schemas.errors import ExitCode

    request = BenchRequest(
        out=out, count=count, seed=seed, level=level, workers=workers, bare=bare,
        misprint=misprint, ablation=ablation, docs=docs,
    )  # fmt: skip
    try:
        with interruptible():
            code = run_bench(request)
    except KeyboardInterrupt:
        print("interrupted: nothing was measured; run the same command again", file=sys.stderr)
        code = ExitCode.INTERRUPTED
    raise typer.Exit(code)
