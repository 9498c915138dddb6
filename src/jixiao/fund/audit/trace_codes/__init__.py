"""Packs of drugs by their trace codes."""
