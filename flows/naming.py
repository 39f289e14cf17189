"""Names from an archive as text that any store and any folder can carry, and back."""

import hashlib
import os
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote_to_bytes

# Most file systems take names of 255 bytes; a temporary name needs room as well.
_LONGEST_PART: Final = 200
VERSIONS: Final = ".versions"
_OURS: Final = frozenset({"json", "html", "overlay"})
_UNSAFE: Final = frozenset('\\:*?"<>|')


def name_to_key(name: str) -> str:
    """The path with what text cannot carry as `%XX`: bytes that are no UTF-8, controls, and `%` itself."""
    return "/".join(_escape(os.fsencode(part)) for part in name.split("/"))


def key_to_name(key: str) -> str:
    """The path that `key` was made of."""
    return os.fsdecode(unquote_to_bytes(os.fsencode(key)))


def key_to_output(key: str) -> PurePosixPath:
    """Where below the output a document's JSON goes: its path in the archive, each part made harmless.

    No part is empty, hidden or leads upwards, and two keys never share a place.
    """
    *folders, name = (_harmless(part) for part in key.split("/"))
    return PurePosixPath(*(_shorten(_as_folder(part)) for part in folders), _shorten(name) + ".json")


def version_output(output: PurePosixPath, number: int) -> PurePosixPath:
    """Where an older version's JSON goes; no key leads there, as keys give no hidden folders."""
    return PurePosixPath(VERSIONS) / output / f"{number}.json"


def _escape(part: bytes) -> str:
    text = part.decode("utf-8", errors="surrogateescape")
    return "".join(_as_bytes(sign) if sign == "%" or not sign.isprintable() else sign for sign in text)


def _as_bytes(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in os.fsencode(sign))


def _harmless(part: str) -> str:
    """The part without what some file system reads as more than a letter; what keys escape stays as it is."""
    signs = [_as_bytes(sign) if sign in _UNSAFE else sign for sign in part] or ["%00"]
    if signs[0] == ".":
        signs[0] = "%2E"
    return "".join(signs)


def _as_folder(part: str) -> str:
    # A folder `a.pdf.json` would stand where the JSON of `a.pdf` goes; so with its pictures.
    stem, dot, suffix = part.rpartition(".")
    return f"{stem}%2E{suffix}" if dot and suffix in _OURS else part


def _shorten(part: str) -> str:
    data = part.encode()
    if len(data) <= _LONGEST_PART:
        return part
    return data[:_LONGEST_PART].decode(errors="ignore") + "~" + hashlib.sha256(data).hexdigest()[:16]
