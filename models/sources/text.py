"""Text dumps, whatever encoding they were saved in."""

import codecs
from pathlib import Path

# UTF-8 first, for it fails on anything else; the last one never fails and is what old Windows tools wrote.
_FALLBACK = "cp1252"


def read_text(path: Path) -> str:
    """The text of the dump at `path`, line ends as `\\n`."""
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode(_FALLBACK, errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
