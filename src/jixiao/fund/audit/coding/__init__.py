"""Diagnoses and operations that do not fit the person or each other."""
