"""Table structure: from rules and pieces of print to grids of cells with spans, before any text is known."""
