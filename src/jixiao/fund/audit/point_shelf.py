"""Knowledge points held by their codes, so that those of one order are found without a query.

It gives the rows that the record `coded_points` gives of the same points and codes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

Point = Mapping[str, object]
_KEPT = ("kp_id", "kind", "allowed", "least", "most", "span", "begndate", "enddate")


class PointShelf:
    """Points by the whole codes that they speak of, and by the beginnings of codes."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._whole: dict[str, list[Point]] = defaultdict(list)
        self._begun: dict[str, list[Point]] = defaultdict(list)
        self.kinds = frozenset(str(point["kind"]) for point in points)
        for point in points:
            shelf = self._begun if _is_begun(point) else self._whole
            shelf[str(point["hilist_code"])].append(point)

    def coded(self, codes: Collection[str]) -> list[dict[str, object]]:
        """Return the points that speak of some codes, a row for each code and each other code."""
        return [
            {name: point.get(name) for name in _KEPT} | {"code": code, "other": other}
            for code in sorted(codes)
            for point in self._of_code(code)
            for other in _others(point, codes)
        ]

    def _of_code(self, code: str) -> Iterator[Point]:
        yield from self._whole.get(code, ())
        for length in range(1, len(code) + 1):
            yield from self._begun.get(code[:length], ())


def _is_begun(point: Point) -> bool:
    return str(point.get("by_prefix") or "0") == "1"


def _others(point: Point, codes: Collection[str]) -> Sequence[str | None]:
    """Return the codes that a point names beside the first; none alone where none is there."""
    named = point.get("other_code")
    if not named:
        return [None]
    if _is_begun(point):
        there = [code for code in sorted(codes) if code.startswith(str(named))]
    else:
        there = [str(named)] if named in codes else []
    return there or [None]
