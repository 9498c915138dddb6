"""时效指标没有完成时间。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.in_words import rows_of_time, says_when
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI05",
    title="时效指标没有完成时间",
    says="时效指标（{count} 条）没有写明何时完成",
    suggests="补一条总的完成时间，写到月或日",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="K05",
    needs_all_rows=True,
)
def no_completion_time(table: TargetTable) -> Iterator[Breach]:
    rows = rows_of_time(table)
    if rows and not any(says_when(row.target) for _, row in rows):
        first, _ = rows[0]
        evidence = (row.evidence for _, row in rows)
        yield Breach(evidence, CellPath.in_row(first, "target"), count=len(rows))
