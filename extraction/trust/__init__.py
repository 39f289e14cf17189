"""How sure each value is, and why, in figures and in sentences."""
