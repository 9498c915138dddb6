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


def paid_by_care(care_months: ir.Table) -> ir.Table:
    """Return what the fund paid by scheme and kind of care in each month, as `year_on_year` takes it."""
    return care_months.select(
        "month",
        place=care_months.insutype + "/" + care_months.care,
        amount=care_months.fund,
        volume=care_months.visits,
        squares=care_months.fund_squares,
    )


def year_on_year(cells: ir.Table, *, span: int) -> ir.Table:
    """Return sums of `span` months beside those of the same months a year before.

    `cells` have place, month, amount and volume, and perhaps squares. Places that lack one of the months, in either
    year, are not there: what is missing is no zero.
    """
    rolled = span_sums(cells, span=span)
    before = rolled.select(
        "place",
        number=rolled.number + YEAR,
        **{f"{name}_before": rolled[name] for name in _summed(cells)},
    )
    return rolled.join(before, ["place", "number"])


def span_sums(cells: ir.Table, *, span: int) -> ir.Table:
    """Return, by place and month, sums of the `span` months that end with it; whole spans only."""
    summed = _summed(cells)
    months = cells.group_by("place", "month").aggregate(
        **{name: cells[name].sum() for name in summed}
    )
    months = months.mutate(number=months.month.year() * YEAR + months.month.month())
    of_span = ibis.range_window(
        group_by="place", order_by="number", preceding=span - 1, following=0
    )
    rolled = months.mutate(
        **{name: months[name].sum().over(of_span) for name in summed},
        counted=months.number.count().over(of_span),
    )
    return rolled.filter(rolled.counted == span).drop("counted")


def _summed(cells: ir.Table) -> list[str]:
    return [name for name in ("amount", "volume", "squares") if name in cells.columns]


def mean_variance(
    amount: ir.Value, volume: ir.Value, squares: ir.Value
) -> ir.FloatingValue:
    """Return the variance of a mean, of the sums of amounts, of how many, and of their squares.

    Of a single one nothing is known of chance: the variance is its own square.
    """
    mean = amount.cast("float64") / volume
    spread = ibis.greatest(squares / volume - mean**2, 0.0)
    return ibis.ifelse(volume > 1, spread / (volume - 1), mean**2)
