"""What is printed in a cell → the values it may be, each with its cost."""
