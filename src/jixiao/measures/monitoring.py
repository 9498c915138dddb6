"""Mid-year: what has been reached, what the year will bring, and money against results."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from jixiao.evaluation import Spending, direction
from jixiao.evaluation.forecasting import Forecast, forecast_share, forecast_total
from jixiao.evaluation.midyear import Alarm, alarm_of, gap, standards
from jixiao.fund.store.engine import Engine
from jixiao.measures.answers import Answer, answer, in_unit_of, is_met, spending_of, take_payments
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import Kind, Measure, library
from jixiao.measures.matching import State
from jixiao.measures.measuring import Measured
from jixiao.period import Period, last_day
from jixiao.progress import Progress, silent
from jixiao.targets import TargetTable

_YEAR = 12
_HUNDRED = 100
_OUTPUT = "产出指标"


class Course(StrEnum):
    """Whether a target will be met: on course, at risk, off course, or nobody can say yet."""

    ON = "on_course"
    RISK = "at_risk"
    OFF = "off_course"
    OPEN = "open"

    @property
    def word(self) -> str:
        """The word officials read."""
        return _COURSES[self]

    @property
    def likelihood(self) -> str | None:
        """The word of the monitoring form; none where nobody can say yet."""
        words: dict[str, str] = standards()["outlook"]
        return words.get(self)


_COURSES = {
    Course.ON: "正常", Course.RISK: "有风险", Course.OFF: "偏离", Course.OPEN: "未知",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MidyearValue:
    """An indicator in mid-year: what has been reached, and in the target's unit what is forecast.

    `reached` is the share of the target in per cent; `low` and `high` bound the forecast; `place`
    is the row's in the table.
    """

    answer: Answer
    reached: Decimal | None
    forecast: Decimal | None
    low: Decimal | None
    high: Decimal | None
    course: Course
    why: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """Money and results that do not go together, or either that lags; `says` what."""

    alarm: Alarm
    says: str


@dataclass(frozen=True, slots=True)
class Monitored:
    """A project in mid-year: its money and its indicators, and what stands out.

    `rate` is in per cent of the year's budget, `expected` the spending forecast for the year.
    """

    table: TargetTable
    spending: Spending
    rate: Decimal | None
    expected: Decimal | None
    progress: Sequence[MidyearValue]
    alerts: Sequence[Alert]


def monitor(
    engine: Engine,
    tables: Sequence[TargetTable],
    period: Period,
    bindings: Bindings | None = None,
    progress: Progress = silent,
) -> list[Monitored]:
    """Look at the projects of a unit in mid-year, up to the last day of the period."""
    answers = answer(engine, tables, period, bindings, progress)
    payments = take_payments(engine, tables, period)
    return [
        _monitored(table, own, paid, period)
        for table, own, paid in zip(tables, answers, payments, strict=True)
    ]


def _monitored(
    table: TargetTable, answers: Sequence[Answer], paid: Decimal | None, period: Period
) -> Monitored:
    spending = spending_of(table, paid)
    progress = [
        replace(follow(one, period), place=place)
        for place, one in enumerate(answers)
        if one.match.state is not State.NONE
    ]
    rate = expected = None
    if spending.executed is not None and spending.adjusted:
        rate = spending.executed * _HUNDRED / spending.adjusted
        expected = spending.executed * _YEAR / period.months
    alerts = _alerts(rate, progress, period)
    return Monitored(table, spending, rate, expected, progress, alerts)


def follow(one: Answer, period: Period) -> MidyearValue:
    """Say how an indicator stands, and what the year will bring."""
    measured = one.measured
    if measured is None or measured.why or one.indicator.target.number is None:
        return _unforeseen(one, period)
    measure = library()[measured.code]
    if measure.course == "stands":
        course = Course.ON if one.met else Course.RISK
        return MidyearValue(one, _reached(one), one.actual, None, None, course, "按时点看，不推算")
    foreseen = _foresee(measured, measure, period)
    if foreseen is None:
        return MidyearValue(one, None, None, None, None, Course.OPEN, "没有可以推算的月份")
    value, low, high = (
        _in_unit(one, measure, number) for number in (foreseen.value, foreseen.low, foreseen.high)
    )
    course, why = _course(one, measure, value, low, high)
    return MidyearValue(one, _reached(one), value, low, high, course, why)


def _unforeseen(one: Answer, period: Period) -> MidyearValue:
    """Say how a deadline, or what nobody measures, stands."""
    if one.measured is None:
        return MidyearValue(one, None, None, None, None, Course.OPEN, one.match.why)
    deadline = one.indicator.target.deadline
    if deadline and last_day(deadline) <= period.last:
        course = Course.ON if one.met else Course.OFF
        return MidyearValue(one, None, None, None, None, course, f"期限 {last_day(deadline)} 已到")
    if deadline:
        return MidyearValue(
            one, None, None, None, None, Course.OPEN, f"期限 {last_day(deadline)} 未到"
        )
    return MidyearValue(one, None, None, None, None, Course.OPEN, one.measured.why)


def _foresee(measured: Measured, measure: Measure, period: Period) -> Forecast | None:
    """Forecast from the months of the period; one without rows counts as nothing."""
    likely = float(standards()["limits"]["likely"])
    known = {part.name: part for part in measured.months}
    names = [f"{period.first.year}-{n + 1:02}" for n in range(period.months)]
    parts = [known.get(name) for name in names]
    above = [float(part.above) if part else 0.0 for part in parts]
    below = [float(part.below) if part else 0.0 for part in parts]
    if measure.kind is Kind.TOTAL:
        return forecast_total(above, likely)
    # What stood before the period (a count of who should be) belongs to its first month.
    above[0] += sum(p.above for p in measured.months if p.name not in names)
    below[0] += sum(p.below for p in measured.months if p.name not in names)
    if measure.course != "grows":
        return forecast_share(above, below, likely)
    return forecast_total(above, likely).over(sum(below))


def _in_unit(one: Answer, measure: Measure, number: float | None) -> Decimal | None:
    """Say a forecast sum or quotient of what rows count in the target's unit."""
    if number is None:
        return None
    exact = Decimal(str(number))
    if measure.kind is Kind.TOTAL:
        whole = int(exact.to_integral_value())
        value = measure.value(whole, 1)
    else:
        value = measure.quotient(exact)
    share = measure.kind is Kind.RATE and one.actual is not None and one.actual <= _HUNDRED
    if share and value is not None:
        value = min(value, Decimal(_HUNDRED))  # a share of a whole
    told = in_unit_of(one.indicator.target, measure, value)
    return None if told is None else round(told, 2)


def _reached(one: Answer) -> Decimal | None:
    target = one.indicator.target.number
    if one.actual is None or not target:
        return None
    return round(one.actual * _HUNDRED / target, 1)


def _course(
    one: Answer, measure: Measure, value: Decimal | None, low: Decimal | None, high: Decimal | None
) -> tuple[Course, str]:
    """Say whether the target will be met: surely, perhaps, or hardly."""
    if value is None:
        return Course.OPEN, "推算不出全年"
    meets, rule = is_met(one.indicator, measure, value)
    if meets is None:
        return Course.OPEN, rule or "没有可比较的界限"
    if low is None or high is None:
        return (Course.ON if meets else Course.RISK), "月份太少，没有区间"
    ends = {is_met(one.indicator, measure, end)[0] for end in (low, high)}
    span = f"全年预计 {_said(value)}（{_said(low)}–{_said(high)}）"
    if ends == {True}:
        return Course.ON, span
    return (Course.OFF, span) if ends == {False} and not meets else (Course.RISK, span)


def _said(number: Decimal) -> str:
    """Print a number without the zeros of its rounding."""
    whole = number.to_integral_value()
    return f"{whole if whole == number else number:f}"


def _alerts(rate: Decimal | None, progress: Sequence[MidyearValue], period: Period) -> list[Alert]:
    """Hold money against time, and against results (§4.4)."""
    limits = standards()["limits"]
    found: list[Alert] = []
    if rate is None:
        return found
    behind_time = gap(rate, period.months)
    if alarm := alarm_of(behind_time):
        found.append(Alert(alarm, f"执行率 {rate:.2f}%，比时间进度慢 {-behind_time:.1f} 个百分点"))
    behind = [
        p.answer.indicator.name for p in progress
        if p.answer.indicator.dimension == _OUTPUT and p.reached is not None
        and p.reached < limits["ahead_done"] and not _is_ceiling(p)
    ]  # fmt: skip
    if rate >= limits["ahead_money"] and behind:
        found.append(Alert(Alarm.RED, f"钱已执行 {rate:.2f}%，{'、'.join(behind)} 还不到一半"))
    known = [p for p in progress if p.answer.met is not None]
    if rate < limits["unpaid"] and known and all(p.answer.met for p in known):
        found.append(
            Alert(Alarm.YELLOW, f"指标都已达到，钱只执行 {rate:.2f}%：预算偏大，或还没有付款")
        )
    late = [p.answer.indicator.name for p in progress if p.course is Course.OFF]
    if late:
        found.append(Alert(Alarm.RED, f"{'、'.join(late)} 按目前的进度完不成，须提出调整或整改"))
    return found


def _is_ceiling(progress: MidyearValue) -> bool:
    return direction(progress.answer.indicator)[0].is_ceiling
