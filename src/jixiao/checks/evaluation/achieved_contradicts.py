"""完成情况的文字与表里的数不符。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.amounts import (
    NUMBER,
    named_counts,
    named_rates,
    plain_unit,
    read_number,
)
from jixiao.checks.paired_counts import only_count
from jixiao.checks.rubric_points import execution_rate
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert
from jixiao.targets import Indicator, TargetTable


@check(
    code="EV26",
    title="完成情况的文字与表里的数不符",
    says="完成情况写“{said}”，“{name}”是 {stated}",
    suggests="核对两处的数，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E03",
)
def achieved_contradicts(table: TargetTable) -> Iterator[Breach]:
    text = chinese.key(table.objective_achieved or "")
    evidence = table.evidence.get("objective_achieved")
    for index, row in enumerate(table.indicators):
        said = _numbers_said(row, text) or _other_count(row, table, text)
        if said and row.actual:
            yield Breach(
                (row.evidence, evidence),
                CellPath.in_row(index, "actual"),
                said=said,
                name=row.name,
                stated=row.actual.text,
            )
    for name, stated, said_of_money in (*_rates(table, text), *_money(table, text)):
        yield Breach(
            (table.evidence.get("funding.annual.total"), evidence),
            "objective_achieved",
            said=said_of_money,
            name=name,
            stated=stated,
        )


def _numbers_said(row: Indicator, text: str) -> list[str]:
    """The numbers a text states of a row, where none of them is what the row reached."""
    value = row.actual.in_base_units() if row.actual else None
    if value is None or (row.actual and row.actual.others):
        return []
    number, unit = value
    if unit == "%":
        said = named_rates(text, row.name)
    else:
        counts = named_counts(text, row.name)
        said = [(count, printed) for count, of, printed in counts if of == unit]
    if any(count == number for count, _ in said):
        return []
    return [printed for _, printed in said]


def _other_count(row: Indicator, table: TargetTable, text: str) -> list[str]:
    """The one count of a row's unit that a text states, where the row reached another number."""
    value = row.actual.in_base_units() if row.actual else None
    count = only_count(text, row, table)
    if value is None or count is None or count.unit != plain_unit(value[1] or ""):
        return []
    return [] if count.number == value[0] else [count.printed]


_EXECUTION = re.compile(rf"(?:预算)?执行率(?:达到?|为|是)?(?P<rate>{NUMBER})%")
_SPENT = re.compile(
    rf"(?:实际|全年|共计?|累计|本年)(?:共)?(?:支出|执行|支付|使用)(?:项目)?(?:资金|经费|金额)?(?:为|共)?"
    rf"(?P<number>{NUMBER})(?P<unit>亿元|万元|元)"
)
_HALF_A_POINT = Decimal("0.5")
_Said = Iterator[tuple[str, str, str]]


def _rates(table: TargetTable, text: str) -> _Said:
    """The rate of execution that a text states, where it is another one."""
    rate = execution_rate(table)
    for match in _EXECUTION.finditer(text) if rate is not None else ():
        if rate is not None and abs(read_number(match["rate"]) - rate) > _HALF_A_POINT:
            yield "预算执行率", f"{round(rate, 2)}%", match[0]


def _money(table: TargetTable, text: str) -> _Said:
    """What a text says was spent in all, where it says it once and another amount."""
    total = table.budget_execution.total if table.budget_execution else None
    stated = list(_SPENT.finditer(text))
    if total is None or total.executed is None or table.money_unit not in SCALES:
        return
    executed = convert(total.executed, str(table.money_unit), "元")
    if len(stated) == 1:
        (match,) = stated
        if convert(read_number(match["number"]), match["unit"], "元") != executed:
            yield "全年执行数", f"{total.executed}{table.money_unit}", match[0]
