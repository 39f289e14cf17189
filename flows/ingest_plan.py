"""What an archive's run is asked to do, and what it tells as it goes."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from flows.dependencies import require_dependencies
from flows.engine import make_page_reader
from flows.fallback import make_fallback_reader
from flows.planning import Reprocess
from flows.settings import Settings
from flows.worker import ReaderFactory
from schemas.base import Frozen
from schemas.document import Engine
from schemas.errors import CuadraError, ExitCode
from store.opening import DEFAULT_STORE, PATIENCE_SECONDS
from store.summing import LedgerSum


class IngestPlan(Frozen):
    """An archive, where its documents go, and how they are read.

    source, out: paths or URLs. overlay: also draw what was read where, beside the JSON. reprocess: what is
    read although it was read before. patience: seconds that the store or output may be away. lease: seconds
    that this run may be silent before another takes over.
    """

    source: str
    out: str
    store: str = DEFAULT_STORE
    forms: Path | None = None
    settings: Settings = Settings()
    reprocess: Reprocess = "changed"
    overlay: bool = False
    log: Path | None = None
    patience: float = PATIENCE_SECONDS
    lease: float = 60.0
    make_reader: ReaderFactory = make_page_reader
    make_fallback: ReaderFactory | None = make_fallback_reader
    check_engines: Callable[[], CuadraError | None] = require_dependencies


class Ending(Frozen):
    """What became of one document in this run.

    failure: what was wrong with the first page that failed. undrawn: why pictures that were wanted are
    missing. warned: what speaks against trusting the document as a whole.
    """

    key: str
    status: str
    pages: int = 0
    failed: int = 0
    records: int = 0
    fields: int = 0
    to_review: int = 0
    output: str | None = None
    overlay: str | None = None
    failure: str | None = None
    undrawn: str | None = None
    warned: str | None = None
    code: str | None = None
    reason: str | None = None
    exit_code: ExitCode = ExitCode.OK


@dataclass
class RunCounts:
    """Counts of a run as it goes."""

    found: int = 0
    to_read: int = 0
    reaped: int = 0
    pages_read: int = 0
    pages_kept: int = 0
    fields: int = 0
    to_review: int = 0
    records: int = 0
    endings: Counter[str] = field(default_factory=Counter)

    def add(self, ending: Ending) -> None:
        self.endings[ending.status] += 1
        self.fields += ending.fields
        self.to_review += ending.to_review
        self.records += ending.records

    def as_dict(self) -> dict[str, int]:
        plain = {name: value for name, value in vars(self).items() if isinstance(value, int)}
        return plain | {f"documents_{status}": count for status, count in sorted(self.endings.items())}


class RunReport(Frozen):
    """How a run ended: what it counted, what the ledger of the archive says, and the command's answer."""

    run: int
    url: str
    counts: dict[str, int]
    ledger: LedgerSum
    seconds: float
    exit_code: ExitCode


class Progress(Frozen):
    """How far one document is."""

    key: str
    done: int
    pages: int


@dataclass(frozen=True)
class Listener:
    """Who is told of a run as it goes."""

    on_progress: Callable[[Progress], None] = lambda _: None
    on_ending: Callable[[Ending], None] = lambda _: None
    on_found: Callable[[int], None] = lambda _: None


def engine_to_key(engine: Engine) -> str:
    """A digest of version, configuration and models: what another one of reads is another version."""
    return hashlib.sha256(engine.model_dump_json().encode()).hexdigest()[:16]


def engine_to_reader_key(engine: Engine, settings: Settings) -> str:
    """A digest of what shapes the reading of a page, whatever is decided of it afterwards."""
    models = "".join(f"{name}={digest};" for name, digest in sorted(engine.models.items()))
    made_by = engine.version + models + settings.render.model_dump_json()
    return hashlib.sha256(made_by.encode()).hexdigest()[:16]
