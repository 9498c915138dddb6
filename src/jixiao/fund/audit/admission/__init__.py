"""Stays that should have been one, or none."""
