"""Alembic's steps from one shape of the store to the next; shipped with the package."""
