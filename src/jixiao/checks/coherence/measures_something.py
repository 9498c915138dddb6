"""指标写的是工作，不是结果。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH09",
    title="指标写的是工作，不是结果",
    says="{names} 说的是要做的工作，没有可以量的东西",
    suggests="改成能量的名称，如“……数量”“……完成率”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I15",
)
def measures_something(table: TargetTable) -> Iterator[Breach]:
    rows = [
        row
        for row in table.indicators
        if row.dimension == "产出指标"
        and row.target.qualitative
        and not row.not_applicable
        and chinese.key(row.target.text) not in chinese.key(row.name)
        and _is_a_task(chinese.key(row.name))
    ]
    if rows:
        names = [f"“{row.name} {row.target.text}”" for row in rows]
        yield Breach((row.evidence for row in rows), "indicators", names=names)


def _is_a_task(name: str) -> bool:
    measurable = words("measurable").search(name[-5:]) or words("routine").search(name)
    return not measurable and bool(
        words("task_begins").match(name) or words("task_ends").search(name[-4:])
    )
