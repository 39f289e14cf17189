"""Which rules of a page belong to one table."""
