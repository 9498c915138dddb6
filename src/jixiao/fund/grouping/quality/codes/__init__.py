"""Diagnoses and operations as they are coded."""
