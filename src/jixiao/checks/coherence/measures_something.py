"""指标写的是工作，不是结果。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.printed_values import quoted
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH09",
    title="指标写的是工作，不是结果",
    says="{names}说的是要做的工作，没有可以量的东西",
    suggests="改成能量的名称，如“……数量”“……完成率”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I15",
)
def measures_something(table: TargetTable) -> Iterator[Breach]:
    rows = [
        row
        for row in table.indicators
        if row.dimension == "产出指标" and _is_a_task(row)
    ]
    if rows:
        names = [quoted(row) for row in rows]
        yield Breach((row.evidence for row in rows), "indicators", names=names)


_BEGINNING_OF_END, _END = -5, -4


def _is_a_task(row: Indicator) -> bool:
    """Whether a row in words names work to be done; a value that repeats its name is another fault."""
    name, value = chinese.key(row.name), chinese.key(row.target.text)
    if row.not_applicable or not row.target.qualitative or value in name:
        return False
    if words("measurable").search(name[_BEGINNING_OF_END:]) or words("routine").search(
        name
    ):
        return False
    return bool(
        words("task_begins").match(name) or words("task_ends").search(name[_END:])
    )
