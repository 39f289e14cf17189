"""An archive's old versions taken away: their JSON, what was extracted, and readings that nothing needs."""

from functools import partial
from pathlib import PurePosixPath

from flows.leasing import ArchiveLease
from flows.naming import VERSIONS
from flows.publishing import open_publisher
from schemas.base import Frozen
from schemas.errors import InputNotFoundError
from store.holding import find_source
from store.opening import DEFAULT_STORE, PATIENCE_SECONDS, open_present_store
from store.pruning import forget_unused_readings, forget_version_rows, old_versions

_LEASE_SECONDS = 60.0


class Pruned(Frozen):
    """How many versions, and pages of readings, were taken away."""

    versions: int
    readings: int


def prune(url: str, store_url: str = DEFAULT_STORE, keep: int = 1) -> Pruned:
    """Keep the newest `keep` versions of each document of the archive at `url` (as the store names it).

    Raises `ArchiveHeldError` where a run reads it. May be killed at any moment: the next one goes on.
    """
    store = open_present_store(store_url, PATIENCE_SECONDS)
    try:
        source = store.read(lambda session: find_source(session, url))
        if source is None:
            raise InputNotFoundError(url, "this archive was not read into this store")
        publisher = open_publisher(source.out)
        with ArchiveLease(store, url, publisher.url, _LEASE_SECONDS) as lease:
            old = store.read(lambda session: old_versions(session, lease.source_id, keep))
            for version in old:
                lease.require()
                # The file first: while its version is still entered, a next run takes away what is left.
                if PurePosixPath(version.output).parts[0] == VERSIONS:
                    publisher.remove(PurePosixPath(version.output))
                lease.commit(partial(forget_version_rows, version_id=version.id))
            return Pruned(versions=len(old), readings=lease.commit(forget_unused_readings))
    finally:
        store.close()
