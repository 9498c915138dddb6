"""What a table must not lack when it is handed in, whatever reasons are given."""

from collections.abc import Iterator

from jixiao.targets import Indicator, TargetTable

_DIMENSIONS = ("产出指标", "效益指标", "满意度指标")
"""By 财预〔2015〕88号 a target has indicators of each; satisfaction may stand below 效益."""
_SATISFACTION = "满意度"


def missing_in(table: TargetTable) -> tuple[str, ...]:
    """What a target table lacks of what no target can be without."""
    return tuple(_missing_fields(table)) + tuple(_missing_indicators(table))


def _missing_fields(table: TargetTable) -> Iterator[str]:
    if not table.project_name:
        yield "项目名称"
    if table.funding.annual.total is None:
        yield "年度资金总额"
    if not any((table.objective, table.own_level_objective)):
        yield "年度总体目标"


def _missing_indicators(table: TargetTable) -> Iterator[str]:
    promised = [row for row in table.indicators if _promises(row)]
    dimensions = {_dimension_of(row) for row in promised}
    for dimension in _DIMENSIONS:
        if dimension not in dimensions:
            yield f"{dimension}（至少一条，有名称和指标值）"


def _promises(row: Indicator) -> bool:
    return bool(row.name and row.target.text) and not row.not_applicable


def _dimension_of(row: Indicator) -> str | None:
    of_satisfaction = _SATISFACTION in f"{row.dimension or ''}{row.aspect or ''}"
    return "满意度指标" if of_satisfaction else row.dimension


def blank_in(form: TargetTable) -> tuple[str, ...]:
    """What a form of the year leaves blank without a word: money, and rows without value or reason."""
    spent = form.budget_execution.total if form.budget_execution else None
    budget = spent and (spent.budget if spent.budget is not None else spent.initial)
    fields = [("预算数", budget), ("执行数", spent and spent.executed)]
    unsaid = [row.name for row in form.indicators if not _says_something(row)]
    return (*(name for name, amount in fields if amount is None), *unsaid)


def _says_something(row: Indicator) -> bool:
    """Whether a row says what happened, why not, or that nothing was promised there."""
    unpromised = row.not_applicable or not row.target.text
    return bool(row.actual or row.reason or row.remark) or unpromised
