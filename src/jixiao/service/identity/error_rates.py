"""How often a recogniser errs on labelled pictures: strangers taken for one, one taken for strangers.

No set of faces is shipped: until somebody measures on pictures of their own, with consent, the rates
are not known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from jixiao.service.identity.faces import distance

_Z = 1.959964
"""Standard deviations of an interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with the interval of 95 % (Wilson); nothing of none."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """The rate itself."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Between what the rate lies, as far as so many pairs can tell."""
        if not self.of:
            return 0.0, 1.0
        share, n = self.count / self.of, self.of
        middle = share + _Z * _Z / (2 * n)
        spread = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
        whole = 1 + _Z * _Z / n
        return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """Errors at a threshold, over so many persons."""

    threshold: float
    persons: int
    false_accept: Rate
    false_reject: Rate


def error_rates(
    vectors: Mapping[str, Sequence[Sequence[float]]], thresholds: Sequence[float]
) -> Sequence[ErrorRates]:
    """Return the errors at thresholds, of all pairs of labelled pictures."""
    same, others = [*_same(vectors)], [*_others(vectors)]
    return [
        ErrorRates(
            each,
            len(vectors),
            Rate(sum(apart <= each for apart in others), len(others)),
            Rate(sum(apart > each for apart in same), len(same)),
        )
        for each in thresholds
    ]


def _same(vectors: Mapping[str, Sequence[Sequence[float]]]) -> Iterator[float]:
    for of_person in vectors.values():
        for first, second in combinations(of_person, 2):
            yield distance(first, second)


def _others(vectors: Mapping[str, Sequence[Sequence[float]]]) -> Iterator[float]:
    for (_, of_first), (_, of_second) in combinations(vectors.items(), 2):
        for first in of_first:
            for second in of_second:
                yield distance(first, second)
