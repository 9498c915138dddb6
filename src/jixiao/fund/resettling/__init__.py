"""A year settled again: differences, bills, what a change would cost, statements."""
