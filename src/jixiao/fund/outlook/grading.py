"""From which month to which a signal stands: it is raised by persistence, and falls at another line."""

from fractions import Fraction
from typing import NamedTuple

import ibis
from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook.history import YEAR
from jixiao.fund.records import proven


class Lines(NamedTuple):
    """The lines of a signal, as quotients of above and below.

    It is raised where `times` of the last `within` months reach `watch`, or one reaches `warn`;
    it falls where a month does not reach `clear`. `falls`: it is low values that reach a line.
    """

    watch: Fraction
    warn: Fraction
    clear: Fraction
    times: int
    within: int
    falls: bool = False


def percent(
    watch: Number, warn: Number, clear: Number
) -> tuple[Fraction, Fraction, Fraction]:
    """Return lines that a page gives in per cent."""
    return Fraction(watch) / 100, Fraction(warn) / 100, Fraction(clear) / 100


def standing(rows: ir.Table, lines: Lines) -> ir.Table:
    """Return the months in which a signal stands, of rows with place, month, above and below.

    Where rows say `by_chance`, a month that chance explains raises nothing.
    """
    number = rows.month.year() * YEAR + rows.month.month()
    says = "by_chance" in rows.columns
    by_chance = rows["by_chance"] if says else ibis.literal(False)
    rows = rows.mutate(
        number=number,
        hit=(_reaches(rows, lines.watch, lines) & ~by_chance).cast("int64"),
        at_once=_reaches(rows, lines.warn, lines) & ~by_chance,
        holds=_reaches(rows, lines.clear, lines),
    )
    of_late = ibis.range_window(
        group_by="place", order_by="number", preceding=lines.within - 1, following=0
    )
    so_far = ibis.window(
        group_by="place", order_by="number", preceding=None, following=0
    )
    rows = rows.mutate(hits=rows.hit.sum().over(of_late))
    is_raised = ((rows.hit == 1) & (rows.hits >= lines.times)) | rows.at_once
    rows = rows.mutate(
        raised=is_raised.ifelse(rows.number, 0),
        cleared=rows.holds.ifelse(0, rows.number),
    )
    rows = rows.mutate(
        last_raised=rows.raised.max().over(so_far),
        last_cleared=rows.cleared.max().over(so_far),
    )
    return rows.filter(rows.last_raised > rows.last_cleared)


def _reaches(rows: ir.Table, line: Fraction, lines: Lines) -> ir.BooleanValue:
    above = rows.above.cast("decimal(38, 0)") * line.denominator
    below = rows.below.cast("decimal(38, 0)") * line.numerator
    return above < below if lines.falls else above >= below


def marked_months(rows: ir.Table) -> ir.Table:
    """Return the marks of places in months: rows with `place`, `month`, `above` and `below`."""
    return proven(
        rows,
        key=rows.place + "/" + rows.month.strftime("%Y-%m"),
        on=rows.month,
        place=rows.place,
        above=rows.above,
        below=rows.below,
    )
