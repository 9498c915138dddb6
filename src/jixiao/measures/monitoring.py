"""Mid-year: what has been reached, what the year will bring, and money against results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from jixiao.evaluation import Spending, direction
from jixiao.evaluation.forecasting import Forecast, forecast_share, forecast_total
from jixiao.evaluation.midyear import Alarm, alarm_of, gap, standards
from jixiao.fund.store.engine import Engine
from jixiao.measures.answers import (
    Answer,
    answer,
    spending_of,
    take_payments,
)
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import Measure, ValueKind, library
from jixiao.measures.matching import State
from jixiao.measures.measuring import Measured
from jixiao.measures.target_values import in_unit_of, is_met
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
    Course.ON: "正常",
    Course.RISK: "有风险",
    Course.OFF: "偏离",
    Course.OPEN: "未知",
}


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
        _monitored(table, answers_of_table, paid, period)
        for table, answers_of_table, paid in zip(tables, answers, payments, strict=True)
    ]


def _monitored(
    table: TargetTable, answers: Sequence[Answer], paid: Decimal | None, period: Period
) -> Monitored:
    spending = spending_of(table, paid)
    progress = [
        replace(follow(of_row, period), place=place)
        for place, of_row in enumerate(answers)
        if of_row.match.state is not State.NONE
    ]
    rate = expected = None
    if spending.executed is not None and spending.adjusted:
        rate = spending.executed * _HUNDRED / spending.adjusted
        expected = spending.executed * _YEAR / period.months
    alerts = _alerts(rate, progress, period)
    return Monitored(table, spending, rate, expected, progress, alerts)


def follow(answer: Answer, period: Period) -> MidyearValue:
    """How an indicator stands, and what the year will bring."""
    measured = answer.measured
    if measured is None or measured.why or answer.indicator.target.number is None:
        return _unforeseen(answer, period)
    measure = library()[measured.code]
    reached = _reached(answer)
    if measure.course == "stands":
        course = Course.ON if answer.met else Course.RISK
        return MidyearValue(
            answer, reached, answer.actual, None, None, course, "按时点看，不推算"
        )
    forecast = _forecast(measured, measure, period)
    if forecast is None:
        return _without_forecast(answer, Course.OPEN, "没有可以推算的月份")
    value = _in_unit(answer, measure, forecast.value)
    low, high = (
        _in_unit(answer, measure, end) for end in (forecast.low, forecast.high)
    )
    course, why = _course(answer, measure, value, low, high)
    return MidyearValue(answer, reached, value, low, high, course, why)


def _without_forecast(answer: Answer, course: Course, why: str) -> MidyearValue:
    return MidyearValue(answer, None, None, None, None, course, why)


def _unforeseen(answer: Answer, period: Period) -> MidyearValue:
    """How a deadline, or what nobody measures, stands."""
    if answer.measured is None:
        return _without_forecast(answer, Course.OPEN, answer.match.why)
    deadline = answer.indicator.target.deadline
    if deadline is None:
        return _without_forecast(answer, Course.OPEN, answer.measured.why)
    day = last_day(deadline)
    if day > period.last:
        return _without_forecast(answer, Course.OPEN, f"期限 {day} 未到")
    return _without_forecast(
        answer, Course.ON if answer.met else Course.OFF, f"期限 {day} 已到"
    )


def _forecast(measured: Measured, measure: Measure, period: Period) -> Forecast | None:
    """Forecast from the months of the period; one without rows counts as nothing."""
    likely = float(standards()["limits"]["likely"])
    known = {part.name: part for part in measured.months}
    names = [f"{period.first.year}-{n + 1:02}" for n in range(period.months)]
    parts = [known.get(name) for name in names]
    above = [float(part.above) if part else 0.0 for part in parts]
    below = [float(part.below) if part else 0.0 for part in parts]
    if measure.kind is ValueKind.TOTAL:
        return forecast_total(above, likely)
    # What stood before the period (a count of who should be) belongs to its first month.
    before = [part for part in measured.months if part.name not in names]
    above[0] += sum(part.above for part in before)
    below[0] += sum(part.below for part in before)
    if measure.course != "grows":
        return forecast_share(above, below, likely)
    return forecast_total(above, likely).over(sum(below))


def _in_unit(answer: Answer, measure: Measure, number: float | None) -> Decimal | None:
    """A forecast sum or quotient of what rows count, in the target's unit."""
    if number is None:
        return None
    exact = Decimal(str(number))
    if measure.kind is ValueKind.TOTAL:
        whole = int(exact.to_integral_value())
        value = measure.value(whole, 1)
    else:
        value = measure.quotient(exact)
    within_whole = answer.actual is not None and answer.actual <= _HUNDRED
    if value is not None and measure.kind is ValueKind.RATE and within_whole:
        value = min(value, Decimal(_HUNDRED))  # a share of a whole
    in_unit = in_unit_of(answer.indicator.target, measure, value)
    return None if in_unit is None else round(in_unit, 2)


def _reached(answer: Answer) -> Decimal | None:
    """The share of the target that has been reached, in per cent."""
    target = answer.indicator.target.number
    if answer.actual is None or not target:
        return None
    return round(answer.actual * _HUNDRED / target, 1)


def _course(
    answer: Answer,
    measure: Measure,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
) -> tuple[Course, str]:
    """Whether the target will be met: surely, perhaps, or hardly."""
    if value is None:
        return Course.OPEN, "推算不出全年"
    meets, rule = is_met(answer.indicator, measure, value)
    if meets is None:
        return Course.OPEN, rule or "没有可比较的界限"
    if low is None or high is None:
        return (Course.ON if meets else Course.RISK), "月份太少，没有区间"
    ends_meet = {is_met(answer.indicator, measure, end)[0] for end in (low, high)}
    expected = f"全年预计 {_printed(value)}（{_printed(low)}–{_printed(high)}）"
    if ends_meet == {True}:
        return Course.ON, expected
    if ends_meet == {False} and not meets:
        return Course.OFF, expected
    return Course.RISK, expected


def _printed(number: Decimal) -> str:
    """A number without the zeros of its rounding."""
    whole = number.to_integral_value()
    return f"{whole if whole == number else number:f}"


def _alerts(
    rate: Decimal | None, progress: Sequence[MidyearValue], period: Period
) -> list[Alert]:
    """Hold money against time, and against results (§4.4)."""
    if rate is None:
        return []
    limits = standards()["limits"]
    alerts: list[Alert] = []
    behind_time = gap(rate, period.months)
    if alarm := alarm_of(behind_time):
        lag = f"比时间进度慢 {-behind_time:.1f} 个百分点"
        alerts.append(Alert(alarm, f"执行率 {rate:.2f}%，{lag}"))
    behind = _names(
        value for value in progress if _is_behind(value, limits["ahead_done"])
    )
    if rate >= limits["ahead_money"] and behind:
        alerts.append(Alert(Alarm.RED, f"钱已执行 {rate:.2f}%，{behind} 还不到一半"))
    judged = [value.answer.met for value in progress if value.answer.met is not None]
    if rate < limits["unpaid"] and judged and all(judged):
        why = "预算偏大，或还没有付款"
        alerts.append(Alert(Alarm.YELLOW, f"指标都已达到，钱只执行 {rate:.2f}%：{why}"))
    late = _names(value for value in progress if value.course is Course.OFF)
    if late:
        alerts.append(Alert(Alarm.RED, f"{late} 按目前的进度完不成，须提出调整或整改"))
    return alerts


def _names(values: Iterable[MidyearValue]) -> str:
    return "、".join(value.answer.indicator.name for value in values)


def _is_behind(value: MidyearValue, least: Decimal) -> bool:
    """Whether an output that should grow is short of a share of its target, in per cent."""
    indicator = value.answer.indicator
    if (
        indicator.dimension != _OUTPUT
        or value.reached is None
        or value.reached >= least
    ):
        return False
    return not direction(indicator)[0].is_ceiling
