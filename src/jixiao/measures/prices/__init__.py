"""Prices of drugs, and the credit of firms."""
