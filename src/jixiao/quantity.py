"""Target values: bound, number and unit, dates, words: “≥98%”, “3台”, “0.52万元/套”, “2026年12月前”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any

import msgspec

from jixiao import chinese
from jixiao.evidence import Note
from jixiao.library import load_toml
from jixiao.period import read_deadline

GLUED_SIGNS = "≥≧≤≦⩾⩽><="
"""Signs that begin a value wherever they stand, even right behind a name."""

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE = r"(?:(?:之?前|以前)(?:(?:全部|基本|按期)?(?:完成|完工|竣工|到位)(?![\u4e00-\u9fff]{2}))?)"
_TURN = (
    r"(?:每|次|当|本|翌)(?:年度?|学期|季度?末?月?|季末月?|半年|月)(?:终了后|结束后)?"
)
_DATE = (
    rf"20\d{{2}}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?(?:年?底|[上中下]旬)?{_BEFORE}?"
    rf"|(?:{_TURN})?\d{{1,2}}月(?:\d{{1,2}}日|[上中下]旬|月?底|末)?{_BEFORE}"
    rf"|{_TURN}(?:\d{{1,2}}月)?\d{{1,2}}[日号](?:{_BEFORE}|之?内)?"
    rf"|\d{{1,2}}月(?:\d{{1,2}}日|[底末])|[当次本每]?年底{_BEFORE}"
    r"|\d{1,2}(?:小时|分)\d{1,2}(?:分钟?|秒)"
)
_SINCE = r"(?:(?:每学期)?开学|合同签订|验收合格|资金下达|受理|接报|接警)(?:之?后|前)"
_TURNS = r"(?:增长|下降|提高|提升|减少|增加|降低|上升)"
_AGAINST = (
    rf"(?:(?:较|比)(?:上|去|前)一?年度?|同比){_TURNS}?"
    rf"|(?:(?<=[%‰])|(?<![\u4e00-\u9fff])){_TURNS}"
)
"""What a figure is counted from: 开学后30日内, 较上年下降5%."""
_EVERY = r"(?:每[人户亩生])?每(?:学期|学年|半年|季度?|周|旬|月|年)"
"""How often a figure is due: 每周不少于1次."""
_RANGE = rf"%?[-—–~至到]{{1,2}}(?:{_NUMBER})"
_SEPARATORS = re.compile(r"[;；,，、和及]*")
_STANDARD_UNITS = {"百分比": "%", "平米": "平方米", "M": "米", "m": "米", "km": "公里"}
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6}
_SCALES |= {"千万": 10**7, "亿": 10**8}
_LONG_SCALES_FIRST = sorted(_SCALES, key=len, reverse=True)
_LONGEST_VALUE = 60
_LONGEST_WORDING = 5
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_INJECTED = re.compile(r"\d{1,3}、\s*(?=[≥≤<>=≧≦]{0,2}\d+(?:\.\d+)?[^\d、.:]+$)")
_TWO_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")


_ISO = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""A day, a month or a year; a day that no month has may be printed, and the checks say so."""


class Bound(StrEnum):
    """How the actual value must stand to the number."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EXACTLY = "="
    ABOVE = ">"
    BELOW = "<"
    ABOUT = "about"

    @property
    def is_ceiling(self) -> bool:
        """Whether less is better."""
        return self in (Bound.AT_MOST, Bound.BELOW)

    def holds(self, actual: Decimal, number: Decimal) -> bool:
        """Whether an actual value stands so to a number; about it is only the number itself."""
        match self:
            case Bound.AT_LEAST:
                return actual >= number
            case Bound.AT_MOST:
                return actual <= number
            case Bound.ABOVE:
                return actual > number
            case Bound.BELOW:
                return actual < number
            case Bound.EXACTLY | Bound.ABOUT:
                return actual == number


class TargetValue(msgspec.Struct, frozen=True, kw_only=True):
    """What a value cell prints, and what of it could be understood.

    `number` is exact, without thousands commas, otherwise as printed; `unit` is as printed with
    its scale (`万份`, `万元/套`). Further values of the same cell are in `others`.
    """

    text: str
    bound: Bound | None = None
    number: Decimal | None = None
    unit: str | None = None
    deadline: Annotated[str, msgspec.Meta(pattern=_ISO)] | None = None
    qualitative: bool = False
    others: tuple["TargetValue", ...] = ()

    def in_base_units(self) -> tuple[Decimal, str | None] | None:
        """The number without its scale: 32.5万 → (325000, None), 0.52万元/套 → (5200, 元/套).

        None where there is no number.
        """
        if self.number is None:
            return None
        scale, unit = _split_scale(self.unit or "")
        return self.number * _SCALES.get(scale, 1), _STANDARD_UNITS.get(
            unit, unit
        ) or None

    @property
    def is_everything(self) -> bool:
        """Whether it asks for all there is without a number: 全覆盖 or 应保尽保 is 100 %."""
        return self.number is None and bool(_EVERYTHING.search(self.text))

    def __str__(self) -> str:
        """The value as text; reading it again gives an equal value."""
        if self.number is None:
            return self.text
        sign = _PRINTED_BOUNDS.get(self.bound, str(self.bound))
        return ";".join(
            [f"{sign}{self.number}{self.unit or ''}", *map(str, self.others)]
        )


_EVERYTHING = re.compile("全覆盖|应(.)尽\\1")
"""Says all there is: 全覆盖, 应保尽保, 应助尽助."""
_PRINTED_BOUNDS = {Bound.ABOUT: "约", Bound.EXACTLY: "", None: ""}
"""How bounds are printed that are not printed by their own sign."""


@lru_cache(maxsize=4096)
def _split_scale(unit: str) -> tuple[str, str]:
    """The scale of a unit and the rest: 万元/套 → 万, 元/套; 千米 is a unit, no thousand."""
    if _grammar().plain_unit.match(unit):
        return "", unit
    scale = next((scale for scale in _LONG_SCALES_FIRST if unit.startswith(scale)), "")
    return scale, unit[len(scale) :]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled words of quantity.toml."""

    single: re.Pattern[str]
    plain_unit: re.Pattern[str]
    unit: re.Pattern[str]
    before: dict[str, Bound]
    after: dict[str, Bound]
    leading: str
    counted: re.Pattern[str]
    inside: re.Pattern[str]
    qualitative: frozenset[str]
    endings: tuple[str, ...]
    row_end: re.Pattern[str]
    not_applicable: frozenset[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(
        re.escape(word) for word in sorted(set(words), key=len, reverse=True)
    )


def _invert(table: dict[str, list[str]]) -> dict[str, Bound]:
    return {word: Bound(sign) for sign, words in table.items() for word in words}


@cache
def _grammar() -> _Grammar:
    words: dict[str, Any] = load_toml(Path(__file__).with_name("quantity.toml"))
    units, lists = words["units"], words["words"]
    before, after = (
        _invert(words["bounds"]["before"]),
        _invert(words["bounds"]["after"]),
    )
    scale = _any(units["scales"])
    base = _any([*units["money"], *units["rates"], *units["time"], *units["counts"]])
    whole = rf"(?:(?:{scale})?(?:{base})|(?:{scale}))"
    unit = rf"{whole}(?:[/·*.每]{whole})*"
    leading = _any(lists["leading"])
    single = (
        rf"(?P<leading>(?:{leading})*)(?P<before>{_any(before)})?(?:{leading})*"
        rf"(?:(?P<number>(?:(?<![\d%‰])-)?(?:{_NUMBER}))|百分之(?P<percent>{_NUMBER}|[{chinese.NUMERAL}]+))"
        rf"(?P<unit>{unit})?(?P<noun>(?:(?![前后底止内外])[\u4e00-\u9fff]){{0,4}}?)(?P<after>{_any(after)})?"
    )
    counted = rf"(?:{leading})*(?P<numeral>[{chinese.NUMERAL}]+)(?P<unit>{whole})"
    return _Grammar(
        single=re.compile(single),
        plain_unit=re.compile(base),
        unit=re.compile(unit),
        before=before,
        after=after,
        leading=leading,
        counted=re.compile(counted),
        inside=re.compile(
            rf"{_DATE}|(?:{_SINCE}|{_AGAINST}|{_EVERY})?(?:{_any(before)})?(?:{_NUMBER})(?:{_RANGE})?(?:{unit}(?:\({whole}\))?)?(?:{_any(after)})?"
            rf"(?:(?:且|并且)(?:{_any(before)})(?:{_NUMBER})(?:{unit})?)?"
        ),
        qualitative=frozenset(lists["qualitative"]),
        endings=tuple(word for word in lists["qualitative"] if len(word) > 1),
        row_end=re.compile(
            rf"(?<=..)(?:{_any(lists['name_endings'])})(?P<wording>{_any(lists['qualitative'])})(?![性度率])(?=...)"
        ),
        not_applicable=frozenset(map(chinese.key, lists["not_applicable"])),
    )


def is_not_applicable(text: str) -> bool:
    """Whether a cell prints 无, 不适用, 不涉及 or the like."""
    return chinese.key(text) in _grammar().not_applicable


def is_usual_wording(text: str) -> bool:
    """Whether a text reads like a qualitative value: 效果显著, 有所提高, 全覆盖."""
    plain = chinese.key(text)
    grammar = _grammar()
    return plain in grammar.qualitative or plain.endswith(grammar.endings)


def is_wording(text: str) -> bool:
    """Whether a text is a listed qualitative value, nothing more."""
    return chinese.key(text) in _grammar().qualitative


@cache
def find_row_end(text: str) -> tuple[int, int] | None:
    """Find where a row ends inside a text: 节约办公成本明显带动农户增收 gives the span of 明显."""
    match = _grammar().row_end.search(text)
    return match.span("wording") if match else None


def wording_at_end(text: str) -> int:
    """How many characters at the end of a text are a usual wording (长效管护机制健全: 2)."""
    longest = min(_LONGEST_WORDING, len(text) - 2)
    return next((n for n in range(longest, 1, -1) if is_wording(text[-n:])), 0)


def unit_at_end(text: str) -> int:
    """How many characters at the end of a text are a unit (设备采购成本万元: 2), not all."""
    folded = chinese.fold(text)
    unit = _grammar().unit
    starts = (start for start in range(1, len(folded)) if unit.fullmatch(folded, start))
    return len(folded) - next(starts, len(folded))


def is_figures(text: str) -> bool:
    """Whether a text reads as a number, an amount or a date and as nothing else."""
    if len(text) > _LONGEST_VALUE:
        return False
    value, notes = read_value(text, 2000)
    return value.number is not None or value.deadline is not None or bool(notes)


def is_bare_unit(text: str) -> bool:
    """Whether a cell prints a unit and nothing else: %, 万元/套."""
    return _grammar().unit.fullmatch(chinese.key(text)) is not None


def is_sign(text: str) -> bool:
    """Whether a cell prints a bound and nothing else: ≥, 不低于."""
    return chinese.key(text) in _grammar().before


def read_value(
    text: str, fiscal_year: int | None = None
) -> tuple[TargetValue, tuple[Note, ...]]:
    """Read a value cell as printed.

    What cannot be understood keeps its text; an impossible date (11月31日) keeps its text with a
    note; a page number that a mirror put before a value (2、100%) is left out with a note. Never
    raises.
    """
    printed = chinese.tidy(text)
    if injected := _INJECTED.match(chinese.fold(printed)):
        rest = printed[injected.end() :].lstrip()
        value, notes = read_value(rest, fiscal_year)
        note = Note(
            code="number_injected",
            text=f"“{printed}”前的序号不是指标值，按“{rest}”读取",
        )
        return value, (note, *notes)
    deadline = read_deadline(printed, fiscal_year)
    if deadline is not None:
        bound = Bound.AT_MOST if deadline.by and deadline.date else None
        value = TargetValue(text=printed, bound=bound, deadline=deadline.date)
        if deadline.date or _lacks_year(printed, fiscal_year):
            return value, ()
        note = Note(
            code="impossible_date", text=f"“{printed}”不是存在的日期，按原文保留"
        )
        return value, (note,)
    if values := read_quantities(printed):
        first, others = values[0], values[1:]
        return msgspec.structs.replace(first, text=printed, others=others), ()
    counted = _read_counted(printed)
    return counted or TargetValue(text=printed, qualitative=_is_words(printed)), ()


def _read_counted(printed: str) -> TargetValue | None:
    """Read a count in Chinese numerals: 十二次; None for anything else."""
    match = _grammar().counted.fullmatch(chinese.key(printed)[:_LONGEST_VALUE])
    number = chinese.read_numeral(match["numeral"]) if match else None
    if not match or not number:
        return None
    return TargetValue(
        text=printed, bound=Bound.EXACTLY, number=Decimal(number), unit=match["unit"]
    )


def _is_words(printed: str) -> bool:
    """Tell words from nothing, from 不适用, from a bare unit and from a text with figures."""
    figures = any(c.isdigit() for c in printed)
    return bool(printed) and not (
        figures or is_bare_unit(printed) or is_not_applicable(printed)
    )


def _lacks_year(printed: str, fiscal_year: int | None) -> bool:
    return fiscal_year is None and read_deadline(printed, 2000) != read_deadline(
        printed
    )


def find_values(text: str) -> list[tuple[int, int]]:
    """Find the figures and dates that stand in a text without any space, each with its bound."""
    folded = chinese.fold(text)
    spans = []
    for match in _grammar().inside.finditer(folded):
        start, end = match.span()
        is_project = folded.startswith(
            "项目", end - 1
        )  # its first character is no unit
        spans.append((start, end - 1 if is_project else end))
    return spans


def read_quantities(text: str) -> tuple[TargetValue, ...]:
    """Read a text that is nothing but quantities, in order; empty if it holds anything else."""
    folded = chinese.key(_TWO_NUMBERS.sub(";", text))
    if len(folded) > _LONGEST_VALUE or _YEAR.match(folded):
        return ()
    values: list[TargetValue] = []
    at = 0
    while at < len(folded):
        at = _behind_separators(folded, at) if values else at
        quantity = _longest(folded, at)
        if quantity is None:
            return ()
        values.append(_value(quantity))
        at = quantity.end()
    return tuple(values)


def _behind_separators(folded: str, at: int) -> int:
    separators = _SEPARATORS.match(folded, at)
    return separators.end() if separators else at


def _longest(folded: str, at: int) -> re.Match[str] | None:
    """Match one quantity; a noun after the unit (2个试点) only where it ends the text."""
    grammar = _grammar()
    whole = grammar.single.fullmatch(folded, at)
    if whole:
        return None if whole["noun"] and not whole["unit"] else whole
    return grammar.single.match(folded, at)


def _value(match: re.Match[str]) -> TargetValue:
    """The value of a matched quantity; 百分之九十五 is 95 %."""
    unit = (match["unit"] or "") + match["noun"]
    if percent := match["percent"]:
        numeral = chinese.read_numeral(percent)
        number = Decimal(percent) if numeral is None else Decimal(numeral)
        unit = "%" + unit
    else:
        number = Decimal(match["number"].replace(",", ""))
    return TargetValue(
        text=match[0], bound=_bound(match), number=number, unit=unit or None
    )


def _bound(match: re.Match[str]) -> Bound:
    """What stands before the number outranks what stands behind it."""
    grammar = _grammar()
    if before := match["before"]:
        return grammar.before[before]
    if after := match["after"]:
        return grammar.after[after]
    return Bound.EXACTLY
