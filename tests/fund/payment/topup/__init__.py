"""Top-up insurance."""
