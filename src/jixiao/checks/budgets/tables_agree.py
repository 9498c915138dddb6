"""两张表的同一数不一致。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, BudgetRow, layouts
from jixiao.checks import check
from jixiao.checks.budget_cells import cell, plain_name, row_named, table
from jixiao.findings import Breach, Severity


@check(
    code="BU07",
    title="两张表的同一数不一致",
    says="{first} {left}，{second} {right}，相差 {gap}",
    suggests="核对两张表，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B09 B10 B11",
)
def tables_agree(budget: Budget) -> Iterator[Breach]:
    for severity, first, second in _twice(budget):
        (left_name, left_row, left), (right_name, right_row, right) = first, second
        if left is not None and right is not None and left != right:
            yield Breach(
                (left_row.evidence, right_row.evidence),
                "budget.tables",
                severity,
                first=left_name,
                left=left,
                second=right_name,
                right=right,
                gap=abs(left - right),
            )


_Cell = tuple[str, BudgetRow, Decimal | None]


def _twice(budget: Budget) -> Iterator[tuple[Severity | None, _Cell, _Cell]]:
    """Give what two tables both print: classes, the base, and subjects paired by a layout."""
    t1, t2, t3 = (table(budget, code) for code in ("T1", "T2", "T3"))
    classes = {plain_name(row): row for row in t2.rows if row.level == 1} if t2 else {}
    for row in t1.rows if t1 else ():
        other = classes.get(plain_name(row))
        if row.side == "支出" and other and t1 and t2:
            yield (
                None,
                (f"{t1.title}“{plain_name(row)}”", row, cell(row, "一般公共预算财政拨款支出")),
                (f"{t2.title}同一科目", other, cell(other, "合计")),
            )
    for first, second in layouts()[budget.layout].same:
        left, right = _place(budget, first), _place(budget, second)
        if left and right:
            yield None, left, right
    if not (t2 and t3):
        return
    by_code = {row.subject_code: row for found in (t2, t3) for row in found.rows}
    for function, economic in layouts()[budget.layout].pairs.items():
        one, two = by_code.get(function), by_code.get(economic)
        if one and two:
            yield (
                Severity.WARNING,
                (f"{t2.title}{function} {one.subject_name}", one, cell(one, "基本支出")),
                (f"{t3.title}{economic} {two.subject_name}", two, cell(two, "合计")),
            )


def _place(budget: Budget, place: tuple[str, str, str]) -> _Cell | None:
    """Give a cell by its table, row and column; without a row's name that of the only row."""
    code, name, column = place
    found = table(budget, code)
    row = (row_named(found, name) if name else next(iter(found.rows), None)) if found else None
    if found is None or row is None:
        return None
    title = f"{found.title}“{name}”{column}" if name else f"{found.title}{column}"
    return title, row, cell(row, column)
