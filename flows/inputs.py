"""Which files a run reads, and what their outputs are called."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from models.sources.media_type import SUFFIXES

OVERLAY_SUFFIX = ".overlay"
# Most file systems take names of 255 bytes; the temporary name and `.overlay.html` need room as well.
_LONGEST_STEM = 200


def find_inputs(paths: Iterable[Path], out: Path) -> tuple[Path, ...]:
    """Files as given and every supported file below a folder, each once, folders in sorted order.

    A folder that may not be looked into comes itself, to be told of. What lies in `out` or in a folder of
    overlays is output of ours, not input.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_below(path, out) if _is_folder(path) else (path,):
            found.setdefault(_resolve(file), file)
    return tuple(found.values())


def name_outputs(inputs: Iterable[Path]) -> dict[Path, str]:
    """The output stem of each input: its own stem; where several inputs share it, with the suffix kept
    (`a.pdf`, `a.tif`); where even that is shared, with a digest of the content."""
    by_stem = {path: _shorten(path.stem) for path in inputs}
    by_name = _part(by_stem, lambda path: _shorten(path.name))
    return _part(by_name, lambda path: f"{_shorten(path.name)}.{_content_digest(path)}")


def find_twins(stems: Mapping[Path, str]) -> dict[Path, Path]:
    """Inputs of the same name and content as an earlier one, and so of the same output, with that one."""
    first: dict[str, Path] = {}
    return {path: first[stem] for path, stem in stems.items() if first.setdefault(stem, path) != path}


def printable(path: Path) -> str:
    """The path as text that any encoding can carry: undecodable bytes and control characters replaced."""
    text = os.fsencode(path).decode("utf-8", errors="replace")
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def is_missing(path: Path) -> bool:
    """Whether nothing stands at a path; what may not be looked at is told of when it is read."""
    try:
        return not path.exists()
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; what may not be looked at is told of when it is read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _part(names: dict[Path, str], longer: Callable[[Path], str]) -> dict[Path, str]:
    count = Counter(names.values())
    return {path: longer(path) if count[name] > 1 else name for path, name in names.items()}


def _files_below(folder: Path, out: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    ours = _resolve(out)
    closed: list[Path] = []
    for root, folders, files in os.walk(
        folder, followlinks=True, onerror=lambda error: closed.append(Path(error.filename))
    ):
        here = _resolve(Path(root))
        is_output = here.name.endswith(OVERLAY_SUFFIX) or (here == ours and here != _resolve(folder))
        skip = here in seen or is_output
        seen.add(here)
        # Emptied in place, so that a link back up is not followed for ever.
        folders[:] = [] if skip else sorted(name for name in folders if not name.startswith("."))
        if not skip:
            yield from (Path(root) / name for name in sorted(files) if _is_supported(name))
    yield from closed


def _is_supported(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES


def _resolve(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _shorten(name: str) -> str:
    data = os.fsencode(name)
    if len(data) <= _LONGEST_STEM:
        return name
    cut = data[:_LONGEST_STEM].decode("utf-8", errors="ignore")
    return f"{cut}-{hashlib.sha256(data).hexdigest()[:8]}"


def _content_digest(path: Path) -> str:
    try:
        # A pipe would be waited for, and never end.
        if path.is_file():
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()[:12]
    except OSError:
        pass
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
