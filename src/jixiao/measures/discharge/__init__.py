"""Stays closed together, and what patients owe."""
