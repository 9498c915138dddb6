"""What patients owe."""
