"""Calls to the bureau's lines."""
