"""The fund's balance: what a change of payments does to it, and how many months it would last."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any

from ibis import ir

from jixiao.fund.records import Records
from jixiao.fund.records.netting import fund_fields

_FUND_OF = {"cvlserv_pay": "320", "hifob_pay": "330", "hifmi_pay": "392"}
"""The insurance whose fund a layer is paid from; the basic one pays from the person's own."""
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class FundYear:
    """A fund's year: amounts in fen; `change` is what more is paid in it and the years before.

    `months` says how many months of the year were loaded; `balance` is that of the last of them.
    """

    insutype: str
    year: int
    months: int
    income: int
    outlay: int
    balance: int
    change: int
    change_before: int = 0

    @property
    def balance_after(self) -> int:
        """The balance as it would be."""
        return self.balance - self.change - self.change_before

    @property
    def reserve(self) -> Decimal | None:
        """How many months the balance lasts; none where nothing is paid."""
        return _months(self.balance, self.outlay, self.months)

    @property
    def reserve_after(self) -> Decimal | None:
        """How many months it would last."""
        return _months(self.balance_after, self.outlay + self.change, self.months)


@dataclass(frozen=True, slots=True)
class Balance:
    """The funds' years, and the changes of layers whose fund was not loaded, in fen by field."""

    years: tuple[FundYear, ...]
    elsewhere: Mapping[str, int]


def fund_balance(records: Records, resettled: ir.Table) -> Balance | None:
    """What the funds' balances would be; none where their months were not loaded."""
    months = records.record_if_loaded("months")
    if months is None:
        return None
    changes = resettled.group_by("year", "insutype").aggregate(
        **{
            name: (resettled[name] - resettled[f"paid_{name}"]).sum()
            for name in fund_fields()
        }
    )
    months = months.select("insutype", "month", "income", "outlay", "balance")
    fetch = records.engine.fetch
    return weigh(fetch(changes).to_pylist(), fetch(months).to_pylist())


def weigh(
    changes: Iterable[Mapping[str, Any]], months: Iterable[Mapping[str, Any]]
) -> Balance:
    """Set changes (by year, insurance and field) against the funds' months; all in fen."""
    years = _by_year(months)
    more: dict[tuple[str, int], int] = defaultdict(int)
    elsewhere: dict[str, int] = defaultdict(int)
    for row, field in product(changes, fund_fields()):
        fund = row["insutype"] if field == "hifp_pay" else _FUND_OF.get(field, "")
        if (fund, row["year"]) in years:
            more[fund, row["year"]] += row[field]
        elif row[field]:
            elsewhere[field] += row[field]
    touched = (
        _fund_year(key, rows, more)
        for key, rows in sorted(years.items())
        if key in more
    )
    return Balance(tuple(touched), dict(elsewhere))


def _by_year(
    months: Iterable[Mapping[str, Any]],
) -> dict[tuple[str, int], list[Mapping[str, Any]]]:
    """Gather the months of each fund's year, the earliest first."""
    years: dict[tuple[str, int], list[Mapping[str, Any]]] = defaultdict(list)
    for month in sorted(months, key=lambda row: row["month"]):
        years[month["insutype"], month["month"].year].append(month)
    return years


def _fund_year(
    key: tuple[str, int],
    months: Sequence[Mapping[str, Any]],
    more: Mapping[tuple[str, int], int],
) -> FundYear:
    insutype, year = key
    before = sum(
        fen for (other, y), fen in more.items() if other == insutype and y < year
    )
    return FundYear(
        insutype,
        year,
        months=len(months),
        income=sum(month["income"] for month in months),
        outlay=sum(month["outlay"] for month in months),
        balance=months[-1]["balance"],
        change=more[key],
        change_before=before,
    )


def _months(balance: int, outlay: int, months: int) -> Decimal | None:
    if outlay <= 0:
        return None
    return (Decimal(balance) * months / outlay).quantize(_TENTH, ROUND_HALF_UP)
