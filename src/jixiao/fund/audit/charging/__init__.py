"""What was charged twice, above a limit, or not at all as it should be."""
