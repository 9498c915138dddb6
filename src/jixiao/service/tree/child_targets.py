"""Whether children's targets make the target above: yes, no, or what would have to be known."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jixiao.service.tree.divisions import Tree
from jixiao.service.tree.indicators import Kind, Report, shown

_ENDLESS = Decimal("Infinity")


class Verdict(StrEnum):
    """What children's targets say of the target above."""

    MET = "够"
    SHORT = "不够"
    UNDECIDED = "说不定"


AT_LEAST, AT_MOST = "1", "2"
"""Sides of a target, as DIVISION_RESULT codes them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A division's target beside the lowest and highest that its children's targets allow."""

    division: str
    indicator: str
    target: Decimal
    low: Decimal
    high: Decimal
    verdict: Verdict
    why: str

    @property
    def gap(self) -> Decimal | None:
        """How far the children's targets stay from the one above, where that is certain."""
        if self.verdict is not Verdict.SHORT:
            return None
        return max(self.target - self.high, self.low - self.target)


def compare_targets(tree: Tree, reports: Sequence[Report]) -> Sequence[Comparison]:
    """Return each target of a division with others below, beside those of its children."""
    return [
        _compared(tree, each, reports)
        for each in reports
        if each.target is not None and tree.children(each.division)
    ]


def _compared(tree: Tree, above: Report, reports: Sequence[Report]) -> Comparison:
    children = tree.children(above.division)
    below = [
        each
        for each in reports
        if each.division in children and each.indicator == above.indicator
    ]
    named = [each for each in below if each.target is not None]
    silent = [
        code for code in children if code not in {each.division for each in named}
    ]
    target = above.target or Decimal(0)
    why = _doubt(above, below)
    targets = [each.target for each in named if each.target is not None]
    endless = why or not targets
    low, high = (-_ENDLESS, _ENDLESS) if endless else _range(above.kind, targets, bool(silent))  # fmt: skip
    verdict = _verdict(above, target, low, high)
    if silent:
        names = "、".join(tree.label(code) for code in silent)
        why = "；".join(filter(None, (why, f"没有目标值的：{names}")))
    return Comparison(
        above.division, above.indicator, target, low, high, verdict, why or _range_words(low, high)
    )  # fmt: skip


def _doubt(above: Report, below: Sequence[Report]) -> str:
    if above.kind is Kind.WORDING:
        return "文字目标不能比"
    if above.kind is not Kind.ALL and not above.better:
        return "没有写目标方向"
    if {each.kind for each in below} - {above.kind}:
        return "上下级写的汇总方式不一样"
    if {each.unit for each in below} - {above.unit}:
        return "上下级写的计量单位不一样"
    if {each.better for each in below} - {above.better}:
        return "上下级写的目标方向不一样"
    return ""


def _range(
    kind: Kind, targets: Sequence[Decimal], is_partial: bool
) -> tuple[Decimal, Decimal]:
    """Return the lowest and highest that may come out above if every child meets its target just."""
    lowest, highest, total = min(targets), max(targets), sum(targets, Decimal(0))
    ranges = {
        Kind.TOTAL: (total, total),
        Kind.HEADS: (highest, total),  # the same persons may stand in several counties
        Kind.RATE: (lowest, highest),
        Kind.MEAN: (lowest, highest),
        Kind.MOST: (highest, highest),
        Kind.LEAST: (lowest, lowest),
        Kind.ALL: (lowest, lowest),
    }
    low, high = ranges[kind]
    if not is_partial:
        return low, high
    grows = {Kind.TOTAL, Kind.HEADS, Kind.MOST}
    falls = {Kind.LEAST, Kind.ALL}
    can_shrink = kind is Kind.TOTAL and lowest < 0
    low = low if kind in grows and not can_shrink else -_ENDLESS
    return low, high if kind in falls else _ENDLESS


def _verdict(above: Report, target: Decimal, low: Decimal, high: Decimal) -> Verdict:
    is_ceiling = above.better == AT_MOST
    met, short = (high <= target, low > target) if is_ceiling else (low >= target, high < target)  # fmt: skip
    return Verdict.MET if met else Verdict.SHORT if short else Verdict.UNDECIDED


def _range_words(low: Decimal, high: Decimal) -> str:
    if low == high:
        return f"下级目标合起来 {shown(low)}"
    return f"下级目标合起来在 {shown(low)} 到 {shown(high)} 之间"
