"""What decides: pure functions from readings to records; no I/O, no clock, no engine."""
