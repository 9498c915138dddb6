"""How many examples a test draws: a few in `make test`, all of them in `make slow`."""

import os

import pytest

ALL = os.environ.get("DRAWN") == "all"
_FEWER = 4
drawn = pytest.mark.drawn
"""The mark of a test that `make slow` runs again, with all its examples."""


def examples(count: int) -> int:
    """Return how many of a test's examples are drawn now."""
    return count if ALL else max(count // _FEWER, 1)
