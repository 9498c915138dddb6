"""What every engine starts from, cleaned once."""
