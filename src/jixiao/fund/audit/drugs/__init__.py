"""Drugs that the insurance does not pay for this person, place or length."""
