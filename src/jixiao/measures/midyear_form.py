"""The monitoring form filled: what the records say so far, what is forecast, what people added."""

import msgspec

from jixiao.evaluation import Entries
from jixiao.evaluation.entries import Outlook
from jixiao.measures.monitoring import Course, MidyearValue, Monitored
from jixiao.quantity import TargetValue, read_value
from jixiao.targets import BudgetExecution, Execution, Indicator, TargetTable

FORM = "mof_monitor_2019"
_TITLE = "项目支出绩效目标执行监控表"


def fill(monitored: Monitored, months: int, entries: Entries) -> TargetTable:
    """Return the table as a monitoring form prints it.

    The likelihood follows the forecast where nobody has said otherwise; causes and remarks are
    people's.
    """
    table = monitored.table
    followed = {value.place: value for value in monitored.progress}
    outlooks = entries.outlooks(table)
    rows = [
        _filled(indicator, followed.get(place), outlooks.get(place), table.fiscal_year)
        for place, indicator in enumerate(table.indicators)
    ]
    # What only the declaration prints is left to it.
    return msgspec.structs.replace(
        table,
        dialect=FORM,
        form_title=_TITLE,
        indicators=tuple(rows),
        monitored_months=months,
        budget_execution=_spent(monitored, entries),
        project_nature=None,
        term=None,
        finance_division=None,
        other_fields=table.other_fields | entries.rectified(table),
    )


def _spent(monitored: Monitored, entries: Entries) -> BudgetExecution:
    """The money; more than the budget cannot be expected without a change of it."""
    spent = monitored.spending
    expected = entries.expected(monitored.table)
    if expected is None and monitored.expected is not None:
        expected = round(
            min(monitored.expected, spent.adjusted or monitored.expected), 2
        )
    changed = spent.adjusted if spent.adjusted != spent.initial else None
    rate = None if monitored.rate is None else round(monitored.rate, 2)
    total = Execution(
        initial=spent.initial,
        budget=changed,
        executed=spent.executed,
        expected=expected,
        rate=rate,
    )
    return BudgetExecution(total=total)


def _filled(
    indicator: Indicator,
    progress: MidyearValue | None,
    entered: Outlook | None,
    year: int | None,
) -> Indicator:
    """Fill a row: what people entered holds, else what was measured and forecast."""
    if progress is None:
        return indicator
    outlook = entered or Outlook.blank()
    so_far = outlook.actual or progress.answer.shown
    expected = outlook.expected or _foreseen(progress)
    return msgspec.structs.replace(
        indicator,
        actual=_value(so_far, year),
        expected=_value(expected, year),
        causes=outlook.causes,
        reason=outlook.reason or None,
        likelihood=outlook.likelihood or progress.course.likelihood,
        remark=outlook.remark or None,
    )


def _foreseen(progress: MidyearValue) -> str:
    """What is expected of the year, in the target's unit."""
    answer = progress.answer
    if progress.forecast is None or answer.measured is None:
        return answer.shown if progress.course is Course.ON else ""
    whole = progress.forecast.to_integral_value()
    number = whole if whole == progress.forecast else progress.forecast
    return f"{number:f}{answer.indicator.target.unit or ''}"


def _value(text: str, year: int | None) -> TargetValue | None:
    return read_value(text, year)[0] if text else None
