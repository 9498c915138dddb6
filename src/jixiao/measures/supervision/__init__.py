"""Institutions, inspections and what they bring back."""
