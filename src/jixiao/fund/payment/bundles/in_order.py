"""Months of bundles closed one after another: what is carried and caps of the year hang on the order."""

from collections.abc import Callable, Iterator
from datetime import date

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.bundles.bundle import month_of
from jixiao.fund.payment.bundles.closing import ClosedMonth, close_month
from jixiao.fund.payment.bundles.facts import read_contracts
from jixiao.fund.payment.bundles.months import last_day_before
from jixiao.fund.payment.kept import BUNDLE_CLOSED
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

_ACROSS, _NOT = "跨年结转", "不结转"
TermsOn = Callable[[date], Terms]
"""The parameters of a day."""


class EarlierMonthsOpen(JixiaoError):
    """Months before one were not closed, though somebody was on a roster in them."""

    def __init__(self, month: Period, lacking: list[Period]) -> None:
        named = "、".join(f"{each.first:%Y-%m}" for each in lacking)
        super().__init__(
            f"{named} 有人在名册上，还没有月结：结转和年度限额没有算它们，"
            f"{month.first:%Y-%m} 就结不对。请先依次月结；"
            f"确是从 {month.first:%Y-%m} 才开始月结的，请写明从这个月开始。"
        )


def close_in_order(
    engine: Engine, day: date, terms_on: TermsOn, *, is_first: bool = False
) -> list[ClosedMonth]:
    """Close the month that a day lies in, then again the later ones that were closed on what stood.

    Where nothing is carried and no contract has a cap of the year, months stand alone.
    `is_first` says that months are closed from this one on, whatever came before.

    Raises:
        NotLoaded: there are no contracts or no roster.
        EarlierMonthsOpen: an earlier month with somebody on a roster was not closed.
        JixiaoError: nobody is on a roster in this month.
    """
    month = month_of(day)
    if _stands_alone(engine, month, terms_on):
        return [close_month(engine, month.first, terms_on(month.first))]
    crosses = terms_on(month.first).choice("bundle.carry") == _ACROSS
    hanging = [
        on for on in _closed_on(engine) if crosses or on.year == month.first.year
    ]
    if not is_first:
        _check_before(engine, month, hanging)
    later = [on.replace(day=1) for on in hanging if on > month.last]
    return [
        close_month(engine, first, terms_on(first)) for first in (month.first, *later)
    ]


def _stands_alone(engine: Engine, month: Period, terms_on: TermsOn) -> bool:
    if terms_on(month.first).choice("bundle.carry") != _NOT:
        return False
    contracts = read_contracts(Records(engine, month))
    return all(each.contract.year_cap is None for each in contracts)


def _closed_on(engine: Engine) -> list[date]:
    return sorted({row["closed_on"] for row in BUNDLE_CLOSED.rows(engine)})


def _check_before(engine: Engine, month: Period, closed: list[date]) -> None:
    earlier = [on for on in closed if on <= month.last]
    begun = month_of(earlier[0]) if earlier else month_of(date(month.first.year, 1, 1))
    lacking = [
        each
        for each in _months(begun, month)
        if each.last not in earlier and _has_roster(engine, each)
    ]
    if lacking:
        raise EarlierMonthsOpen(month, lacking[::-1])


def _months(first: Period, until: Period) -> Iterator[Period]:
    """Yield the months from one to before another."""
    month = until
    while month.first > first.first:
        month = month_of(last_day_before(month))
        yield month


def _has_roster(engine: Engine, month: Period) -> bool:
    rows = Records(engine, month).record("bundle_roster")
    return bool(engine.fetch(rows.limit(1)).num_rows)
