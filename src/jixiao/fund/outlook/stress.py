"""A fund under stress: months until it is empty, should income, cost or its insured change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.outlook.history import YEAR, shift
from jixiao.fund.records import Records

FARTHEST = 20 * YEAR
"""Months that are looked ahead."""


@dataclass(frozen=True, slots=True)
class FundMonth:
    """What a fund took in and paid in a month, in fen."""

    income: int
    outlay: int


@dataclass(frozen=True, slots=True)
class Position:
    """A fund at the end of a month: its balance, and the twelve months that led there."""

    scheme: str
    month: date
    balance: int
    year: tuple[FundMonth, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes a year, as shares (0.08), and sums paid once, in fen by month.

    A change of the insured moves income and outlay alike.
    """

    income: Fraction = Fraction(0)
    cost: Fraction = Fraction(0)
    insured: Fraction = Fraction(0)
    once: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """The balances to come, in fen, the first at the end of the next month.

    `empty` is the first month at whose end the balance is below nothing, `low` the first at whose
    end it covers fewer than some months of the mean outlay; None where none comes in FARTHEST months.
    """

    position: Position
    balances: tuple[int, ...]
    empty: date | None
    low: date | None

    def months_until(self, month: date) -> int:
        """Return how many months from the position to a month."""
        first = self.position.month
        return (month.year - first.year) * YEAR + month.month - first.month


def stress(position: Position, scenario: Scenario, least_months: int = 6) -> Course:
    """Carry a balance on: each month like that of the year before, changed once a year.

    Months 1 to 12 change by one year's change, 13 to 24 by two, compounded; exact to the fen, each
    month rounded down.
    """
    balance = position.balance
    balances = []
    empty = low = None
    spent = [month.outlay for month in position.year]
    for n in range(1, FARTHEST + 1):
        month = shift(position.month, n)
        like = position.year[(n - 1) % YEAR]
        years = (n - 1) // YEAR + 1
        growth = (1 + scenario.insured) ** years
        income = int(like.income * growth * (1 + scenario.income) ** years)
        outlay = int(like.outlay * growth * (1 + scenario.cost) ** years)
        outlay += scenario.once.get(month, 0)
        balance += income - outlay
        balances.append(balance)
        spent = [*spent[1:], outlay]
        if low is None and balance * YEAR < sum(spent) * least_months:
            low = month
        if balance < 0:
            empty = month
            break
    return Course(position, tuple(balances), empty, low)


def positions(records: Records, month: date) -> tuple[list[Position], list[str]]:
    """Return the funds at the end of a month, and of those that lack months, why not.

    Raises:
        NotLoaded: the fund's months were not loaded.
    """
    rows = records.record("months")
    rows = rows.filter(rows.month <= month, rows.month > shift(month, -YEAR))
    rows = rows.order_by("insutype", "month")
    by_scheme: dict[str, list[Mapping[str, int | date]]] = {}
    for row in records.engine.fetch(rows).to_pylist():
        by_scheme.setdefault(row["insutype"], []).append(row)
    whole = [shift(month, n - YEAR + 1) for n in range(YEAR)]
    there, lacking = [], []
    for scheme, year in by_scheme.items():
        if [row["month"] for row in year] != whole:
            lacking.append(
                f"{scheme} 到 {month:%Y-%m} 为止的 12 个月不全（有 {len(year)} 行），不推算。"
            )
            continue
        there.append(_position(scheme, month, year))
    return there, lacking


def _position(
    scheme: str, month: date, year: Sequence[Mapping[str, object]]
) -> Position:
    money = tuple(
        FundMonth(int(str(row["income"])), int(str(row["outlay"]))) for row in year
    )
    return Position(scheme, month, int(str(year[-1]["balance"])), money)


def read_share(text: str, option: str) -> Fraction:
    """Read a change in per cent: 8, -1.5.

    Raises:
        JixiaoError: it is no number, or takes away all and more.
    """
    try:
        share = Fraction(text.removesuffix("%")) / 100
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not -1 < share <= 10:  # noqa: PLR2004
        message = f"{option} 的“{text}”应是每年增减百分之几，如 8 或 -1.5。"
        raise JixiaoError(message)
    return share
