"""Rows of a period or of a day, as the records choose them."""

from array import array
from datetime import date

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.proven import Grain
from jixiao.fund.store.in_memory import in_memory
from jixiao.period import Period

_DAY = 86_400


def within(rows: ir.Table, day: str, period: Period | None) -> ir.Table:
    """Return the rows whose day is in the period; all where there is none."""
    if period is None:
        return rows
    return rows.filter(rows[day].cast("date").between(period.first, period.last))


def holding(
    rows: ir.Table, begins: str, ends: str, first: date, last: date
) -> ir.Table:
    """Return the rows that hold on some day from `first` to `last`."""
    begun = rows[begins].isnull() | (rows[begins] <= last)
    return rows.filter(begun, rows[ends].isnull() | (rows[ends] >= first))


def done_or_due(rows: ir.Table, done: str, period: Period) -> ir.Table:
    """Leave out what is open and not due (`due_date`) by the end of the period."""
    is_later = (rows.due_date > period.last).fill_null(False)
    return rows.filter(~(rows[done].isnull() & is_later))


def with_since(rows: ir.Table, begins: str, period: Period) -> ir.Table:
    """Add `since`: the first day of the period on which a row holds."""
    begun = rows[begins].fill_null(period.first)
    return rows.mutate(since=ibis.greatest(begun, ibis.literal(period.first)))


SINCE = {"since": RecordColumn("期间内的第一天", Unit.DAY)}


@record(
    title="日历",
    grain=Grain("期间的一天", "day", "day"),
    adds={
        "day": RecordColumn("日期", Unit.DAY),
        "seconds": RecordColumn("秒数", Unit.SECONDS),
    },
)
def calendar(period: Period) -> ir.Table:
    """Return the days of the period, and the seconds each has."""
    first = (period.first - date(1970, 1, 1)).days
    count = (period.last - period.first).days + 1
    # Not from a list: Arrow looks whether it is of pandas, which takes longer to load than all else.
    counted = pa.py_buffer(array("i", range(first, first + count)))
    days = pa.Array.from_buffers(pa.date32(), count, [None, counted])
    rows = in_memory(pa.table([days], names=["day"]))
    return rows.mutate(seconds=ibis.literal(_DAY, "int64"))
