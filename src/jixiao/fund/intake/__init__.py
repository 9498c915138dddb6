"""Extracts and databases become rows: taken with the true value, or rejected with the true reason."""
