"""The stores are fixtures of every test here."""

from tests.store.fixtures import cluster, store, store_url

__all__ = ["cluster", "store", "store_url"]
