"""Sums of the twelve months that end with a month, where all twelve are there."""

import ibis
from ibis import ir

from jixiao.fund.outlook.history import YEAR


def with_year_sums(months: ir.Table) -> ir.Table:
    """Return the months that end a whole year, with `spent` and `earned` in it.

    A month that is missing is no zero: a year that lacks one has no sum, nor has a year in which a
    month of a fund stands twice.
    """
    place = months.month.year() * YEAR + months.month.month()
    rows = months.mutate(place=place)
    of_year = ibis.range_window(
        group_by="insutype", order_by="place", preceding=YEAR - 1, following=0
    )
    rows = rows.mutate(
        spent=rows.outlay.sum().over(of_year),
        earned=rows.income.sum().over(of_year),
        counted=rows.place.count().over(of_year),
        first=rows.place.min().over(of_year),
        twice=rows.place.count().over(ibis.window(group_by=["insutype", "place"])),
    )
    rows = rows.mutate(most=rows.twice.max().over(of_year))
    is_whole = (rows.counted == YEAR) & (rows.place - rows["first"] == YEAR - 1)
    return rows.filter(is_whole, rows.most == 1)
