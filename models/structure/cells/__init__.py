"""Cells that a lost rule ran together, and those that a blank lane parted, once they are read."""
