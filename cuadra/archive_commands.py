"""The commands on archives; each loads only what it needs."""

from pathlib import Path
from typing import Annotated

import typer

from cuadra.commands import app

__all__ = ["app"]

SourceArgument = Annotated[str, typer.Argument(metavar="SOURCE", help="Folder or URL of the archive.")]
StoreOption = Annotated[
    str,
    typer.Option(
        "--store", metavar="URL", envvar="CUADRA_STORE", help="Where the ledger is: SQLite or PostgreSQL."
    ),
]
OutOption = Annotated[
    str | None,
    typer.Option(
        "-o", "--out", metavar="URL", help="Where the JSON goes; else where it went before, at first `out`."
    ),
]
STORE = "sqlite:///cuadra.db"


@app.command()
def ingest(  # noqa: PLR0913, PLR0917 - the parameters are the command line
    source: SourceArgument,
    out: OutOption = None,
    store: StoreOption = STORE,
    reprocess: Annotated[
        str,
        typer.Option(
            help="Also read again: `new` nothing, `failed` what failed, `changed` what another engine or "
            "configuration read, `all` everything."
        ),
    ] = "changed",
    workers: Annotated[int | None, typer.Option(min=1, help="Pages read beside one another.")] = None,
    forms: Annotated[Path | None, typer.Option(help="Folder of your own form declarations.")] = None,
    overlay: Annotated[
        bool, typer.Option("--overlay", help="Also draw what was read: NAME.html beside each NAME.json.")
    ] = False,
    log: Annotated[Path | None, typer.Option(help="File for a log in JSON lines; `-` is stderr.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Other settings.")
    ] = None,
) -> None:
    """Read what is new in an archive, and account for every page of it.

    Can be stopped or killed at any moment: the next run goes on where it was. Exit codes as of `extract`,
    and 9 the store cannot be used, 10 another run reads this archive.
    """
    from cuadra.ingesting import IngestRequest, run_ingest

    request = IngestRequest(
        source=source, out=out, store=store, reprocess=reprocess, workers=workers, forms=forms, log=log,
        overlay=overlay, overrides=tuple(settings or ()),
    )  # fmt: skip
    raise typer.Exit(run_ingest(request))


@app.command()
def status(
    source: Annotated[str | None, typer.Argument(metavar="[SOURCE]", help="One archive; else all.")] = None,
    store: StoreOption = STORE,
    failures: Annotated[
        bool, typer.Option(help="Also list what failed or is skipped, with reasons.")
    ] = False,
) -> None:
    """Say how far archives are, proving that every page is in exactly one state of the ledger."""
    from cuadra.archive_status import run_status

    raise typer.Exit(run_status(store, source, failures))


@app.command()
def retry(
    source: SourceArgument,
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]...", help="Documents as `status` names them.")
    ] = None,
    store: StoreOption = STORE,
) -> None:
    """Queue failed pages again; the next `ingest` reads them. What is in quarantine stays there."""
    from cuadra.archive_status import run_retry

    raise typer.Exit(run_retry(store, source, tuple(documents or ())))


@app.command()
def quarantine(
    source: SourceArgument,
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]...", help="Documents to release.")
    ] = None,
    store: StoreOption = STORE,
    release: Annotated[bool, typer.Option("--release", help="Queue them again; without names, all.")] = False,
) -> None:
    """List, or release, pages that brought down what read them."""
    from cuadra.archive_status import run_quarantine

    raise typer.Exit(run_quarantine(store, source, tuple(documents or ()), release))


@app.command()
def diff(
    source: SourceArgument,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="As `status` names it.")],
    store: StoreOption = STORE,
    old: Annotated[int | None, typer.Option(help="Number of the older version; else the one before.")] = None,
    new: Annotated[int | None, typer.Option(help="Number of the newer version; else the newest.")] = None,
) -> None:
    """Say what changed between two versions of a document."""
    from cuadra.archive_diff import run_diff

    raise typer.Exit(run_diff(store, source, document, old, new))


@app.command()
def prune(
    source: SourceArgument,
    keep: Annotated[int, typer.Option(min=1, help="Versions of each document that stay.")] = 1,
    store: StoreOption = STORE,
) -> None:
    """Take away old versions of documents: their JSON, their records, and readings that nothing needs."""
    from cuadra.archive_pruning import run_prune

    raise typer.Exit(run_prune(store, source, keep))


@app.command()
def schedule(  # noqa: PLR0913, PLR0917 - the parameters are the command line
    source: SourceArgument,
    cron: Annotated[str | None, typer.Option(metavar="LINE", help='Times, e.g. "0 2 * * *".')] = None,
    timezone: Annotated[str, typer.Option(help="Zone of the times, e.g. America/La_Paz.")] = "UTC",
    watch: Annotated[
        float | None, typer.Option(min=0.1, metavar="SECONDS", help="Read what has lain still for so long.")
    ] = None,
    out: OutOption = None,
    store: StoreOption = STORE,
    workers: Annotated[int | None, typer.Option(min=1, help="Pages read beside one another.")] = None,
    overlay: Annotated[
        bool, typer.Option("--overlay", help="Also draw what was read: NAME.html beside each NAME.json.")
    ] = False,
    log: Annotated[Path | None, typer.Option(help="File for a log in JSON lines.")] = None,
    times: Annotated[int | None, typer.Option(min=1, help="End after so many runs.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Other settings.")
    ] = None,
) -> None:
    """Read an archive at set times, or as files come into it, until told to end."""
    from cuadra.ingesting import IngestRequest
    from cuadra.scheduling import ScheduleRequest, run_schedule

    if (cron is None) == (watch is None):
        raise typer.BadParameter("give either --cron or --watch")
    request = IngestRequest(
        source=source, out=out, store=store, workers=workers, overlay=overlay, log=log,
        overrides=tuple(settings or ()),
    )  # fmt: skip
    raise typer.Exit(
        run_schedule(ScheduleRequest(ingest=request, cron=cron, timezone=timezone, watch=watch, times=times))
    )


@app.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the files.")],
    format_: Annotated[
        str, typer.Option("--format", help="jsonl, csv, parquet, xlsx or package (Frictionless).")
    ] = "jsonl",
    source: Annotated[str | None, typer.Option(help="One archive; else all of the store.")] = None,
    store: StoreOption = STORE,
    accepted_only: Annotated[
        bool, typer.Option("--accepted-only", help="Only records that nobody has to look at any more.")
    ] = False,
    changed_since: Annotated[
        int, typer.Option(metavar="CURSOR", help="Only documents published since an export that told it.")
    ] = 0,
) -> None:
    """Write the records of a store as files, with reviewers' decisions applied."""
    from cuadra.exporting import ExportRequest, run_export

    request = ExportRequest(
        out=out, store=store, format=format_, source=source, accepted_only=accepted_only,
        changed_since=changed_since,
    )  # fmt: skip
    raise typer.Exit(run_export(request))


@app.command()
def deliver(
    target: Annotated[str, typer.Argument(metavar="URL", help="Address that takes the news.")],
    store: StoreOption = STORE,
    every: Annotated[float | None, typer.Option(min=0.1, metavar="SECONDS", help="Go on for ever.")] = None,
) -> None:
    """Tell an address of every document published or failed, signed with CUADRA_WEBHOOK_SECRET."""
    from cuadra.exporting import run_deliver

    raise typer.Exit(run_deliver(store, target, every))
