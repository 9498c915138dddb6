"""What the budget paid, for what, and when."""
