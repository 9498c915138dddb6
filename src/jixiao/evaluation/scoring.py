"""Points an indicator wins, each with the rule that gave them (财预〔2020〕10号; §1.3 of the study)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from jixiao.evaluation.rubric import Rubric
from jixiao.period import last_day
from jixiao.quantity import Bound
from jixiao.targets import Indicator

_CENT = Decimal("0.01")
_WHOLE = Decimal(1)
_RATES = ("%", "％")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Actual:
    """What happened: a number in the target's unit, a day, or a band with the share chosen in it.

    `yes` answers a target that is done or not; `too_low` says that a target far surpassed was set
    too low. `shown` is how the form prints it.
    """

    shown: str
    number: Decimal | None = None
    day: date | None = None
    band: str = ""
    share: Decimal | None = None
    yes: bool | None = None
    too_low: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The points won, and how; None where nobody has said what happened, or how well.

    `explained` says whether a reason must be given: points were lost, or far more was done than
    promised.
    """

    points: Decimal | None
    rule: str
    explained: bool = False


def score(
    indicator: Indicator, weight: Decimal, actual: Actual | None, rubric: Rubric
) -> Score:
    """Score an indicator by what happened."""
    if actual is None:
        return Score(None, "没有实际完成值")
    if actual.band:
        return _banded(weight, actual, rubric)
    if actual.yes is not None:
        return _yes(weight, done=actual.yes)
    if indicator.target.deadline:
        return _dated(indicator.target.deadline, weight, actual)
    if actual.number is None:
        return Score(None, "实际完成值不是数，请按档次评定")
    if indicator.dimension == "满意度指标" and rubric.satisfaction.bands:
        return _satisfied(weight, actual.number, rubric)
    return _counted(indicator, weight, actual, actual.number, rubric)


def direction(
    indicator: Indicator, *, exact: bool = False, less_is_better: bool = False
) -> tuple[Bound, str]:
    """Return how the actual value must stand to the target, and why where the paper does not say it.

    A bare number is a floor, for costs and where less is better a ceiling, and with `exact` the
    number itself.
    """
    target = indicator.target
    stated = target.bound if target.bound not in (None, Bound.ABOUT) else Bound.EXACTLY
    if stated is not Bound.EXACTLY or "=" in target.text or exact:
        return stated, ""
    if less_is_better or "成本" in f"{indicator.dimension}{indicator.aspect}":
        return Bound.AT_MOST, "没有写≥或≤，按不超过评"
    return Bound.AT_LEAST, "没有写≥或≤，按不少于评"


def _counted(
    indicator: Indicator,
    weight: Decimal,
    actual: Actual,
    reached: Decimal,
    rubric: Rubric,
) -> Score:
    """Score all points where the target is met, else the share of it that was reached."""
    target = indicator.target.number
    if target is None:
        if not indicator.target.is_everything:
            return Score(None, "指标值没有数，请按档次评定")
        target = Decimal(_HUNDRED)
    bound, why = direction(indicator, exact=rubric.quantity.bare == "exact")
    remark = f"；{why}" if why else ""
    if bound.holds(reached, target):
        surplus = _surplus(indicator, bound, reached, target)
        if surplus <= rubric.over.from_:
            return Score(weight, f"达到{remark}")
        return _far_over(weight, actual, rubric, surplus, remark)
    share = _share(bound, reached, target)
    if share is None:
        return Score(
            Decimal(rubric.quantity.zero), f"目标为 0，没有达到{remark}", explained=True
        )
    points = rounded(weight * share)
    part, whole = reached, target
    if _is_ceiling(bound, reached, target):
        part, whole = target, reached
    formula = f"{weight} × {part:f} ÷ {whole:f} = {points}"
    return Score(points, f"{formula}{remark}", explained=True)


def _is_ceiling(bound: Bound, reached: Decimal, target: Decimal) -> bool:
    """Whether more is worse: for a ceiling, and above a number that should be met exactly."""
    return bound.is_ceiling or (bound is Bound.EXACTLY and reached > target)


def _share(bound: Bound, reached: Decimal, target: Decimal) -> Decimal | None:
    if _is_ceiling(bound, reached, target):
        return target / reached if target > 0 and reached > 0 else None
    return min(max(reached / target, Decimal(0)), _WHOLE) if target > 0 else None


def _surplus(
    indicator: Indicator, bound: Bound, reached: Decimal, target: Decimal
) -> Decimal:
    """By what share a floor was surpassed; 0 for a ceiling, and for a rate, which has an end."""
    is_rate = (indicator.target.unit or "%") in _RATES
    if bound not in (Bound.AT_LEAST, Bound.ABOVE) or is_rate or target <= 0:
        return Decimal(0)
    return reached / target - 1


def _far_over(
    weight: Decimal, actual: Actual, rubric: Rubric, surplus: Decimal, remark: str
) -> Score:
    """Score what is far above a floor: it asks for a reason, and costs points if set too low."""
    words = f"超过目标 {surplus * _HUNDRED:.1f}%"
    if not actual.too_low:
        return Score(weight, f"达到，{words}，须说明原因{remark}", explained=True)
    over = rubric.over
    share = max(Decimal(over.floor), _WHOLE - (surplus - over.from_) * over.slope)
    points = rounded(weight * share)
    formula = f"{weight} × max({over.floor}, 1 − ({surplus:.3f} − {over.from_}) × {over.slope})"
    return Score(
        points, f"{words}，因目标定得过低：{formula} = {points}{remark}", explained=True
    )


def _dated(deadline: str, weight: Decimal, actual: Actual) -> Score:
    if actual.day is None:
        return Score(None, "实际完成值不是日期，请按档次评定")
    last = last_day(deadline)
    if actual.day <= last:
        return Score(weight, f"不晚于 {last}")
    return Score(None, f"晚于 {last}，不按比例计分，请按档次评定", explained=True)


def _yes(weight: Decimal, *, done: bool) -> Score:
    if done:
        return Score(weight, "是，得满分")
    return Score(Decimal(0), "否，不得分", explained=True)


def _satisfied(weight: Decimal, reached: Decimal, rubric: Rubric) -> Score:
    lowest, share = next(
        band for band in rubric.satisfaction.bands if reached >= band[0]
    )
    points = rounded(weight * share)
    rule = f"满意度 {reached:f}% 在 {lowest}% 一档：{weight} × {share} = {points}"
    return Score(points, rule, explained=points < weight)


def _banded(weight: Decimal, actual: Actual, rubric: Rubric) -> Score:
    band = rubric.band(actual.band)
    if band is None:
        known = "、".join(band.name for band in rubric.bands)
        return Score(None, f"没有“{actual.band}”这一档；有 {known}")
    share = Decimal(band.to) if actual.share is None else actual.share
    if not band.holds(share) and not (actual.share is None and share == band.to):
        return Score(
            None, f"比例 {share} 不在“{band.name}”的 {band.from_}–{band.to} 之内"
        )
    points = rounded(weight * share)
    return Score(
        points, f"{band.name}：{weight} × {share} = {points}", explained=points < weight
    )


def rounded(points: Decimal) -> Decimal:
    """Round points half up to two digits: the only rounding of points."""
    return points.quantize(_CENT, ROUND_HALF_UP)
