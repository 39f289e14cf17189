"""Layout: which part of a page is what, and in which order it is read."""
