"""What stands on a list, and whether its days follow one another."""
