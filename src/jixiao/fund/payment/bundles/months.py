"""Months of bundles that were closed before: kept side by side, a month closed again in its place."""

from collections import defaultdict
from datetime import date, timedelta

from jixiao.fund.payment.kept import BUNDLE_PERSONS
from jixiao.fund.store.engine import Engine
from jixiao.period import Period


def last_day_before(month: Period) -> date:
    """Return the last day of the month before."""
    return month.first - timedelta(days=1)


def persons_paid(engine: Engine, month: Period) -> dict[str, dict[str, int]]:
    """Return what was due for each person in the year's months before, by kind of care, in fen."""
    year = date(month.first.year, 1, 1)
    paid: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in BUNDLE_PERSONS.rows(engine):
        if year <= row["closed_on"] < month.first:
            paid[row["psn_no"]][row["care"]] += row["due"]
    return paid
