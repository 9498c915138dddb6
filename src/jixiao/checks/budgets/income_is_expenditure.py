"""收支总表不平。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, BudgetRow, BudgetTable, layouts
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING, cell, plain_name, table
from jixiao.findings import Breach, Severity


@check(
    code="BU10",
    title="收支总表不平",
    says="{title}{whole} {stated}，{parts} {computed}，相差 {gap}",
    suggests="核对收入、支出和结转结余，使总计两边相等",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B01",
)
def income_is_expenditure(budget: Budget) -> Iterator[Breach]:
    for balance in layouts()[budget.layout].balances:
        found = table(budget, balance.table)
        if found is None:
            continue
        whole = _row(found, balance.whole)
        parts = [_row(found, part) for part in balance.parts]
        stated = cell(whole, balance.whole[2]) if whole else None
        amounts = [
            cell(row, part[2]) if row else None
            for row, part in zip(parts, balance.parts, strict=True)
        ]
        if whole is None or stated is None or amounts[0] is None:
            continue
        computed = sum((amount or NOTHING for amount in amounts), NOTHING)
        if computed != stated:
            yield Breach(
                [whole.evidence, *(row.evidence for row in parts if row)],
                f"budget.tables.{found.code}",
                title=found.title,
                whole=balance.whole[1],
                stated=stated,
                parts=" + ".join(
                    part[1] for part, amount in zip(balance.parts, amounts, strict=True) if amount
                ),
                computed=computed,
                gap=abs(computed - stated),
            )


def _row(found: BudgetTable, place: tuple[str, str, str]) -> BudgetRow | None:
    side, name, _ = place
    rows = (row for row in found.rows if row.side == side and plain_name(row) == name)
    return next(rows, None)
