"""把日常管理当作产出。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH10",
    title="把日常管理当作产出",
    says="{names}是单位本来就要做到的",
    suggests="换成项目自己的产出；管理要求不必列为指标",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="I16",
)
def routine_as_output(table: TargetTable) -> Iterator[Breach]:
    rows = [
        row
        for row in table.indicators
        if row.dimension == "产出指标"
        and words("routine").search(chinese.key(row.name))
    ]
    if rows:
        names = [f"“{row.name}”" for row in rows]
        yield Breach((row.evidence for row in rows), "indicators", names=names)
