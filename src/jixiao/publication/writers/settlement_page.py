"""A year settled again as one self-contained page that reads on screen and prints on A4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from jixiao.fund.benefits.policy import Policy
from jixiao.fund.records.netting import REASONS, STANDING, fund_title
from jixiao.fund.records.reconciliation import Part
from jixiao.fund.resettling.balance import FundYear
from jixiao.fund.resettling.differences import Cause, Example
from jixiao.fund.resettling.groups import DIMENSIONS, Group, folded
from jixiao.fund.resettling.resettlement import Comparison
from jixiao.fund.tables import codes
from jixiao.money import in_yuan
from jixiao.publication.writers.rendering import fill_template, write_page

FEWEST = 5
"""Groups of fewer persons are not shown alone: who they are could be guessed."""


class _Sides(NamedTuple):
    """What two calculations come to, in fen, under a name and beside counts in words."""

    name: str
    counts: tuple[str, ...]
    before: int
    after: int

    @property
    def change(self) -> int:
        """By how much the second is more."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of a chart: amounts in yuan, and the lengths of its bars in per cent.

    `less` and `more` are the bar of the difference to the left and to the right of its middle.
    """

    name: str
    counts: tuple[str, ...]
    paid: str
    again: str
    gap: str
    long_paid: float
    long_again: float
    less: float
    more: float


def write_settlement(
    comparison: Comparison, path: Path, policy: Policy, changed: Policy | None = None
) -> Path:
    """Write what was settled again, or what a changed policy would do.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    return write_page(render(comparison, policy, changed), path)


def render(
    comparison: Comparison, policy: Policy, changed: Policy | None = None
) -> str:
    """The page as text; everything printed is escaped."""
    reconciliation, balance = comparison.reconciliation, comparison.balance
    total = _Sides(
        "合计", (), sum(comparison.paid.values()), sum(comparison.again.values())
    )
    elsewhere = balance.elsewhere if balance else {}
    return fill_template(
        "settlement.html",
        comparison=comparison,
        policy=policy,
        changed=changed,
        words=("原来", "改后") if changed else ("已付", "重算"),
        parts=[_part(part) for part in (*reconciliation.parts, reconciliation.whole)],
        uncancelled=in_yuan(reconciliation.uncancelled),
        totals=_rows([total])[0],
        layers=_rows(list(_layers(comparison))),
        causes=[_cause(cause) for cause in comparison.causes],
        most=max((cause.claims for cause in comparison.causes), default=1),
        groups={title: _groups(comparison, name) for name, title in DIMENSIONS.items()},
        fewest=FEWEST,
        years=[_year(year) for year in balance.years] if balance else [],
        elsewhere=[
            (fund_title(field), in_yuan(fen)) for field, fen in elsewhere.items()
        ],
    )


def _layers(comparison: Comparison) -> Iterator[_Sides]:
    """The funds that paid something, in one calculation or the other."""
    for fund, before in comparison.paid.items():
        after = comparison.again[fund]
        if before or after:
            yield _Sides(fund_title(fund), (), before, after)


def _part(part: Part) -> tuple[str, ...]:
    words = {STANDING: "计入", "": "合计", **REASONS}
    return words[part.status], f"{part.rows:,}", in_yuan(part.fees), in_yuan(part.fund)


def _groups(comparison: Comparison, dimension: str) -> tuple[list[ChartRow], bool]:
    """A dimension's rows, and whether small groups were joined."""
    of_dimension = [
        group for group in comparison.groups if group.dimension == dimension
    ]
    alone, joint = folded(of_dimension, FEWEST)
    sides = [_group(group, f"{group.persons:,}") for group in alone]
    if joint:
        sides.append(_group(joint, f"至多 {joint.persons:,}"))
    return _rows(sides), joint is not None


def _group(group: Group, persons: str) -> _Sides:
    counts = (f"{group.claims:,}", persons, f"{group.changed:,}")
    return _Sides(group.name, counts, group.paid, group.again)


def _rows(listed: Sequence[_Sides]) -> list[ChartRow]:
    """Measure amounts against the longest of them, and differences against the widest."""
    longest = (
        max((max(abs(sides.before), abs(sides.after)) for sides in listed), default=0)
        or 1
    )
    widest = max((abs(sides.change) for sides in listed), default=0) or 1
    return [
        ChartRow(
            name=sides.name,
            counts=sides.counts,
            paid=in_yuan(sides.before),
            again=in_yuan(sides.after),
            gap=_signed(sides.change),
            long_paid=_share(sides.before, longest),
            long_again=_share(sides.after, longest),
            less=_share(-sides.change, widest),
            more=_share(sides.change, widest),
        )
        for sides in listed
    ]


def _share(part: int, whole: int) -> float:
    """The length of a bar in per cent; nothing for what is below zero."""
    return round(100 * max(part, 0) / whole, 2)


def _signed(fen: int) -> str:
    return ("+" if fen > 0 else "") + in_yuan(fen)


def _cause(cause: Cause) -> dict[str, object]:
    return {
        "title": cause.title,
        "claims": cause.claims,
        "persons": cause.persons,
        "change": _signed(cause.change),
        "examples": [_example(example) for example in cause.examples],
    }


def _example(example: Example) -> tuple[str, ...]:
    return (
        example.setl_id,
        example.person,
        str(example.on),
        in_yuan(example.paid),
        in_yuan(example.again),
        _signed(example.again - example.paid),
    )


def _year(year: FundYear) -> tuple[str, tuple[str, ...]]:
    """A year of an insurance: its name, amounts in yuan, and months of reserve."""
    amounts = (year.income, year.outlay, year.change, year.balance, year.balance_after)
    reserves = (year.reserve, year.reserve_after)
    months = ["—" if reserve is None else str(reserve) for reserve in reserves]
    insurance = codes()["insutype"].get(year.insutype, year.insutype)
    name = f"{insurance} {year.year} 年（{year.months} 个月）"
    return name, (*map(in_yuan, amounts), *months)
