"""Points an indicator wins, each with the rule that gave them (财预〔2020〕10号; §1.3 of the study)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from jixiao.evaluation.rubric import Rubric
from jixiao.evaluation.spans import Span, span_of
from jixiao.period import last_day
from jixiao.quantity import Bound
from jixiao.targets import Indicator

_CENT = Decimal("0.01")
_SHOWN = Decimal("0.0001")
_WHOLE = Decimal(1)
_RATES = ("%", "％")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Actual:
    """What happened: a number in the target's unit, a day, or a band with the share chosen in it.

    `yes` answers a target that is done or not; `too_low` says that a target far surpassed was set
    too low. `shown` is how the form prints it, `exact` the number before it was rounded:
    what is compared and scored. `beside` says what else there is of it, of another source.
    """

    shown: str
    number: Decimal | None = None
    day: date | None = None
    band: str = ""
    share: Decimal | None = None
    yes: bool | None = None
    too_low: bool = False
    exact: Decimal | None = None
    beside: str = ""

    @property
    def reached(self) -> Decimal | None:
        """The number that is compared: the exact one where it is known."""
        return self.number if self.exact is None else self.exact


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
    """Score an indicator by what happened; the rule says, too, what another source says of it."""
    if actual is None:
        return Score(None, "没有实际完成值")
    scored = _scored(indicator, weight, actual, rubric)
    if not actual.beside:
        return scored
    return replace(scored, rule=f"{scored.rule}；{actual.beside}")


def _scored(
    indicator: Indicator, weight: Decimal, actual: Actual, rubric: Rubric
) -> Score:
    if actual.band:
        return _banded(weight, actual, rubric, indicator.target.deadline)
    if actual.yes is not None:
        return _yes(weight, done=actual.yes)
    if indicator.target.deadline:
        return _dated(indicator.target.deadline, weight, actual)
    reached = actual.reached
    if reached is None:
        return Score(None, "实际完成值不是数，或单位与指标值不同，请按档次评定")
    if indicator.dimension == "满意度指标" and rubric.satisfaction.bands:
        return _satisfied(weight, reached, rubric)
    if span := span_of(indicator.target):
        return _spanned(weight, reached, span)
    return _counted(indicator, weight, actual, reached, rubric)


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
    if target.bound is Bound.ABOUT:
        return Bound.AT_LEAST, "写的是约数，按不少于评"
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
    if share == _WHOLE:
        why = f"没有达到：{bound.value} {target:f}，实际正好 {reached:f}，请按档次评定"
        return Score(None, why, explained=True)
    if share is None:
        return Score(
            Decimal(rubric.quantity.zero), f"目标为 0，没有达到{remark}", explained=True
        )
    points = rounded(weight * share)
    part, whole = reached, target
    if _is_ceiling(bound, reached, target):
        part, whole = target, reached
    return Score(
        points, f"{_formula(weight, part, whole, points)}{remark}", explained=True
    )


def _spanned(weight: Decimal, reached: Decimal, span: Span) -> Score:
    """Score all points within a span, else the share of its nearer end."""
    named = f"{span.low:f}–{span.high:f}{span.unit}"
    if span.holds(reached):
        return Score(weight, f"在 {named} 之内")
    part, whole = (reached, span.low) if reached < span.low else (span.high, reached)
    if part < 0 or whole <= 0:
        return Score(Decimal(0), f"不在 {named} 之内，不得分", explained=True)
    points = rounded(weight * part / whole)
    formula = _formula(weight, part, whole, points)
    return Score(points, f"不在 {named} 之内：{formula}", explained=True)


def _formula(weight: Decimal, part: Decimal, whole: Decimal, points: Decimal) -> str:
    """How points were won; what was measured is printed to a few digits."""
    return f"{weight} × {_printed(part)} ÷ {_printed(whole)} = {points}"


def _printed(number: Decimal) -> str:
    short = number.quantize(_SHOWN, ROUND_HALF_UP)
    return f"{short.normalize():f}"


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


def _is_late(deadline: str | None, actual: Actual) -> bool:
    """Whether a day that is known is after the deadline."""
    return bool(deadline and actual.day and actual.day > last_day(deadline))


def _yes(weight: Decimal, *, done: bool) -> Score:
    if done:
        return Score(weight, "是，得满分")
    return Score(Decimal(0), "否，不得分", explained=True)


def _satisfied(weight: Decimal, reached: Decimal, rubric: Rubric) -> Score:
    lowest, share = next(
        band for band in rubric.satisfaction.bands if reached >= band[0]
    )
    points = rounded(weight * share)
    rule = (
        f"满意度 {_printed(reached)}% 在 {lowest}% 一档：{weight} × {share} = {points}"
    )
    return Score(points, rule, explained=points < weight)


def _banded(
    weight: Decimal, actual: Actual, rubric: Rubric, deadline: str | None
) -> Score:
    band = rubric.band(actual.band)
    if band is None:
        known = "、".join(band.name for band in rubric.bands)
        return Score(None, f"没有“{actual.band}”这一档；有 {known}")
    if band.to == 1 and _is_late(deadline, actual):
        return Score(None, f"记录 {actual.day} 已晚于期限，不能评“{band.name}”")
    share = actual.share
    if share is None:
        return Score(
            None, f"“{band.name}”是 {band.from_}–{band.to}，请写明比例（share）"
        )
    if not band.holds(share):
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
