"""The working days of China, counted through, so that a span of them is a difference."""

from datetime import date, timedelta

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund.records.declaration import NotLoaded, RecordColumn, Unit, record
from jixiao.fund.records.proven import Grain
from jixiao.fund.store.in_memory import in_memory
from jixiao.period import Period


@record(
    title="工作日",
    grain=Grain("一天", "day", "day"),
    adds={
        "day": RecordColumn("日期", Unit.DAY),
        "nth": RecordColumn("从头数起到这一天有几个工作日", Unit.NUMBER),
    },
)
def working_days(period: Period) -> ir.Table:
    """Return the days from a year before the period to a year after it, as far as notices are known.

    Raises:
        NotLoaded: the holidays of the period are not known.
    """
    first, last = period.first.year, period.last.year
    years = [year for year in range(first - 1, last + 2) if _is_known(year)]
    if not {first, last} <= set(years):
        why = f"还没有 {last} 年的放假安排"
        message = f"{why}，算不出工作日。请更新 chinesecalendar，或按日历日算。"
        raise NotLoaded(why, message)
    days = [day for year in years for day in _days_of(year)]
    return in_memory(pa.table({"day": days, "nth": _counted(days)}))


def with_span(
    rows: ir.Table, begins: str, ends: str, working: ir.Table | None = None
) -> ir.Table:
    """Add `span`: the days from one day to another, of a calendar or working ones.

    The day it begins on is not counted. Rows whose days are not told, or not known to be working
    days, are left out; so are those that end before they begin.
    """
    rows = rows.filter(rows[ends] >= rows[begins])
    if working is None:
        return rows.mutate(span=rows[ends].delta(rows[begins], unit="day"))
    begun = working.select(begun_on=working.day, before=working.nth)
    ended = working.select(ended_on=working.day, by_then=working.nth)
    rows = rows.inner_join(begun, rows[begins] == begun.begun_on)
    rows = rows.inner_join(ended, rows[ends] == ended.ended_on)
    return rows.mutate(span=ibis.greatest(rows.by_then - rows.before, 0))


def _is_known(year: int) -> bool:
    import chinese_calendar  # noqa: PLC0415 — loads every year's notices

    try:
        chinese_calendar.is_workday(date(year, 6, 1))
    except NotImplementedError:
        return False
    return True


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [
        first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)
    ]


def _counted(days: list[date]) -> list[int]:
    """Return for each day how many of the days up to it are worked on."""
    import chinese_calendar  # noqa: PLC0415 — loads every year's notices

    counted, so_far = [], 0
    for day in days:
        so_far += bool(chinese_calendar.is_workday(day))
        counted.append(so_far)
    return counted
