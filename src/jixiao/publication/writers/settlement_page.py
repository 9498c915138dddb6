"""A year settled again as one self-contained page that reads on screen and prints on A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.fund.benefits.policy import Policy
from jixiao.fund.records.netting import REASONS, STANDING, Part, fund_title
from jixiao.fund.resettling.balance import FundYear
from jixiao.fund.resettling.differences import Cause
from jixiao.fund.resettling.groups import DIMENSIONS, Group, folded
from jixiao.fund.resettling.resettlement import Comparison
from jixiao.fund.tables import codes
from jixiao.money import in_yuan
from jixiao.publication.writers.rendering import fill_template, write_page

FEWEST = 5
"""Groups of fewer persons are not shown alone: who they are could be guessed."""


@dataclass(frozen=True, slots=True)
class Row:
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
    told: Comparison, path: Path, policy: Policy, changed: Policy | None = None
) -> Path:
    """Write what was settled again, or what a changed policy would do.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    return write_page(render(told, policy, changed), path)


def render(told: Comparison, policy: Policy, changed: Policy | None = None) -> str:
    """Give the page as text; everything printed is escaped."""
    layers = [
        (fund_title(name), (), fen, told.again[name])
        for name, fen in told.paid.items()
        if fen or told.again[name]
    ]
    groups = {title: _shown(told, name) for name, title in DIMENSIONS.items()}
    return fill_template(
        "settlement.html",
        told=told,
        policy=policy,
        changed=changed,
        words=("原来", "改后") if changed else ("已付", "重算"),
        parts=[_part(part) for part in (*told.reconciliation.parts, told.reconciliation.whole)],
        uncancelled=in_yuan(told.reconciliation.uncancelled),
        totals=_rows([("合计", (), sum(told.paid.values()), sum(told.again.values()))])[0],
        layers=_rows(layers),
        causes=[_cause(cause) for cause in told.causes],
        most=max((cause.claims for cause in told.causes), default=1),
        groups=groups,
        fewest=FEWEST,
        years=[_year(year) for year in told.balance.years] if told.balance else [],
        elsewhere=[
            (fund_title(field), in_yuan(fen))
            for field, fen in (told.balance.elsewhere.items() if told.balance else ())
        ],
    )


def _part(part: Part) -> tuple[str, ...]:
    words = {STANDING: "计入", "": "合计", **REASONS}
    return words[part.status], f"{part.rows:,}", in_yuan(part.fees), in_yuan(part.fund)


def _shown(told: Comparison, dimension: str) -> tuple[list[Row], bool]:
    """Give a dimension's rows, and whether small groups were joined."""
    alone, joint = folded([g for g in told.groups if g.dimension == dimension], FEWEST)
    rows = [_group(group, f"{group.persons:,}") for group in alone]
    if joint:
        rows.append(_group(joint, f"至多 {joint.persons:,}"))
    return _rows(rows), joint is not None


def _group(group: Group, persons: str) -> tuple[str, tuple[str, ...], int, int]:
    counts = (f"{group.claims:,}", persons, f"{group.changed:,}")
    return group.name, counts, group.paid, group.again


def _rows(found: Sequence[tuple[str, tuple[str, ...], int, int]]) -> list[Row]:
    """Measure amounts (fen before, fen after) against the longest of them."""
    longest = max((abs(fen) for _, _, *both in found for fen in both), default=0) or 1
    widest = max((abs(after - before) for _, _, before, after in found), default=0) or 1
    return [
        Row(
            name, counts, in_yuan(before), in_yuan(after), _signed(after - before),
            _share(before, longest), _share(after, longest),
            _share(before - after, widest), _share(after - before, widest),
        )
        for name, counts, before, after in found
    ]  # fmt: skip


def _share(part: int, whole: int) -> float:
    """Give the length of a bar in per cent; nothing for what is below zero."""
    return round(100 * max(part, 0) / whole, 2)


def _signed(fen: int) -> str:
    return ("+" if fen > 0 else "") + in_yuan(fen)


def _cause(cause: Cause) -> dict[str, object]:
    return {
        "title": cause.title,
        "claims": cause.claims,
        "persons": cause.persons,
        "change": _signed(cause.change),
        "examples": [
            (e.setl_id, e.person, str(e.on), in_yuan(e.paid), in_yuan(e.again),
             _signed(e.again - e.paid))
            for e in cause.examples
        ],
    }  # fmt: skip


def _year(year: FundYear) -> tuple[str, tuple[str, ...]]:
    amounts = (year.income, year.outlay, year.change, year.balance, year.balance_after)
    months = ("—" if m is None else str(m) for m in (year.reserve, year.reserve_after))
    name = f"{codes()['insutype'][year.insutype]} {year.year} 年（{year.months} 个月）"
    return name, (*map(in_yuan, amounts), *months)
