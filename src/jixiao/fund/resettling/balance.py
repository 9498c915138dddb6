"""The fund's balance: what a change of payments does to it, and how many months it would last."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ibis import ir

from jixiao.fund.records.netting import fund_fields
from jixiao.fund.store.engine import Engine

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


def fund_balance(engine: Engine, kept: ir.Table) -> Balance | None:
    """Give what the funds' balances would be; none where FUND_MONTH_D was not loaded."""
    if "FUND_MONTH_D" not in engine.tables:
        return None
    changes = kept.group_by("year", "insutype").aggregate(
        **{field: (kept[field] - kept[f"paid_{field}"]).sum() for field in fund_fields()}
    )
    months = engine.fetch(
        engine.table("FUND_MONTH_D").select("insutype", "month", "income", "outlay", "balance")
    )
    return weigh(engine.fetch(changes).to_pylist(), months.to_pylist())


def weigh(changes: Iterable[Mapping[str, Any]], months: Iterable[Mapping[str, Any]]) -> Balance:
    """Set changes (fen, by year, insurance and field) against the funds' months (yuan)."""
    own: dict[tuple[str, int], list[Mapping[str, Any]]] = defaultdict(list)
    for month in sorted(months, key=lambda row: row["month"]):
        own[month["insutype"], month["month"].year].append(month)
    more: dict[tuple[str, int], int] = defaultdict(int)
    elsewhere: dict[str, int] = defaultdict(int)
    for row in changes:
        for field in fund_fields():
            fund = row["insutype"] if field == "hifp_pay" else _FUND_OF.get(field)
            if (fund, row["year"]) in own:
                more[str(fund), row["year"]] += row[field]
            elif row[field]:
                elsewhere[field] += row[field]
    years = tuple(
        FundYear(
            insutype, year, len(rows), _sum(rows, "income"), _sum(rows, "outlay"),
            int(rows[-1]["balance"] * 100), more[insutype, year],
            sum(fen for (i, y), fen in more.items() if i == insutype and y < year),
        )
        for (insutype, year), rows in sorted(own.items())
        if (insutype, year) in more
    )  # fmt: skip
    return Balance(years, dict(elsewhere))


def _sum(rows: Iterable[Mapping[str, Any]], column: str) -> int:
    return int(sum((row[column] for row in rows), Decimal(0)) * 100)


def _months(balance: int, outlay: int, months: int) -> Decimal | None:
    if outlay <= 0:
        return None
    return (Decimal(balance) * months / outlay).quantize(_TENTH, ROUND_HALF_UP)
