"""时效指标没有完成时间。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.quantity import TargetValue
from jixiao.targets import TargetTable


@check(
    code="TI05",
    title="时效指标没有完成时间",
    says="时效指标 {count} 条，都没有写明何时完成",
    suggests="补一条总的完成时间，写到月或日",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="K05",
    needs_all_rows=True,
)
def no_completion_time(table: TargetTable) -> Iterator[Breach]:
    rows = [
        (index, row)
        for index, row in enumerate(table.indicators)
        if row.aspect == "时效指标" and not row.not_applicable
    ]
    if rows and not any(_says_when(row.target) for _, row in rows):
        first, _ = rows[0]
        evidence = (row.evidence for _, row in rows)
        yield Breach(evidence, CellPath.in_row(first, "target"), count=len(rows))


def _says_when(target: TargetValue) -> bool:
    """A deadline, a number of anything, or words that hold a figure and 年, 月 or 日."""
    if target.deadline or target.number is not None:
        return True
    has_figure = any(character.isdigit() for character in target.text)
    return has_figure and any(mark in target.text for mark in "年月日")
