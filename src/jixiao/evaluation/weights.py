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
    """Return the places of the indicators that apply."""
    indicators = enumerate(table.indicators)
    return [place for place, indicator in indicators if not indicator.not_applicable]


def weigh(table: TargetTable, rubric: Rubric) -> Weights:
    """Return the points that the indicators of a table can win.

    Where every row states its points they hold, whatever they add up to; a sum that is off is
    noted. Else the rubric's points of each first level are shared out equally among its rows; the
    points of a level without rows go to the others in proportion.
    """
    places = applicable(table)
    if not places:
        return Weights({}, ("没有适用的指标",))
    rows = {place: table.indicators[place] for place in places}
    stated = {
        place: row.weight for place, row in rows.items() if row.weight is not None
    }
    if len(stated) == len(places):
        return _stated(stated, rubric)
    notes = []
    if stated:
        notes.append(
            f"{len(places)} 行里只有 {len(stated)} 行写了分值，按评分办法重新分配"
        )
    points, level_note = _points_of_levels(list(rows.values()), rubric)
    shares: dict[int, Decimal] = {}
    for level, whole in points.items():
        of_level = [
            place for place, row in rows.items() if not level or row.dimension == level
        ]
        shares |= dict(zip(of_level, _shared(whole, len(of_level)), strict=True))
    return Weights({place: shares[place] for place in places}, (*notes, level_note))


def _stated(stated: Mapping[int, Decimal], rubric: Rubric) -> Weights:
    total, due = sum(stated.values()), WHOLE - rubric.execution.points
    if total in (due, WHOLE):
        return Weights(stated, ())
    return Weights(stated, (f"表上分值合计 {total}，应为 {due}",))


def _points_of_levels(
    rows: Sequence[Indicator], rubric: Rubric
) -> tuple[dict[str, Decimal], str]:
    """Return the points of the first levels that have rows, and a note on how they came about.

    All points stand under "" where the levels have none.
    """
    present = dict.fromkeys(row.dimension or "" for row in rows)
    by_rubric = rubric.weights(
        cost=_COST in present, satisfaction=_SATISFACTION in present
    )
    whole = Decimal(WHOLE - rubric.execution.points)
    if not by_rubric or any(level not in by_rubric for level in present):
        why = "有的一级指标不在评分办法里" if by_rubric else "评分办法不规定各级分值"
        return {"": whole}, f"{why}，{whole} 分按条平分"
    points = {
        level: Decimal(by_rubric[level]) for level in by_rubric if level in present
    }
    missing = [level for level in by_rubric if level not in present]
    if not missing:
        note = f"表上没有写分值，按评分办法分配：{_listed(points)}，同一级按条平分"
        return points, note
    scaled = _scaled(points, whole)
    note = (
        f"表上没有{'、'.join(missing)}，它的分值按比例分给其余各级："
        f"{_listed(scaled)}，同一级按条平分"
    )
    return scaled, note


def _scaled(points: Mapping[str, Decimal], whole: Decimal) -> dict[str, Decimal]:
    """Scale points so that they add up to a whole, to the cent; the first level takes what is left."""
    total = sum(points.values())
    scaled = {
        level: (part * whole / total).quantize(_CENT, ROUND_DOWN)
        for level, part in points.items()
    }
    scaled[next(iter(scaled))] += whole - sum(scaled.values())
    return scaled


def _listed(points: Mapping[str, Decimal]) -> str:
    return "、".join(f"{level} {part}" for level, part in points.items())


def _shared(whole: Decimal, count: int) -> list[Decimal]:
    """Share points out equally to the cent; the first rows take what is left."""
    each = (whole / count).quantize(_CENT, ROUND_DOWN)
    left = int((whole - each * count) / _CENT)
    return [each + _CENT if place < left else each for place in range(count)]
