"""What is kept: the ledger of every page, documents with their versions, decisions, and the outbox."""
