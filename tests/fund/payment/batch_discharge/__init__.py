"""Open stays closed together."""
