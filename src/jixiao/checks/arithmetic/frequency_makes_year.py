"""每月、每季的数与全年的数不符。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.amounts import COUNTED, NUMBER, counted_thing, read_number
from jixiao.checks.costs import QUANTITY
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR20",
    title="每月、每季的数与全年的数不符",
    says="“{printed}”一年是 {computed}，{where}写 {stated}",
    suggests="核对每月、每季的数和全年的数，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V14",
)
def frequency_makes_year(table: TargetTable) -> Iterator[Breach]:
    for place, text in objective_texts(table):
        folded = chinese.key(text)
        for match in _YEAR_BESIDE.finditer(folded):
            frequency, stated = _Frequency.of(match), read_number(match["whole"])
            if not frequency.allows(stated):
                yield Breach(
                    table.evidence.get(place),
                    place,
                    printed=match[0],
                    computed=frequency.in_year,
                    where="后面",
                    stated=f"{match['whole']}{match['unit']}",
                )
        for index, row in enumerate(table.indicators):
            contradiction = _contradiction(row, folded)
            if contradiction:
                frequency, where, stated_there = contradiction
                yield Breach(
                    (row.evidence, table.evidence.get(place)),
                    CellPath.in_row(index, "target"),
                    printed=frequency.printed,
                    computed=frequency.in_year,
                    where=where,
                    stated=stated_there,
                )


_TIMES_A_YEAR = {"年": 1, "半年": 2, "季": 4, "季度": 4, "月": 12, "个月": 12}
_OFTEN = (
    r"每(?P<span>半年|季度?|个?月|年)(?P<least>不少于|至少|≥|不低于)?"
    rf"[^\d,，。；;、一二两三四五六七八九十每]{{0,8}}?(?P<least_2>不少于|至少|≥|不低于)?"
    rf"(?P<number>{NUMBER}|[一二两三四五六七八九十]{{1,2}})(?P<unit>{COUNTED})"
)
_FREQUENCY = re.compile(_OFTEN)
_YEAR_BESIDE = re.compile(
    rf"{_OFTEN}[^。；;]{{0,20}}?(?:全年|一年|年内|合计|累计|共计|共)[^\d。；;,，]{{0,12}}(?P<whole>{NUMBER})(?P=unit)"
)


@dataclass(frozen=True, slots=True)
class _Frequency:
    """So many of a unit in each span of a year, as printed; at the least where it says so."""

    printed: str
    times: int
    number: Decimal
    unit: str
    is_floor: bool

    @classmethod
    def of(cls, match: re.Match[str]) -> "_Frequency":
        """What a match states."""
        digits = match["number"]
        numeral = None if digits[0].isdigit() else chinese.read_numeral(digits)
        number = read_number(digits) if numeral is None else Decimal(numeral)
        return cls(
            printed=_FREQUENCY.search(match[0])[0],  # type: ignore[index]
            times=_TIMES_A_YEAR[match["span"]],
            number=number,
            unit=match["unit"],
            is_floor=bool(match["least"] or match["least_2"]),
        )

    @property
    def count(self) -> Decimal:
        """How many a year brings."""
        return self.times * self.number

    @property
    def in_year(self) -> str:
        """How many a year brings, with the unit."""
        return f"{self.count}{self.unit}"

    def allows(self, stated: Decimal) -> bool:
        """Whether a number of the year agrees."""
        return stated >= self.count if self.is_floor else stated == self.count


_Contradiction = tuple[_Frequency, str, str]


def _contradiction(row: Indicator, folded: str) -> _Contradiction | None:
    """A row that counts the year where the objective says how often, or the other way round."""
    what = counted_thing(row.name)
    if row.aspect != QUANTITY or len(what) < _SHORTEST:
        return None
    often = _FREQUENCY.fullmatch(chinese.key(row.target.text))
    if often:
        return _beside_counts(_Frequency.of(often), what, folded)
    return _beside_frequencies(row, what, folded)


def _beside_counts(
    frequency: _Frequency, activity: str, folded: str
) -> _Contradiction | None:
    """A row of so many a month, and what the objective counts of the same in the year."""
    stated = re.findall(
        rf"{re.escape(activity)}[^\d,，。；;每]{{0,4}}({NUMBER}){frequency.unit}(?!次)",
        folded,
    )
    if not stated or any(frequency.allows(read_number(number)) for number in stated):
        return None
    return frequency, "目标文字", f"{activity}{stated[0]}{frequency.unit}"


def _beside_frequencies(
    row: Indicator, activity: str, folded: str
) -> _Contradiction | None:
    """A row that counts the year, and how often the objective says the same is done."""
    number, unit = row.target.number, row.target.unit
    if number is None or row.target.others or (row.target.bound or "").startswith("<"):
        return None
    for clause in _CLAUSE.findall(folded):
        match = _FREQUENCY.search(clause)
        if match and match["unit"] == unit and activity in clause:
            frequency = _Frequency.of(match)
            if frequency.times > 1 and not frequency.allows(number):
                return frequency, "指标", f"{row.name} {row.target.text}"
    return None


_CLAUSE = re.compile(r"[^,，。；;]+")
_SHORTEST = 2
