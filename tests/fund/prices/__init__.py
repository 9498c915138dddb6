"""Prices linked, and the credit of firms."""
