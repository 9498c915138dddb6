"""How many examples a test draws: a few in `make test`, all of them in `make slow`."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import pytest

ALL = os.environ.get("DRAWN") == "all"
_FEWER = 8
_STEP = 8
Item = TypeVar("Item")
drawn = pytest.mark.drawn
"""The mark of a test that `make slow` runs again, with all its examples.

`drawn(one_of=4)` leaves three of four cases of a parametrized test to it.
"""


def few(items: Sequence[Item], one_of: int = _STEP) -> list[Item]:
    """Return every eighth of the examples of pages, or one of more or fewer; all where all are drawn."""
    return list(items if ALL else items[::one_of])


def parted(tests: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Part tests into those that run now and those whose like runs: cases that `one_of` leaves out."""
    met: Counter[str] = Counter()
    now: list[pytest.Item] = []
    later: list[pytest.Item] = []
    for test in tests:
        function = test.nodeid.partition("[")[0]
        one_of = max(
            (mark.kwargs.get("one_of", 1) for mark in test.iter_markers("drawn")),
            default=1,
        )
        (later if met[function] % one_of and not ALL else now).append(test)
        met[function] += 1
    return now, later


def examples(count: int) -> int:
    """Return how many of a test's examples are drawn now."""
    return count if ALL else max(count // _FEWER, 1)


def wrong(
    cases: Iterable[Item],
    ask: Callable[[Item], None],
    name: Callable[[Item], str] = str,
) -> dict[str, str]:
    """Ask the same of many cases in one test, and return what each that is wrong is wrong about.

    A test of each would take longer to be collected, twice, and to be told of than to be asked.
    """
    errors = {}
    for case in cases:
        try:
            ask(case)
        except AssertionError as error:
            errors[name(case)] = str(error)
    return errors
