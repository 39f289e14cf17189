"""Areas, or the alignment of print alone → tables of rows and columns."""
