"""Lines of print → rows, once what they say is read."""
