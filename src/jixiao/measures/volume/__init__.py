"""Drugs bought by volume."""
