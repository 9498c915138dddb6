"""Indicators beside children: what each has, what the whole makes of it, and where there are gaps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.fund.parameters import Terms
from jixiao.money import in_yuan
from jixiao.service.tree.child_targets import Comparison, Verdict, compare_targets
from jixiao.service.tree.clocks import allocations, stale
from jixiao.service.tree.gathered import Gathered
from jixiao.service.tree.inbox import Receipt
from jixiao.service.tree.indicators import Rollup, roll_up, shown
from jixiao.service.tree.transfers import breaks


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An indicator: what the whole makes, and each child's; a child that is silent has none."""

    indicator: str
    whole: Rollup
    children: Mapping[str, Rollup]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a division must look into: of which kind, and what is missing."""

    division: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A division and its children on one page."""

    division: str
    children: Sequence[str]
    rows: Sequence[MatrixRow]
    comparisons: Sequence[Comparison]
    gaps: Sequence[Gap]


def overview(gathered: Gathered, division: str, terms: Terms) -> Overview:
    """Return the indicators of a division beside those of its children, and the gaps of all.

    Raises:
        JixiaoError: the division is not in use, or a parameter is not set.
    """
    part = gathered.tree.part(division)
    top = part.roots()[0]
    children = part.children(top)
    reports = [each for each in gathered.reports if each.division in part.nodes]
    rolled = roll_up(part, reports, gathered.persons)
    comparisons = compare_targets(part, reports)
    rows = _rows(top, children, rolled)
    gaps = [
        *_of_packages(gathered, top),
        *_of_indicators(rolled, top),
        *_of_targets(comparisons),
        *_of_money(gathered, division, terms),
        *_left_out(gathered, division),
    ]
    return Overview(top, children, rows, comparisons, gaps)


def _rows(
    top: str, children: Sequence[str], rolled: Sequence[Rollup]
) -> Sequence[MatrixRow]:
    by_place = {(each.indicator, each.division): each for each in rolled}
    return [
        MatrixRow(
            each.indicator,
            each,
            {code: by_place[each.indicator, code] for code in children},
        )
        for each in rolled
        if each.division == top
    ]


def value_words(rollup: Rollup) -> str:
    """Return a value as a cell of the matrix prints it, with its parts and who is missing."""
    value = rollup.wording or f"{shown(rollup.value)} {rollup.unit}".rstrip()
    if rollup.denominator is not None:
        value += f"（{shown(rollup.numerator)}/{shown(rollup.denominator)}）"
    if rollup.missing and rollup.value is None and not rollup.wording:
        return "没有报"
    if rollup.missing:
        count = len(rollup.expected) - len(rollup.missing)
        value += f"　{count}/{len(rollup.expected)} 个地区"
    return value


def _of_packages(gathered: Gathered, top: str) -> Iterator[Gap]:
    if not gathered.receipts:
        return
    for receipt in gathered.receipts:
        if receipt.days_late is not None:
            yield Gap(receipt.division, "上报包迟了", receipt.why)
    for code in gathered.without_package(top):
        yield Gap(code, "没有上报包", f"截至 {gathered.tree.day} 的没有收到")


def _of_indicators(rolled: Sequence[Rollup], top: str) -> Iterator[Gap]:
    for each in rolled:
        if each.division == top:
            for code in each.missing:
                yield Gap(code, "没有算进去", each.indicator)
            for note in each.notes:
                yield Gap(top, "注意", f"{each.indicator}：{note}")


def _of_targets(comparisons: Sequence[Comparison]) -> Iterator[Gap]:
    for each in comparisons:
        if each.verdict is not Verdict.MET:
            gap = "" if each.gap is None else f"，差 {shown(each.gap)}"
            why = f"{each.indicator}：目标 {shown(each.target)}，{each.why}{gap}"
            yield Gap(each.division, f"下级目标{each.verdict}", why)


def _of_money(gathered: Gathered, division: str, terms: Terms) -> Iterator[Gap]:
    tree, part = gathered.tree, gathered.tree.part(division)
    for each in breaks(tree, gathered.bookings):
        if {each.division, each.other} & part.nodes.keys():
            document = each.document or "没有文号"
            yield Gap(each.division, "资金对不上", f"{document}：{each.why}")
    for timed in allocations(tree, gathered.bookings, terms):
        if timed.division in part.nodes and timed.is_late:
            waits = (
                f"迟下达 {in_yuan(timed.late)} 元，还没有分 {in_yuan(timed.waiting)} 元"
            )
            yield Gap(timed.division, "下达迟了", f"{timed.document}：{waits}")
    for lies in stale(gathered.bookings, tree.day, terms):
        if lies.division in part.nodes:
            why = f"{lies.document}：{lies.since} 起满 {lies.years} 年，还有 {in_yuan(lies.amount)} 元"
            yield Gap(lies.division, "资金沉淀", why)


def _left_out(gathered: Gathered, division: str) -> Iterator[Gap]:
    for title in () if gathered.receipts else gathered.absent:
        yield Gap(division, "没有数据", f"没有收 {title}")
    for each in gathered.unplaced:
        yield Gap(division, "没有算进去", f"{each.booking.number}：{each.why}")
    for lost in gathered.lost:
        yield Gap(
            division, "没有算进去", f"{lost.division} 的“{lost.indicator}”，区划不在用"
        )


def late_words(receipt: Receipt) -> str:
    """Say whether a package came in time."""
    return "按时" if receipt.days_late is None else f"迟 {receipt.days_late} 天"


def share_of(rollup: Rollup) -> Decimal | None:
    """Return a rate as a share of one, to shade a tile by; None of what is no rate, or unknown."""
    if rollup.denominator is None or not rollup.denominator or rollup.numerator is None:
        return None
    return rollup.numerator / rollup.denominator
