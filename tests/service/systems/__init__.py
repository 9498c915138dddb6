"""The bureau's systems."""
