"""The name under which the store knows an archive."""

from pathlib import Path

from flows.naming import name_to_key


def source_to_url(source: str) -> str:
    """The URL as given, or the folder's whole path: the same archive always has the same."""
    if "://" in source and not source.startswith("file://"):
        return name_to_key(source.rstrip("/"))
    return name_to_key(str(Path(source.removeprefix("file://")).resolve()))
