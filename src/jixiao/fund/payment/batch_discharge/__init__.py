"""Stays that nobody settled, closed together: sorted, previewed, signed by two, and undone exactly."""
