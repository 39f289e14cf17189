"""Inputs: one file a format, behind one protocol; pages are decoded one at a time."""

from models.sources.opening import open_source
from models.sources.source import RenderOptions, Source

__all__ = ["RenderOptions", "Source", "open_source"]
