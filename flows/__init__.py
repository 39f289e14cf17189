"""What runs: the order of the line and its isolated page workers."""
