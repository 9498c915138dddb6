"""同一科目连着印了两行。"""

from collections.abc import Iterator
from itertools import pairwise

from jixiao.budgets import Budget
from jixiao.checks import check
from jixiao.checks.budget_cells import whatever_column
from jixiao.findings import Breach, Severity


@check(
    code="BU18",
    title="同一科目连着印了两行",
    says="{title}的“{code} {name}”连着印了两行，金额也一样（{amount}）",
    suggests="核对是不是重复：重复的删去一行，不是的改正编码、名称或金额",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="B03",
)
def row_twice(budget: Budget) -> Iterator[Breach]:
    """Rows of a code, a name and amounts that stand one below the other."""
    for table in budget.tables:
        coded = [row for row in table.rows if row.subject_code and row.amounts]
        for row, below in pairwise(coded):
            same = (row.subject_code, row.subject_name, row.amounts) == (
                below.subject_code,
                below.subject_name,
                below.amounts,
            )
            if same:
                yield Breach(
                    (whatever_column(row), whatever_column(below)),
                    f"budget.tables.{table.code}",
                    title=table.title,
                    code=row.subject_code,
                    name=row.subject_name,
                    amount=next(iter(row.amounts.values())),
                )
