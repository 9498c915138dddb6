"""Mid-year: what has been reached, what the year will bring, and money against results."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from jixiao.evaluation import Spending, direction, span_of
from jixiao.evaluation.forecasting import Forecast
from jixiao.evaluation.midyear import Alarm, alarm_of, gap, standards
from jixiao.fund.outlook.forecast import Series, TooShort, sum_ahead
from jixiao.fund.store.engine import Engine
from jixiao.measures.answers import (
    Answer,
    answer,
    spending_of,
    take_payments,
)
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import Measure, ValueKind, library
from jixiao.measures.foreseeing import foresee
from jixiao.measures.last_year import (
    LastCourse,
    Question,
    last_courses,
    long_series,
    question_of,
)
from jixiao.measures.matching import State
from jixiao.measures.target_values import in_unit_of, is_met
from jixiao.period import Period, last_day
from jixiao.progress import Progress, silent
from jixiao.targets import TargetTable

_YEAR = 12
_HUNDRED = 100
_NOUGHT = Decimal(0)
_OUTPUT = "产出指标"


class Course(StrEnum):
    """Whether a target will be met: on course, at risk, off course, or nobody can say yet."""

    ON = "on_course"
    RISK = "at_risk"
    OFF = "off_course"
    OPEN = "open"

    @property
    def word(self) -> str:
        """The word officials read: the one of the monitoring form."""
        return self.likelihood or "未知"

    @property
    def likelihood(self) -> str | None:
        """The word of the monitoring form; none where nobody can say yet."""
        words: dict[str, str] = standards()["outlook"]
        return words.get(self)


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
    """Look at the projects of a unit in mid-year, up to the last day of the period.

    Where the year before is loaded, its course says what the months to come will bring.
    """
    answers = answer(engine, tables, period, bindings, progress)
    payments = take_payments(engine, tables, period)
    courses = last_courses(engine, answers, period, bindings)
    histories = long_series(engine, courses, period, bindings)
    past = Past(courses, histories)
    return [
        _monitored(table, answers_of_table, paid, period, past)
        for table, answers_of_table, paid in zip(tables, answers, payments, strict=True)
    ]


def _monitored(
    table: TargetTable,
    answers: Sequence[Answer],
    paid: Decimal | None,
    period: Period,
    past: "Past",
) -> Monitored:
    spending = spending_of(table, paid)
    progress = [
        replace(follow(of_row, period, past), place=place)
        for place, of_row in enumerate(answers)
        if of_row.match.state is not State.NONE
    ]
    rate = expected = None
    if spending.executed is not None and spending.adjusted:
        rate = spending.executed * _HUNDRED / spending.adjusted
        expected = spending.executed * _YEAR / period.months
    alerts = _alerts(rate, progress, period)
    return Monitored(table, spending, rate, expected, progress, alerts)


@dataclass(frozen=True, slots=True)
class Past:
    """What is known from before: the year before, and of some sums the months of three years."""

    courses: Mapping[Question, LastCourse] = field(default_factory=dict)
    histories: Mapping[Question, Series] = field(default_factory=dict)


def follow(answer: Answer, period: Period, past: Past | None = None) -> MidyearValue:
    """How an indicator stands, and what the year will bring."""
    measured = answer.measured
    if measured is None or measured.why or not _has_number(answer):
        return _unforeseen(answer, period)
    if answer.doubt:
        return _without_forecast(answer, Course.OPEN, answer.doubt)
    measure = library()[measured.code]
    reached = _reached(answer)
    known, question = past or Past(), question_of(measured)
    forecast = _by_history(known.histories.get(question), period)
    is_by_history = forecast is not None
    if forecast is None:
        last = known.courses.get(question)
        forecast = foresee(measured, measure, period, last)
    if forecast is None and measure.course == "stands":
        course = Course.RISK if answer.met is not None else Course.OPEN
        why = "按时点看；没有收上年的记录，不推算"
        return MidyearValue(answer, reached, answer.actual, None, None, course, why)
    if forecast is None:
        return _without_forecast(answer, Course.OPEN, "没有可以推算的月份")
    in_unit = _InUnit(answer, measure, forecast)
    course, why = _course(answer, measure, in_unit)
    if is_by_history:
        why += "；按三年以上各月推算，区间取以前推算的误差"
    elif not forecast.by_last_year:
        why += "；没有收上年的记录，只按今年各月的平均"
    return MidyearValue(
        answer, reached, in_unit.value, in_unit.low, in_unit.high, course, why
    )


def _by_history(series: Series | None, period: Period) -> Forecast | None:
    """Forecast a sum from the months of years, as the fund's own course is; None where they are few."""
    left = _YEAR - period.months
    if series is None or left == 0:
        return None
    try:
        ahead = sum_ahead(series, left)
    except TooShort:
        return None
    so_far = sum(series.values[-period.months :])
    likely = float(standards()["limits"]["likely"])
    low, high = ahead.interval(likely)
    least, most = ahead.bounds()
    return Forecast(
        value=so_far + ahead.expected,
        low=so_far + low,
        high=so_far + high,
        least=so_far + least,
        most=so_far + most,
        by_last_year=True,
    )


def _has_number(answer: Answer) -> bool:
    target = answer.indicator.target
    return target.number is not None or span_of(target) is not None


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


@dataclass(frozen=True, slots=True)
class _InUnit:
    """A forecast in the target's unit."""

    answer: Answer
    measure: Measure
    forecast: Forecast

    @property
    def value(self) -> Decimal | None:
        """What is expected."""
        return self._of(self.forecast.value)

    @property
    def low(self) -> Decimal | None:
        """The lower end of the interval."""
        return self._of(self.forecast.low)

    @property
    def high(self) -> Decimal | None:
        """The upper end of the interval."""
        return self._of(self.forecast.high)

    @property
    def sure(self) -> tuple[Decimal | None, Decimal | None]:
        """The ends beyond which the year will hardly come."""
        return self._of(self.forecast.least), self._of(self.forecast.most)

    def _of(self, number: float | None) -> Decimal | None:
        if self.measure.course != "stands":
            return _in_unit(self.answer, self.measure, number)
        if number is None:
            return None
        value = in_unit_of(
            self.answer.indicator.target, self.measure, Decimal(str(number))
        )
        return None if value is None else round(value, 2)


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
    within_whole = answer.actual is not None and 0 <= answer.actual <= _HUNDRED
    if value is not None and measure.kind is ValueKind.RATE and within_whole:
        value = max(min(value, Decimal(_HUNDRED)), _NOUGHT)  # a share of a whole
    in_unit = in_unit_of(answer.indicator.target, measure, value)
    return None if in_unit is None else round(in_unit, 2)


def _reached(answer: Answer) -> Decimal | None:
    """The share of the target that has been reached, in per cent."""
    target = answer.indicator.target.number
    if answer.actual is None or not target:
        return None
    return round(answer.actual * _HUNDRED / target, 1)


def _course(answer: Answer, measure: Measure, forecast: _InUnit) -> tuple[Course, str]:
    """Whether the target will be met: surely, perhaps, or hardly.

    Surely and hardly are said only where even the ends of what can be expected agree.
    """
    value, low, high = forecast.value, forecast.low, forecast.high
    if value is None:
        return Course.OPEN, "推算不出全年"
    meets, rule = is_met(answer.indicator, measure, value)
    if meets is None:
        return Course.OPEN, rule or "没有可比较的界限"
    if low is None or high is None:
        return Course.RISK, "月份太少，没有区间"
    expected = f"全年预计 {_printed(value)}（{_printed(low)}–{_printed(high)}）"
    ends = [end for end in forecast.sure if end is not None]
    ends_meet = {is_met(answer.indicator, measure, end)[0] for end in ends}
    if ends_meet == {True}:
        return Course.ON, expected
    is_between = span_of(answer.indicator.target) is not None
    if ends_meet == {False} and not meets and not is_between:
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
