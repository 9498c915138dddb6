"""Indicators that add up along the tree: each by its kind, with what is missing said."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from jixiao.service.tree.divisions import Tree

_SCALES = {"%": 100, "％": 100, "‰": 1000}


class Kind(StrEnum):
    """How children's values make the value above, as DIVISION_RESULT codes it."""

    TOTAL = "1"
    RATE = "2"
    MEAN = "3"
    MOST = "4"
    LEAST = "5"
    ALL = "6"
    HEADS = "7"
    WORDING = "8"


@dataclass(frozen=True, slots=True)
class Report:
    """What a division reported of one indicator of a year; empty cells are None or blank."""

    division: str
    indicator: str
    kind: Kind
    unit: str = ""
    better: str = ""
    target: Decimal | None = None
    actual: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    weighed_by: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Rollup:
    """An indicator of a division, made of the lowest divisions under it.

    `value` is None where there is none to give; `missing` are those of `expected` that are not in
    it. `notes` say whatever is in doubt.
    """

    division: str
    indicator: str
    kind: Kind
    unit: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    wording: str
    expected: Sequence[str]
    missing: Sequence[str]
    notes: Sequence[str]

    @property
    def is_partial(self) -> bool:
        """Whether somebody expected is not in the value."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True)
class _Made:
    """A value made of reports, and the divisions that could not be taken into it."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    wording: str = ""
    left_out: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


Persons = Mapping[tuple[str, str], Collection[str]]
"""The persons listed for a division and an indicator."""


def placed_reports(
    tree: Tree, reports: Sequence[Report]
) -> tuple[Sequence[Report], Sequence[Report]]:
    """Return reports under the codes in use, and those of codes that lead to none."""
    led = [(tree.current(each.division), each) for each in reports]
    kept = [replace(each, division=code) for code, each in led if code]
    return kept, [each for code, each in led if not code]


def placed_persons(tree: Tree, persons: Persons) -> Persons:
    """Return listed persons under the codes in use; a merged division's are the other's."""
    together: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (code, indicator), listed in persons.items():
        if current := tree.current(code):
            together[current, indicator].update(listed)
    return together


def roll_up(
    tree: Tree, reports: Sequence[Report], persons: Persons
) -> Sequence[Rollup]:
    """Return every indicator of every division, those above first."""
    of_indicator: dict[str, list[Report]] = defaultdict(list)
    for each in reports:
        of_indicator[each.indicator].append(each)
    return [
        _rolled(tree, node.code, indicator, rows, persons)
        for indicator, rows in of_indicator.items()
        for _, node in tree.walk()
    ]


def _rolled(
    tree: Tree,
    code: str,
    indicator: str,
    reports: Sequence[Report],
    persons: Persons,
) -> Rollup:
    expected = tree.leaves(code)
    below = [each for each in reports if each.division in expected]
    made = _made_of(tree, below, persons)
    silent = set(expected) - {each.division for each in below}
    missing = [each for each in expected if each in silent | made.left_out]
    kind = (below or reports)[0].kind
    if kind is Kind.ALL and made.value == 1 and missing:
        unsure = "报了的都做到，没有报的不知道"
        made = replace(made, value=None, notes=(*made.notes, unsure))
    own_rows = [
        each for each in reports if each.division == code and code not in expected
    ]
    notes = [*made.notes, *_beside_own(own_rows, made)]
    unit = next((each.unit for each in below if each.unit), "")
    return Rollup(
        code, indicator, kind, unit, made.value, made.numerator, made.denominator, made.wording,
        expected, missing, notes,
    )  # fmt: skip


def _beside_own(rows: Sequence[Report], made: _Made) -> Sequence[str]:
    """Say where a division's own figure is not what its children make."""
    return [
        f"自己报的 {shown(each.actual)}，按下级汇总 {shown(made.value)}"
        for each in rows
        if each.actual is not None
        and made.value is not None
        and not _agree(each.actual, made.value)
    ]


def _made_of(tree: Tree, reports: Sequence[Report], persons: Persons) -> _Made:
    everybody = frozenset(each.division for each in reports)
    for words, said in (
        ("汇总方式", {each.kind for each in reports}),
        ("计量单位", {each.unit for each in reports}),
        ("权数", {each.weighed_by for each in reports}),
    ):
        if len(said) > 1:
            why = f"各地写的{words}不一样，没有汇总"
            return _Made(left_out=everybody, notes=(why,))
    if not reports:
        return _Made()
    if reports[0].kind is Kind.HEADS:
        return _heads(tree, reports, persons)
    return _BY_KIND[reports[0].kind](tree, reports)


def _total(tree: Tree, reports: Sequence[Report]) -> _Made:
    values, lacks = _values(tree, reports)
    return replace(lacks, value=sum(values, Decimal(0)) if values else None)


def _most(tree: Tree, reports: Sequence[Report]) -> _Made:
    values, lacks = _values(tree, reports)
    return replace(lacks, value=max(values, default=None))


def _least(tree: Tree, reports: Sequence[Report]) -> _Made:
    values, lacks = _values(tree, reports)
    return replace(lacks, value=min(values, default=None))


def _values(tree: Tree, reports: Sequence[Report]) -> tuple[Sequence[Decimal], _Made]:
    lacking = [each for each in reports if each.actual is None]
    values = [each.actual for each in reports if each.actual is not None]
    return values, _left_out(tree, lacking, "没有写完成值")


def _all(tree: Tree, reports: Sequence[Report]) -> _Made:
    strange = [each for each in reports if each.actual not in {Decimal(0), Decimal(1)}]
    values = [each.actual for each in reports if each not in strange]
    lacks = _left_out(tree, strange, "完成值应写 1（做到）或 0（没有做到）")
    failed = [each for each in reports if each.actual == 0]
    notes = tuple(f"{tree.label(each.division)} 没有做到" for each in failed)
    value = Decimal(int(all(values))) if values else None
    return replace(lacks, value=value, notes=(*lacks.notes, *notes))


def _rate(tree: Tree, reports: Sequence[Report]) -> _Made:
    """Sum numerators and denominators; the mean of rates is never taken."""
    sound = [each for each in reports if _has_parts(each)]
    lacking = [each for each in reports if not _has_parts(each)]
    lacks = _left_out(tree, lacking, "没有写分子和分母，只有比率不能汇总")
    above = sum((each.numerator or Decimal(0) for each in sound), Decimal(0))
    below = sum((each.denominator or Decimal(0) for each in sound), Decimal(0))
    scale = _SCALES.get(reports[0].unit, 1)
    notes = (*lacks.notes, *_unlike_parts(tree, sound, scale))
    if not below:
        why = ("分母合计为零",) if sound else ()
        return replace(lacks, notes=(*notes, *why))
    value = above * scale / below
    return replace(lacks, value=value, numerator=above, denominator=below, notes=notes)


def _has_parts(report: Report) -> bool:
    return report.numerator is not None and report.denominator is not None


def _unlike_parts(tree: Tree, reports: Sequence[Report], scale: int) -> Sequence[str]:
    """Say whose stated rate is not its numerator over its denominator."""
    notes = []
    for each in reports:
        if each.actual is None or not each.denominator or each.numerator is None:
            continue
        computed = each.numerator * scale / each.denominator
        if not _agree(each.actual, computed):
            label, parts = tree.label(each.division), shown(computed)
            notes.append(
                f"{label} 写的 {shown(each.actual)} 不是分子除以分母的 {parts}"
            )
    return notes


def _mean(tree: Tree, reports: Sequence[Report]) -> _Made:
    sound = [
        (each.actual, each.weight)
        for each in reports
        if each.actual is not None and each.weight is not None
    ]
    lacking = [each for each in reports if each.actual is None or each.weight is None]
    lacks = _left_out(tree, lacking, "没有写完成值或权数")
    above = sum((actual * weight for actual, weight in sound), Decimal(0))
    below = sum((weight for _, weight in sound), Decimal(0))
    named = reports[0].weighed_by
    notes = (*lacks.notes, f"按{named}加权" if named else "没有写权数是什么")
    if not below:
        return replace(lacks, notes=(*notes, *(("权数合计为零",) if sound else ())))
    value = above / below
    return replace(lacks, value=value, numerator=above, denominator=below, notes=notes)


def _wording(tree: Tree, reports: Sequence[Report]) -> _Made:
    lacking = [each for each in reports if not each.wording]
    lacks = _left_out(tree, lacking, "没有写文字完成情况")
    written = (f"{tree.label(e.division)}：{e.wording}" for e in reports if e.wording)
    return replace(lacks, wording="；".join(written))


def _heads(tree: Tree, reports: Sequence[Report], persons: Persons) -> _Made:
    """Count the persons of all lists once; a division without a list is not in it."""
    lists = {
        each.division: persons.get((each.division, each.indicator)) for each in reports
    }
    listed = {code: set(rows) for code, rows in lists.items() if rows is not None}
    # Nobody is counted where nobody is said to be: a list of none cannot be loaded.
    zero = {each.division for each in reports if each.actual == 0} - set(listed)
    lacking = [each for each in reports if each.division not in zero | set(listed)]
    lacks = _left_out(tree, lacking, "没有人员名单，不能去重，没有算在内")
    everybody = set[str]().union(*listed.values())
    shared = sum(map(len, listed.values())) - len(everybody)
    notes = [*lacks.notes, *_unlike_lists(tree, reports, listed)]
    if shared:
        notes.append(f"各地名单合计多 {shared} 人次，同一个人只算一次")
    value = Decimal(len(everybody)) if listed or zero else None
    return replace(lacks, value=value, notes=tuple(notes))


def _unlike_lists(
    tree: Tree, reports: Sequence[Report], listed: Mapping[str, set[str]]
) -> Sequence[str]:
    stated: dict[str, Decimal] = defaultdict(Decimal)
    for each in reports:
        if each.actual is not None:
            stated[each.division] += each.actual
    return [
        f"{tree.label(code)} 报 {shown(stated[code])} 人，名单 {len(rows)} 人"
        for code, rows in listed.items()
        if code in stated and stated[code] != len(rows)
    ]


_BY_KIND: Mapping[Kind, Callable[[Tree, Sequence[Report]], _Made]] = {
    Kind.TOTAL: _total,
    Kind.RATE: _rate,
    Kind.MEAN: _mean,
    Kind.MOST: _most,
    Kind.LEAST: _least,
    Kind.ALL: _all,
    Kind.WORDING: _wording,
}


def _left_out(tree: Tree, reports: Sequence[Report], why: str) -> _Made:
    codes = [each.division for each in reports]
    notes = tuple(f"{tree.label(code)} {why}" for code in codes)
    return _Made(left_out=frozenset(codes), notes=notes)


def shown(value: Decimal | None) -> str:
    """Print a value with at most two digits behind the point; 没有 where there is none."""
    if value is None:
        return "没有"
    printed = f"{value:.2f}"
    return printed.rstrip("0").rstrip(".")


def _agree(stated: Decimal, computed: Decimal) -> bool:
    """Whether a stated figure is the computed one, as far as its digits go."""
    exponent = stated.normalize().as_tuple().exponent
    last = Decimal(1).scaleb(min(int(exponent), 0))
    return abs(stated - computed) < last
