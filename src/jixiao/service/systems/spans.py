"""Spans of time: joined, taken away, cut, and counted in seconds."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta

from jixiao.errors import JixiaoError

Span = tuple[datetime, datetime]
"""From a moment, included, to another that is not; one that ends before it begins has no length."""
Hours = Sequence[tuple[time, time]]
"""The times of each day that count; none where all do."""
ALL_DAY = "全天"
_DAY = timedelta(days=1)


def union(spans: Iterable[Span]) -> list[Span]:
    """Return the moments of any of the spans, each once, in order."""
    joined: list[Span] = []
    for begins, ends in sorted(span for span in spans if span[0] < span[1]):
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return joined


def common(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return the moments that are in both."""
    right = union(others)
    both = (
        (max(begins, other[0]), min(ends, other[1]))
        for begins, ends in union(spans)
        for other in right
    )
    return union(both)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Return the moments of the spans that are not in those taken away."""
    left = union(spans)
    for begins, ends in union(taken):
        parts = ((each[0], min(each[1], begins)) for each in left)
        rest = ((max(each[0], ends), each[1]) for each in left)
        left = union((*parts, *rest))
    return left


def seconds(spans: Iterable[Span]) -> int:
    """Return how long spans last that do not overlap."""
    lengths = (ends - begins for begins, ends in spans)
    return int(sum(lengths, timedelta()).total_seconds())


def clocked(begins: datetime, ends: datetime, hours: Hours) -> int:
    """Return the seconds between two moments that fall into the hours of each day."""
    whole = [(begins, ends)]
    return seconds(
        common(whole, _daily(begins, ends, hours)) if hours else union(whole)
    )


def read_hours(written: Sequence[str]) -> Hours:
    """Read the hours that count: `全天`, or times such as `08:30-12:00`.

    Raises:
        JixiaoError: they are not written so, or end before they begin.
    """
    if list(written) == [ALL_DAY]:
        return ()
    try:
        hours = [_read_hours(text) for text in written]
    except ValueError:
        hours = []
    if not hours or any(begins >= ends for begins, ends in hours):
        message = (
            f"参数 systems.hours 的“{'、'.join(written)}”应是 {ALL_DAY}，"
            "或先早后晚的时段，如 08:30-12:00。请改正。"
        )
        raise JixiaoError(message)
    return hours


def _read_hours(text: str) -> tuple[time, time]:
    begins, ends = text.split("-")
    return time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())


def _daily(begins: datetime, ends: datetime, hours: Hours) -> Iterator[Span]:
    day = begins.date()
    while day <= ends.date():
        for opens, closes in hours:
            yield datetime.combine(day, opens), datetime.combine(day, closes)
        day += _DAY
