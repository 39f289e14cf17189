"""`cuadra diff`: what changed between two versions of a document."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from cuadra.archive_status import require_source
from flows.naming import name_to_key
from schemas.errors import ArgumentError, ExitCode, InputNotFoundError
from store.comparing import Difference, list_versions, versions_to_differences
from store.ledger_tables import Version
from store.opening import open_present_store

_SIGNS = {"added": "[green]+[/]", "removed": "[red]-[/]", "changed": "[yellow]~[/]"}


def run_diff(store_url: str, source: str, document: str, old: int | None, new: int | None) -> ExitCode:
    """Print the fields that differ between two versions, by default the two newest."""
    store = open_present_store(store_url)
    try:
        source_id = store.read(lambda session: require_source(session, source).id)
        versions = store.read(
            lambda session: (
                list_versions(session, source_id, document)
                or list_versions(session, source_id, name_to_key(document))
            )
        )
        before, after = choose_versions(document, versions, old, new)
        found = store.read(lambda session: versions_to_differences(session, before.id, after.id))
    finally:
        store.close()
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"version {before.number} → {after.number}: {len(found)} fields differ")
    for one in found:
        console.print(_line(one))
    return ExitCode.OK


def choose_versions(
    document: str, versions: Sequence[Version], old: int | None, new: int | None
) -> tuple[Version, Version]:
    """The two versions asked for.

    Raises `InputNotFoundError` where there are not both, `ArgumentError` where there is one alone.
    """
    if not versions:
        reason = "no version of it is published: name it by its path in the source, as `cuadra ingest` does"
        raise InputNotFoundError(document, reason)
    if len(versions) == 1:
        raise ArgumentError(document, "only one version of it is published: there is nothing to compare yet")
    numbers = [version.number for version in versions]
    after = new or max(numbers)
    before = old or max((number for number in numbers if number < after), default=0)
    by_number = {version.number: version for version in versions}
    if before not in by_number or after not in by_number:
        told = ", ".join(map(str, numbers))
        raise InputNotFoundError(document, f"there are not two such versions; published: {told}")
    return by_number[before], by_number[after]


def _line(one: Difference) -> str:
    where = f"{one.record}.{one.field}" if one.record else one.field
    page = f" (page {one.page})" if one.page else ""
    values = " → ".join(escape(str(value)) for value in (one.before, one.after) if value is not None)
    return f"{_SIGNS[one.kind]} {escape(where)}{page}: {values}"
