"""Agreements with institutions: signed, reviewed, opened for services."""
