"""What a file is, by its first bytes; its name only decides between text and nothing."""

import codecs
import re
from pathlib import Path

from schemas.errors import DamagedInputError, EmptyInputError, MisnamedInputError, UnsupportedInputError

PDF, TIFF, PNG, JPEG, TEXT = "application/pdf", "image/tiff", "image/png", "image/jpeg", "text/plain"

SUFFIXES = {
    ".pdf": PDF,
    ".tif": TIFF,
    ".tiff": TIFF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".txt": TEXT,
}

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PDF_SYNTAX = re.compile(rb"%PDF|\b\d+ \d+ obj\b|\bendobj\b|\bstartxref\b|\bendstream\b")
# ISO 32000 wants the header in the first bytes; readers look for it in the first 1,024.
_HEAD = 1024


def sniff_media_type(path: Path) -> str:
    """The media type of the file at `path`; raises `InputError` where there is nothing to read in it."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise EmptyInputError(path.name, "the file has no bytes")
    found = _by_content(head)
    named = SUFFIXES.get(path.suffix.lower())
    if found:
        return found
    if named == TEXT and not _is_binary(head):
        return TEXT
    if named == TEXT:
        raise DamagedInputError(path.name, "the file is called text and holds binary data")
    if named and _is_text(head):
        raise MisnamedInputError(path.name, f"the file is called {path.suffix} and holds plain text")
    if named:
        raise DamagedInputError(path.name, f"the file is called {path.suffix} and does not begin like one")
    kind = f"files of type {path.suffix}" if path.suffix else "files of this type"
    raise UnsupportedInputError(path.name, f"{kind} are not read")


def _by_content(head: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    return PDF if b"%PDF-" in head else None


def _is_text(head: bytes) -> bool:
    """Whether the first bytes read as prose or a table, not as the inside of a damaged PDF."""
    if _is_binary(head) or _PDF_SYNTAX.search(head):
        return False
    return not any(byte < 32 and byte not in b"\t\n\f\r" for byte in head) or head.startswith(_UTF_16)


def _is_binary(head: bytes) -> bool:
    return b"\x00" in head and not head.startswith(_UTF_16)
