"""同一指标列了两次。"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import COST
from jixiao.checks.likeness import likeness
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH03",
    title="同一指标列了两次",
    says="{name}列了 {count} 次：{where}",
    suggests="留一处，删去其余；口径不同的，在名称里写明区别",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I12 I13 I14",
)
def repeated_indicator(table: TargetTable, *, alike: Decimal) -> Iterator[Breach]:
    places_of: dict[str, list[int]] = {}
    for index, row in enumerate(table.indicators):
        if not row.not_applicable and row.aspect not in COST:
            places_of.setdefault(chinese.key(row.name), []).append(index)
    for places in places_of.values():
        rows = [table.indicators[place] for place in places]
        if len(rows) > 1:
            yield Breach(
                (row.evidence for row in rows),
                CellPath.in_row(places[1], "name"),
                Severity.ERROR if _contradict(rows) else None,
                name=f"“{rows[0].name}”",
                count=len(rows),
                where=_where(rows),
            )
    yield from _nearly_the_same(table, alike)


def _contradict(rows: list[Indicator]) -> bool:
    """Whether rows of one aspect print values that differ."""
    aspects = {row.aspect for row in rows}
    values = {row.target.text for row in rows}
    return len(aspects) == 1 and len(values) > 1


def _where(rows: Iterable[Indicator]) -> str:
    return "；".join(f"{row.aspect} {row.target.text}" for row in rows)


def _nearly_the_same(table: TargetTable, alike: Decimal) -> Iterator[Breach]:
    """Rows of the same value whose names say the same in nearly the same characters, each group once."""
    of_value: dict[object, list[Indicator]] = {}
    for row in filter(_is_counted, table.indicators):
        value = (row.target.in_base_units(), row.target.bound)
        of_value.setdefault(value, []).append(row)
    for rows in of_value.values():
        for alike_rows, severity in _groups(rows, alike):
            yield Breach(
                (row.evidence for row in alike_rows),
                "indicators",
                severity,
                name=f"{_named(alike_rows)}像是一回事，",
                count=len(alike_rows),
                where=_where(alike_rows),
            )


def _groups(
    rows: list[Indicator], alike: Decimal
) -> Iterator[tuple[list[Indicator], Severity]]:
    """Rows of one value that are like one another, or like another that is; with how surely."""
    group_of = list(range(len(rows)))
    surest: dict[int, Severity] = {}
    for (i, first), (k, second) in combinations(enumerate(rows), 2):
        severity = _likeness_of(first, second, alike)
        if severity is None:
            continue
        kept, left = group_of[i], group_of[k]
        group_of = [kept if group == left else group for group in group_of]
        severities = {severity, surest.pop(kept, severity), surest.pop(left, severity)}
        surest[kept] = next(each for each in _SUREST_FIRST if each in severities)
    for group, severity in sorted(surest.items()):
        members = zip(group_of, rows, strict=True)
        yield [row for of, row in members if of == group], severity


_SUREST_FIRST = (Severity.WARNING, Severity.ADVICE)
_MOST_NAMED = 5


def _named(rows: list[Indicator]) -> str:
    names = [f"“{row.name}”" for row in rows[:_MOST_NAMED]]
    rest = f"等 {len(rows)} 条" if len(rows) > _MOST_NAMED else ""
    return f"{names[0]}与{'、'.join(names[1:])}{rest}"


def _likeness_of(
    first: Indicator, second: Indicator, alike: Decimal
) -> Severity | None:
    """How surely two rows of one value are one; None where they are not."""
    if first.dimension != second.dimension and first.target.unit == "%":
        return None
    left, right = chinese.key(first.name), chinese.key(second.name)
    # Rows that are counted off, as 第一批 and 第二批, are two things.
    if _NUMBERS.sub("", left) == _NUMBERS.sub("", right):
        return None
    return _severity_of_likeness(first, second, alike)


_NUMBERS = re.compile(r"[\d一二三四五六七八九十百]+")


def _is_counted(row: Indicator) -> bool:
    return (
        row.target.number is not None
        and row.aspect not in COST
        and not row.not_applicable
    )


def _severity_of_likeness(
    first: Indicator, second: Indicator, alike: Decimal
) -> Severity | None:
    """How surely two names of one value mean the same; None where they do not.

    Counts are one where the shorter subject runs through the longer one: 进村宣讲 through 进村政策宣讲.
    Short rates that differ by a word are asked about only: 发放率 and 发放及时率 may both be wanted.
    """
    if first.target.unit != "%":
        return Severity.WARNING if _one_subject(first, second) else None
    if _only_adds_before(first.name, second.name):
        return Severity.WARNING
    if likeness(first.name, second.name) < alike:
        return None
    shorter = min(len(chinese.key(row.name)) for row in (first, second))
    if shorter >= _LONG:
        return Severity.WARNING
    return Severity.ADVICE if _runs_through(first.name, second.name) else None


def _only_adds_before(left: str, right: str) -> bool:
    """Whether the longer name says the shorter, itself telling, with words before it."""
    shorter, longer = sorted((chinese.key(left), chinese.key(right)), key=len)
    return len(shorter) >= _TELLING and longer.endswith(shorter)


_TELLING = 7


def _one_subject(first: Indicator, second: Indicator) -> bool:
    subjects = [_NOT_THE_SUBJECT.sub("", chinese.key(r.name)) for r in (first, second)]
    return min(map(len, subjects)) >= _SHORTEST_SUBJECT and _runs_through(*subjects)


def _runs_through(left: str, right: str) -> bool:
    """Whether all characters of the shorter text stand in the longer one in their order."""
    shorter, longer = sorted((left, right), key=len)
    rest = iter(longer)
    return all(character in rest for character in shorter)


_LONG = 10
_SHORTEST_SUBJECT = 4
_NOT_THE_SUBJECT = re.compile(
    r"^(?:开展|组织|举办|实施|完成|进行)+"
    r"|的?(?:完成数|总?数量?|总?人数|[人场批频期]?次数?|[场期家台份户件]数)$"
)
"""What a count's name has besides its subject: the doing before it, the counting behind it."""
