"""What a run has to read: what the archive shows against what the store knows, decided file by file."""

from collections.abc import Iterable, Mapping
from typing import Literal

from flows.archive import Entry
from schemas.base import Frozen
from store.discovering import Known, NewVersion

Reprocess = Literal["new", "failed", "changed", "all"]
# Skips that say something of a moment, not of the file: it is looked at again.
_PASSING = frozenset({"changed", "gone", "superseded", "not_found", "no_access"})


class Policy(Frozen):
    """What is read although it was read before.

    new: files that are new or have another content, whatever the engine. failed: the same here, as pages that
    failed are queued again in the versions they belong to. changed: the first and what another engine or
    configuration read. all: everything.
    """

    engine_key: str
    reprocess: Reprocess = "changed"


class Discovery(Frozen):
    """What a look at the archive comes to: versions to enter, documents that went and came back."""

    found: int
    versions: tuple[NewVersion, ...]
    gone: tuple[int, ...]
    back: tuple[int, ...]


def entries_to_discovery(entries: Iterable[Entry], known: Mapping[str, Known], policy: Policy) -> Discovery:
    """What is new, changed, gone and back, by what the archive shows and what is known of it."""
    found = {entry.key: entry for entry in entries}
    alone = find_orphans(found, known)
    versions: list[NewVersion] = []
    back: list[int] = []
    for key, entry in found.items():
        there = known.get(key)
        if there is None:
            versions.append(NewVersion(key=key, fingerprint=entry.fingerprint, skip=entry.skip))
            continue
        why = why_again(entry, there, there.document_id in alone, policy)
        if why is not None:
            versions.append(_again(entry, there, why))
        elif not there.present:
            back.append(there.document_id)
    gone = [one.document_id for key, one in known.items() if key not in found and one.present]
    return Discovery(found=len(found), versions=tuple(versions), gone=tuple(gone), back=tuple(back))


def find_orphans(found: Mapping[str, Entry], known: Mapping[str, Known]) -> set[int]:
    """Documents that were read as another one of the same content, which is gone or may have changed."""
    by_id = {one.document_id: one for one in known.values()}
    twins = [(one, by_id[one.same_as]) for one in known.values() if one.same_as is not None]
    return {
        one.document_id
        for one, other in twins
        if other.key not in found
        or found[other.key].fingerprint != other.version_fingerprint
        or (other.sha256 is not None and other.sha256 != one.sha256)
    }


def why_again(entry: Entry, known: Known, orphan: bool, policy: Policy) -> str | None:
    """Why a known document gets a new version, None where it needs none."""
    if entry.skip:
        return None if known.code == entry.skip.code else entry.skip.reason
    if entry.fingerprint != known.version_fingerprint:
        return "the file changed"
    if known.state in ("queued", "open"):
        # Under way: it goes on, unless what is read would be of two engines.
        other = known.engine_key != policy.engine_key
        return "another engine or configuration reads it now" if other else None
    if known.state == "skipped":
        return "it can be read now" if known.code in _PASSING or orphan else None
    return _why_reprocess(known, policy)


def _why_reprocess(known: Known, policy: Policy) -> str | None:
    if policy.reprocess == "all":
        return "everything is read again"
    if policy.reprocess == "changed" and known.engine_key != policy.engine_key:
        return "another engine or configuration reads it now"
    return None


def _again(entry: Entry, known: Known, why: str) -> NewVersion:
    under_way = known.state in ("queued", "open")
    return NewVersion(
        key=entry.key,
        fingerprint=entry.fingerprint,
        document_id=known.document_id,
        number=known.number + 1,
        drops=known.version_id if under_way else None,
        why=why,
        skip=entry.skip,
    )
