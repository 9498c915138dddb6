"""Score sheets as data: linear, by steps, by occurrence, veto, bonus; what does not apply is re-scaled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.supervision.sheet_workbook import workbook_content
from jixiao.library import load_toml, refuse_unknown

_KINDS: Mapping[str, tuple[str, ...]] = {
    "linear": ("full", "worst", "best"),
    "steps": ("full", "steps"),
    "occurrence": ("full", "each", "floor"),
    "veto": (),
    "bonus": ("each", "cap"),
}
"""The kinds of items, and what each has to say."""
_OF_ALL = ("code", "title", "kind", "source", "take")
_ITEM = (*_OF_ALL, "full", "worst", "best", "steps", "each", "floor", "cap")
_SHEET = ("code", "title", "standing", "basis", "confirmed", "lowest", "grades")
_MAY = ("consequences",)
_WHOLE = 100
_CENT = Decimal("0.01")
NOT_APPLICABLE = "不适用"
Value = Decimal | str | None
"""A number, 不适用, or none where nobody has said it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a sheet; `source` is where its value comes from, 人工 where a person says it.

    `take` is what can be counted for it by itself; blank where nothing can.
    """

    code: str
    title: str
    kind: str
    source: str
    full: Fraction
    terms: Mapping[str, Any]
    take: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Items that sum to 100, and grades by their least score, the best first."""

    code: str
    title: str
    standing: str
    basis: str
    confirmed: bool
    items: Sequence[Item]
    grades: Sequence[tuple[str, Fraction]]
    lowest: str
    consequences: Mapping[str, str]
    """What follows of a grade; one that is not there has none."""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What an item earned: none where it does not apply; `lost` is what it fell short by."""

    item: Item
    value: Value
    earned: Fraction | None
    lost: Fraction


@dataclass(frozen=True, slots=True)
class Grading:
    """A score out of 100, the grade, the items, and the fewest that would have made it better."""

    score: Decimal
    grade: str
    vetoed: Sequence[str]
    scores: Sequence[ItemScore]
    would_change: Sequence[str]


def load_score_sheet(path: Path) -> ScoreSheet:
    """Read a sheet, from TOML or from a workbook (`sheet_workbook.py` says how it is laid out).

    Raises:
        FaultyEntry: marks do not sum to 100, an item stands twice, says what is not known, or has
            no source.
        UnreadableFile: it is no workbook that can be read.
    """
    if path.suffix.lower() == ".xlsx":
        return _sheet(path.name, workbook_content(path))
    return _sheet(path.name, load_toml(path))


def _sheet(file: str, content: Mapping[str, Any]) -> ScoreSheet:
    refuse_unknown(file, content, ("sheet", "item"))
    sheet = content.get("sheet", {})
    refuse_unknown(f"{file} 的 [sheet]", sheet, (*_SHEET, *_MAY))
    if missing := [word for word in _SHEET if word not in sheet]:
        message = f"{file} 的 [sheet] 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    items = [_item(file, declared) for declared in content.get("item", ())]
    _check_items(file, items)
    grades = [(name, Fraction(least)) for name, least in sheet["grades"].items()]
    if grades != sorted(grades, key=lambda grade: -grade[1]):
        message = f"{file} 的 grades 应从高到低写。请改正。"
        raise FaultyEntry(message)
    follows = sheet.get("consequences", {})
    names = [*(name for name, _ in grades), sheet["lowest"]]
    refuse_unknown(f"{file} 的 [sheet.consequences]", follows, names)
    return ScoreSheet(
        sheet["code"], sheet["title"], sheet["standing"], sheet["basis"],
        sheet["confirmed"], items, grades, sheet["lowest"], follows,
    )  # fmt: skip


def _check_items(file: str, items: Sequence[Item]) -> None:
    codes = [item.code for item in items]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        message = f"{file} 里 {'、'.join(twice)} 写了两次。请只留一处。"
        raise FaultyEntry(message)
    whole = sum(item.full for item in items)
    if whole != _WHOLE:
        total = _decimal(Fraction(whole))
        message = f"{file} 各项满分合计 {total}，应为 100。请改正。"
        raise FaultyEntry(message)


def _item(file: str, declared: Mapping[str, Any]) -> Item:
    place = f"{file} 的 {declared.get('code', '[[item]]')}"
    refuse_unknown(place, declared, _ITEM)
    needed = ("code", "title", "kind", "source")
    kind = declared.get("kind", "")
    if missing := [word for word in needed if word not in declared]:
        message = f"{place} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    refuse_unknown(f"{place} 的 kind", [kind], _KINDS)
    take = declared.get("take", "")
    terms = {word: declared[word] for word in declared if word not in _OF_ALL}
    refuse_unknown(f"{place}（{kind}）", terms, _KINDS[kind])
    if missing := [word for word in _KINDS[kind] if word not in terms]:
        message = f"{place}（{kind}）缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    full = Fraction(terms.get("full", 0))
    return Item(
        declared["code"], declared["title"], kind, declared["source"], full, terms, take
    )


def grade(sheet: ScoreSheet, values: Mapping[str, Value]) -> Grading:
    """Score a subject by a sheet.

    An item that does not apply leaves the sum, and the others are re-scaled to 100; a bonus is
    added after that and never lifts above 100; a veto gives the lowest grade whatever the score.

    Raises:
        JixiaoError: an item has no value, or one that is not a number.
    """
    refuse_unknown("评定的数据", values, [item.code for item in sheet.items])
    if unsaid := [item.title for item in sheet.items if values.get(item.code) is None]:
        message = f"还没有 {'、'.join(unsaid)} 的数据，不能评定；不适用的写“{NOT_APPLICABLE}”。"
        raise JixiaoError(message)
    scores = [_score(item, values[item.code]) for item in sheet.items]
    total = _total(scores)
    vetoed = [s.item.title for s in scores if s.item.kind == "veto" and s.lost]
    reached = sheet.lowest if vetoed else _grade_of(sheet, total)
    would_change = vetoed or _would_change(sheet, scores, reached)
    return Grading(_rounded(total), reached, vetoed, scores, would_change)


def _score(item: Item, value: Value) -> ItemScore:
    if value == NOT_APPLICABLE:
        return ItemScore(item, value, None, Fraction(0))
    if not isinstance(value, Decimal) or not value.is_finite():
        message = f"{item.title} 的数据“{value}”应是一个数，或“{NOT_APPLICABLE}”。"
        raise JixiaoError(message)
    earned = _EARNED[item.kind](item, Fraction(value))
    if item.kind == "veto":
        return ItemScore(item, value, Fraction(0), Fraction(int(value > 0)))
    best = Fraction(item.terms["cap"]) if item.kind == "bonus" else item.full
    return ItemScore(item, value, earned, best - earned)


def _linear(item: Item, value: Fraction) -> Fraction:
    worst, best = Fraction(item.terms["worst"]), Fraction(item.terms["best"])
    share = (value - worst) / (best - worst)
    return item.full * min(max(share, Fraction(0)), Fraction(1))


def _steps(item: Item, value: Fraction) -> Fraction:
    """Return the marks of the last step whose value is reached; nothing below the first."""
    reached = [marks for since, marks in item.terms["steps"] if value >= since]
    return Fraction(reached[-1]) if reached else Fraction(0)


def _occurrence(item: Item, value: Fraction) -> Fraction:
    return max(item.full - Fraction(item.terms["each"]) * value, Fraction(item.terms["floor"]))  # fmt: skip


def _bonus(item: Item, value: Fraction) -> Fraction:
    return min(Fraction(item.terms["each"]) * value, Fraction(item.terms["cap"]))


def _veto(item: Item, value: Fraction) -> Fraction:
    del item, value
    return Fraction(0)


_EARNED = {
    "linear": _linear,
    "steps": _steps,
    "occurrence": _occurrence,
    "bonus": _bonus,
    "veto": _veto,
}


def _total(scores: Sequence[ItemScore]) -> Fraction:
    applying = [s for s in scores if s.earned is not None]
    marks = [s for s in applying if s.item.kind != "bonus"]
    full = sum((s.item.full for s in marks), Fraction(0))
    if not full:
        raise JixiaoError("没有一项适用，不能评定。")
    earned = sum((s.earned or Fraction(0) for s in marks), Fraction(0))
    bonus = sum((s.earned or Fraction(0) for s in applying if s.item.kind == "bonus"), Fraction(0))  # fmt: skip
    return min(earned * _WHOLE / full + bonus, Fraction(_WHOLE))


def _grade_of(sheet: ScoreSheet, total: Fraction) -> str:
    score = Fraction(_rounded(total))
    reached = (name for name, least in sheet.grades if score >= least)
    return next(reached, sheet.lowest)


def _would_change(
    sheet: ScoreSheet, scores: Sequence[ItemScore], reached: str
) -> list[str]:
    """Return the fewest items that, had they earned all, would have given a better grade."""
    best, _ = sheet.grades[0]
    if reached == best:
        return []
    lacking = sorted((s for s in scores if s.lost), key=lambda s: -_weight(s, scores))
    full: list[ItemScore] = [*scores]
    changed = []
    for score in lacking:
        full[full.index(score)] = ItemScore(
            score.item, score.value, (score.earned or Fraction(0)) + score.lost, Fraction(0)
        )  # fmt: skip
        changed.append(score.item.title)
        if _grade_of(sheet, _total(full)) != reached:
            return changed
    return []


def _weight(score: ItemScore, scores: Sequence[ItemScore]) -> Fraction:
    """Return how many points of the score what an item lost is worth: a bonus is not re-scaled."""
    if score.item.kind == "bonus":
        return score.lost
    applying = (s.item.full for s in scores if s.earned is not None)
    return score.lost * _WHOLE / sum(applying, Fraction(0))


def _rounded(number: Fraction) -> Decimal:
    return _decimal(number).quantize(_CENT, ROUND_HALF_UP)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator
