"""The points each indicator can win: those on paper, or given out by the rubric, to the cent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from jixiao.evaluation.rubric import WHOLE, Rubric
from jixiao.targets import Indicator, TargetTable

_CENT = Decimal("0.01")
_COST, _SATISFACTION = "成本指标", "满意度指标"


@dataclass(frozen=True, slots=True)
class Weights:
    """The points of the indicators by their place in the table, and what is to be said of them."""

    of: Mapping[int, Decimal]
    notes: tuple[str, ...]


def applicable(table: TargetTable) -> list[int]:
    """Give the places of the indicators that apply."""
    return [n for n, i in enumerate(table.indicators) if not i.not_applicable]


def weigh(table: TargetTable, rubric: Rubric) -> Weights:
    """Give the indicators their points.

    Where every row states its own they hold, whatever they add up to; a sum that is off is told.
    Else the rubric's points of each first level are shared out equally among its rows; the points
    of a level without rows go to the others in proportion.
    """
    places = applicable(table)
    if not places:
        return Weights({}, ("没有适用的指标",))
    rows = {place: table.indicators[place] for place in places}
    stated = {place: row.weight for place, row in rows.items() if row.weight is not None}
    if len(stated) == len(places):
        return _stated(stated, rubric)
    notes = []
    if stated:
        notes.append(f"{len(places)} 行里只有 {len(stated)} 行写了分值，按评分办法重新分配")
    points, told = _levels(list(rows.values()), rubric)
    shares: dict[int, Decimal] = {}
    for level, whole in points.items():
        own = [place for place, row in rows.items() if not level or row.dimension == level]
        shares |= dict(zip(own, _shared(whole, len(own)), strict=True))
    return Weights({place: shares[place] for place in places}, (*notes, *told))


def _stated(stated: Mapping[int, Decimal], rubric: Rubric) -> Weights:
    total, wanted = sum(stated.values()), WHOLE - rubric.execution.points
    if total in (wanted, WHOLE):
        return Weights(stated, ())
    return Weights(stated, (f"表上分值合计 {total}，应为 {wanted}",))


def _levels(rows: Sequence[Indicator], rubric: Rubric) -> tuple[dict[str, Decimal], list[str]]:
    """Give the points of the first levels that have rows; under "" where no level has its own."""
    present = dict.fromkeys(row.dimension or "" for row in rows)
    given = rubric.weights(cost=_COST in present, satisfaction=_SATISFACTION in present)
    whole = Decimal(WHOLE - rubric.execution.points)
    if not given or any(level not in given for level in present):
        why = "评分办法不规定各级分值" if not given else "有的一级指标不在评分办法里"
        return {"": whole}, [f"{why}，{whole} 分按条平分"]
    held = {level: Decimal(points) for level, points in given.items() if level in present}
    missing = [level for level in given if level not in present]
    if not missing:
        told = "、".join(f"{level} {points}" for level, points in held.items())
        return held, [f"表上没有写分值，按评分办法分配：{told}，同一级按条平分"]
    scaled = {level: points * whole / sum(held.values()) for level, points in held.items()}
    cents = {level: points.quantize(_CENT, ROUND_DOWN) for level, points in scaled.items()}
    first = next(iter(cents))
    cents[first] += whole - sum(cents.values())
    told = "、".join(f"{level} {points}" for level, points in cents.items())
    return cents, [
        f"表上没有{'、'.join(missing)}，它的分值按比例分给其余各级：{told}，同一级按条平分"
    ]


def _shared(whole: Decimal, count: int) -> list[Decimal]:
    """Share points out equally to the cent; the first rows take what is left."""
    each = (whole / count).quantize(_CENT, ROUND_DOWN)
    left = int((whole - each * count) / _CENT)
    return [each + _CENT if n < left else each for n in range(count)]
