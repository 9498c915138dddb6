"""Spans of time: joined, taken away, cut, and counted in seconds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from jixiao.errors import JixiaoError
from jixiao.fund.cases.clocks import is_working

Span = tuple[datetime, datetime]
"""From a moment, included, to another that is not; one that ends before it begins has no length."""
ALL_DAY, WORKING_DAYS = "全天", "工作日"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """The times of each day that count, all where there are none; `is_working`: of working days alone."""

    times: Sequence[tuple[time, time]] = ()
    is_working: bool = False

    def of(self, day: date) -> list[Span]:
        """Return the spans of a day that count.

        Raises:
            JixiaoError: working days count, and the holidays of the year are not known.
        """
        if self.is_working and not is_working(day):
            return []
        if not self.times:
            midnight = datetime.combine(day, time())
            return [(midnight, midnight + _DAY)]
        return [
            (datetime.combine(day, opens), datetime.combine(day, closes))
            for opens, closes in self.times
        ]

    def holds(self, moment: datetime) -> bool:
        """Whether a moment counts; raises as `of` does."""
        return any(begins <= moment < ends for begins, ends in self.of(moment.date()))


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
    """Return the seconds between two moments that fall into the hours of each day.

    Raises:
        JixiaoError: working days count, and the holidays of a year are not known.
    """
    whole = [(begins, ends)]
    if hours == Hours():
        return seconds(union(whole))
    return seconds(common(whole, _daily(begins, ends, hours)))


def read_hours(written: Sequence[str], key: str = "systems.hours") -> Hours:
    """Read the hours that count: `全天`, or times such as `08:30-12:00`; `工作日` before either.

    Raises:
        JixiaoError: they are not written so, or end before they begin; `key` names the parameter.
    """
    of_working = list(written[:1]) == [WORKING_DAYS]
    spans = list(written[of_working:])
    if spans == [ALL_DAY] or (of_working and not spans):
        return Hours((), of_working)
    try:
        times = tuple(_read_times(text) for text in spans)
    except ValueError:
        times = ()
    if not times or any(begins >= ends for begins, ends in times):
        message = (
            f"参数 {key} 的“{'、'.join(written)}”应是 {ALL_DAY}，或先早后晚的时段，如 08:30-12:00；"
            f"只算工作日的，前面加一项 {WORKING_DAYS}。请改正。"
        )
        raise JixiaoError(message)
    return Hours(times, of_working)


def _read_times(text: str) -> tuple[time, time]:
    begins, ends = text.split("-")
    return time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())


def _daily(begins: datetime, ends: datetime, hours: Hours) -> Iterator[Span]:
    day = begins.date()
    while day <= ends.date():
        yield from hours.of(day)
        day += _DAY
