"""What makes a document: version, configuration and model digests, and the reader itself."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from flows.settings import Settings
from flows.worker import Reader
from schemas.document import Engine
from schemas.errors import MissingDependencyError
from schemas.form import Form

_OWN_WEIGHTS = Path(__file__).parent.parent / "models" / "weights"
_WEIGHT_SUFFIXES = (".onnx", ".bin", ".safetensors", ".json", ".cfg")


def make_page_reader(threads: int) -> Reader:
    """The reader that ships with the project; called in a worker, so that only workers load networks."""
    import cv2

    from models.ocr.ppocr import PpOcrOptions
    from models.page_reader import PageReader, ReaderOptions

    # OpenCV keeps a pool of its own, as wide as the machine.
    cv2.setNumThreads(threads)
    return PageReader(ReaderOptions(ppocr=PpOcrOptions(threads=threads)))


def describe_engine(settings: Settings, forms: Iterable[Form]) -> Engine:
    """The provenance of a run's documents."""
    declared = "\n".join(form.model_dump_json() for form in forms)
    forms_digest = hashlib.sha256(declared.encode()).hexdigest()
    return Engine(
        version=version("cuadra"), config_digest=settings.digest(forms_digest), models=dict(_model_digests())
    )


def _model_digests() -> Iterable[tuple[str, str]]:
    """Name and digest of every weight file that takes part in reading, by name."""
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise MissingDependencyError("rapidocr", "the package is not installed")
    theirs = sorted((Path(spec.submodule_search_locations[0]) / "models").glob("*.onnx"))
    ours = sorted(path for path in _OWN_WEIGHTS.rglob("*") if path.suffix in _WEIGHT_SUFFIXES)
    for path in (*theirs, *ours):
        with path.open("rb") as file:
            yield path.name, "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()[:16]
