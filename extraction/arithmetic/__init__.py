"""What must hold between figures, and what that says of their readings."""
