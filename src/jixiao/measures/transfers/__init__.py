"""Transfers: when they were sent on, and how much of them was spent."""
