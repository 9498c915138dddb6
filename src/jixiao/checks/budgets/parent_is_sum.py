"""上级科目不等于下级科目之和。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, BudgetTable
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING, cell, families
from jixiao.findings import Breach, Severity


@check(
    code="BU01",
    title="上级科目不等于下级科目之和",
    says="{title}“{name}”{column} {stated}，下级科目之和 {computed}，相差 {gap}",
    suggests="核对该科目和各下级科目的{column}，漏列的下级科目补上",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B03 B08 B13",
)
def parent_is_sum(budget: Budget) -> Iterator[Breach]:
    for found in budget.tables:
        if any(row.subject_code for row in found.rows):
            yield from _unequal(found)


def _unequal(found: BudgetTable) -> Iterator[Breach]:
    """Walk from the deepest rows up; a row shown wrong below is counted above by its own sum."""
    mended: dict[tuple[str | None, str], Decimal] = {}
    columns = [column for column in found.columns if not column.startswith("增减")]
    for family in families(found):
        wrong: dict[tuple[Decimal, Decimal], list[str]] = {}
        for column in columns:
            stated = cell(family.parent, column)
            cells = [(row, cell(row, column)) for row in family.children]
            if stated is None or all(value is None for _, value in cells):
                continue
            printed = sum((value or NOTHING for _, value in cells), NOTHING)
            others = sum(
                (mended.get((row.subject_code, column), value or NOTHING) for row, value in cells),
                NOTHING,
            )
            if stated not in (printed, others):
                wrong.setdefault((stated, printed), []).append(column)
                mended[(family.parent.subject_code, column)] = printed
        for (stated, printed), names in wrong.items():
            yield Breach(
                [family.parent.evidence, *(row.evidence for row in family.children)],
                f"budget.tables.{found.code}",
                Severity.ADVICE
                if _is_rounding(abs(stated - printed), len(family.children))
                else None,
                title=found.title,
                name=family.parent.subject_name,
                column=names,
                stated=stated,
                computed=printed,
                gap=abs(stated - printed),
            )


def _is_rounding(gap: Decimal, count: int) -> bool:
    """Say whether rounding each of several figures to the cent could make the gap."""
    return count > 1 and gap <= Decimal("0.005") * (count + 1)
