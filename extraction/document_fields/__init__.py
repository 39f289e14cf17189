"""Fields that a document has once: its organisation, dates, periods, people."""
