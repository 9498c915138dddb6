"""Persons in what leaves the store: told apart, not recognised."""


def masked(number: str) -> str:
    """Give a person's number with all but its end hidden: enough to tell rows apart, no more."""
    shown = min(4, len(number) // 3)
    return "****" + number[len(number) - shown :]
