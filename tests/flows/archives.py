"""Small archives, and runs over them with a given reader."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flows.ingest import ingest
from flows.ingest_plan import Ending, IngestPlan, Listener, RunReport
from flows.settings import Settings, WorkerOptions
from flows.worker import ReaderFactory
from store.holding import find_source
from store.opening import Store, open_store
from store.summing import LedgerSum, sum_ledger
from tests.flows.readers import blank_reader
from tests.flows.running import all_there

DUMP = "MINISTERIO\n\nÁrea\tMonto\nNorte\t1.200,50\nSur\t{number},00\n"


@dataclass
class Run:
    """What a run told."""

    report: RunReport
    endings: dict[str, Ending]

    def states(self) -> dict[str, str]:
        return {key: ending.code or ending.status for key, ending in self.endings.items()}


@dataclass
class ArchiveBench:
    """An archive folder with its store and output."""

    base: Path
    work: WorkerOptions = WorkerOptions()
    reader: ReaderFactory = blank_reader
    store_url: str = ""
    more: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def folder(self) -> Path:
        return self.base / "in"

    @property
    def out(self) -> Path:
        return self.base / "out"

    def dump(self, name: str, number: int = 300) -> Path:
        """Write a text dump whose content depends on `number`."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DUMP.format(number=number), encoding="utf-8")
        return path

    def plan(self, **changes: object) -> IngestPlan:
        return IngestPlan.model_validate(
            {
                "source": str(self.folder),
                "out": str(self.out),
                "store": self.store_url or f"sqlite:///{self.base}/store.db",
                "settings": Settings(work=self.work),
                "make_reader": self.reader,
                "make_fallback": None,
                "check_engines": all_there,
                "patience": 10.0,
                **self.more,
                **changes,
            }
        )

    def run(self, **changes: object) -> Run:
        endings: dict[str, Ending] = {}
        listener = Listener(on_ending=lambda ending: endings.update({ending.key: ending}))
        return Run(ingest(self.plan(**changes), listener), endings)

    @contextmanager
    def store(self) -> Iterator[Store]:
        opened = open_store(self.plan().store)
        yield opened
        opened.close()

    def source_id(self, store: Store) -> int:
        found = store.read(lambda session: find_source(session, str(self.folder.resolve())))
        assert found is not None
        return found.id

    def ledger(self) -> LedgerSum:
        with self.store() as store:
            source = self.source_id(store)
            return store.read(lambda session: sum_ledger(session, source)).require()

    def outputs(self) -> dict[str, str]:
        """Digest of every file of the output by its place."""
        return {
            path.relative_to(self.out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }

    def document(self, name: str) -> dict[str, object]:
        found: dict[str, object] = json.loads((self.out / name).read_text(encoding="utf-8"))
        return found
