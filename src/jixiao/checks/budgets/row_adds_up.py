"""一行里的合计不等于各栏之和。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, BudgetRow, layouts
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING, cell
from jixiao.findings import Breach, Severity


@check(
    code="BU11",
    title="一行里的合计不等于各栏之和",
    says="{title}{name}{whole} {stated}，{parts} {computed}，相差 {gap}",
    suggests="核对该行的合计和各栏",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B08 B14 B17",
)
def row_adds_up(budget: Budget) -> Iterator[Breach]:
    """Columns of every table but the expenditure table, which has a check of its own."""
    shapes = {shape.code: shape for shape in layouts()[budget.layout].tables}
    for found in budget.tables:
        unsure = any(note.code == "columns_inferred" for note in found.notes)
        for whole, parts in shapes[found.code].sums if found.code != "T2" else ():
            for row in found.rows:
                stated = cell(row, whole)
                amounts = [cell(row, part) for part in parts]
                known = [amount for amount in amounts if amount is not None]
                computed = sum(known, NOTHING)
                if not stated or computed == stated or _spans(row, whole):
                    continue
                yield Breach(
                    row.evidence,
                    f"budget.tables.{found.code}",
                    Severity.WARNING if unsure or not known else None,
                    title=found.title,
                    name=f"“{row.subject_name}”" if row.subject_name else "",
                    whole=whole,
                    stated=stated,
                    parts="各栏之和" if known else "各栏都空着，应为",
                    computed=computed if known else stated,
                    gap=abs(stated - computed),
                )


def _spans(row: BudgetRow, whole: str) -> bool:
    """Carried-over money and totals that hold it are not broken down."""
    return whole == "小计" and ("结转" in row.subject_name or row.subject_name.endswith("总计"))
