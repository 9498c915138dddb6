"""时效指标没有完成时间。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI05",
    title="时效指标没有完成时间",
    says="时效指标 {count} 条，都没有写明何时完成",
    suggests="补一条总的完成时间，写到月或日",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="K05",
)
def no_completion_time(table: TargetTable) -> Iterator[Breach]:
    rows = [
        (i, row)
        for i, row in enumerate(table.indicators)
        if row.aspect == "时效指标" and not row.not_applicable
    ]
    dated = any(
        row.target.deadline or row.target.number is not None or _dated(row.target.text)
        for _, row in rows
    )
    if rows and not dated:
        yield Breach(
            (row.evidence for _, row in rows),
            CellPath.in_row(rows[0][0], "target"),
            count=len(rows),
        )


def _dated(text: str) -> bool:
    return any(mark in text for mark in "年月日") and any(c.isdigit() for c in text)
