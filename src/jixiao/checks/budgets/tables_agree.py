"""两张表的同一数不一致。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.budgets import Budget, BudgetRow, BudgetTable, layouts
from jixiao.checks import check
from jixiao.checks.budget_cells import (
    NOTHING,
    cell,
    grand_total,
    in_coarser_unit,
    plain_name,
    row_named,
    sum_cells,
    table,
)
from jixiao.findings import Breach, Severity


@check(
    code="BU07",
    title="两张表的同一数不一致",
    says="{first} {left}{unit}，{second} {right}{unit}，相差 {gap}{unit}",
    suggests="核对两张表，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B09 B10 B11",
)
def tables_agree(budget: Budget) -> Iterator[Breach]:
    pairs = [
        *_classes(budget),
        *_places_of_layout(budget),
        *_subjects_of_layout(budget),
    ]
    for left, right, severity in pairs:
        if left.amount is None or right.amount is None:
            continue
        first, second, unit = in_coarser_unit(
            left.amount, left.unit, right.amount, right.unit
        )
        if first != second:
            is_rounded = _ROUNDED_ALIKE in (first % 1, second % 1) and round(
                first
            ) == round(second)
            yield Breach(
                (left.row.evidence, right.row.evidence),
                "budget.tables",
                Severity.ADVICE if is_rounded else severity,
                first=left.name,
                left=first,
                second=right.name,
                right=second,
                gap=abs(first - second),
                unit="" if left.unit == right.unit else unit,
            )


_ROUNDED_ALIKE = 0
"""What is left of an amount that was rounded to the whole."""


class _PrintedCell(NamedTuple):
    """A cell under the name that the message calls it by; without an amount it is blank."""

    name: str
    row: BudgetRow
    amount: Decimal | None
    unit: str


_Pairs = Iterator[tuple[_PrintedCell, _PrintedCell, Severity | None]]
"""Two cells that print the same, and how grave a difference is where not as the check says."""


_CLASSES = (("T1", "一般公共预算财政拨款支出", "T2"), ("T6", "预算数", "T8"))
"""Tables of income and expenditure, a column of theirs, and the table by subject of that money."""


def _classes(budget: Budget) -> _Pairs:
    """A class (类) of expenditure in a table of income and expenditure, and in its own table."""
    for code, column, code_by_subject in _CLASSES:
        overview, expenditure = table(budget, code), table(budget, code_by_subject)
        if overview and expenditure:
            yield from _classes_of(overview, column, expenditure)


def _classes_of(overview: BudgetTable, column: str, expenditure: BudgetTable) -> _Pairs:
    classes = {plain_name(row): row for row in expenditure.rows if row.level == 1}
    for row in overview.rows:
        name = plain_name(row)
        same = classes.get(name)
        if row.side == "支出" and same:
            left = _PrintedCell(
                f"{overview.title}“{name}”", row, cell(row, column), overview.money_unit
            )
            right = _PrintedCell(
                f"{expenditure.title}同一科目",
                same,
                cell(same, "合计"),
                expenditure.money_unit,
            )
            yield left, right, None


def _places_of_layout(budget: Budget) -> _Pairs:
    """The cells that a layout declares to be the same."""
    for first, second in layouts()[budget.layout].same:
        left, right = _cell_at(budget, first), _cell_at(budget, second)
        if left and right:
            yield left, right, None


def _subjects_of_layout(budget: Budget) -> _Pairs:
    """The functional and the economic subject that a layout declares to hold the same money."""
    expenditure, base = table(budget, "T2"), table(budget, "T3")
    if expenditure is None or base is None:
        return
    by_code = {row.subject_code: row for row in (*expenditure.rows, *base.rows)}
    supplements = layouts()[budget.layout].supplements
    functions: dict[str, list[BudgetRow]] = {}
    for function, economic in layouts()[budget.layout].pairs.items():
        if function in by_code:
            functions.setdefault(economic, []).append(by_code[function])
    for economic, rows in functions.items():
        same = by_code.get(economic)
        left = _sum_of(rows, expenditure)
        if (
            same
            and left
            and not _is_with_supplement(
                left, same, by_code.get(supplements.get(economic))
            )
        ):
            name = f"{base.title}{economic} {same.subject_name}"
            right = _PrintedCell(name, same, cell(same, "合计"), base.money_unit)
            yield left, right, Severity.WARNING


def _is_with_supplement(
    left: _PrintedCell, same: BudgetRow, supplement: BudgetRow | None
) -> bool:
    """Whether the function's money is that of the economic subject and of its supplement."""
    if supplement is None:
        return False
    return left.amount == sum_cells((same, supplement), "合计")


def _sum_of(rows: list[BudgetRow], expenditure: BudgetTable) -> _PrintedCell | None:
    """The base expenditure of subjects that one economic subject pays for together."""
    amounts = [amount for row in rows if (amount := cell(row, "基本支出")) is not None]
    if not amounts:
        return None
    names = "、".join(f"{row.subject_code} {row.subject_name}" for row in rows)
    together = "合计" if len(rows) > 1 else ""
    return _PrintedCell(
        f"{expenditure.title}{names}{together}",
        rows[0],
        sum(amounts, NOTHING),
        expenditure.money_unit,
    )


def _cell_at(budget: Budget, place: tuple[str, str, str]) -> _PrintedCell | None:
    """A cell by its table, row and column; without a row's name that of the only row."""
    code, name, column = place
    printed = table(budget, code)
    row = _row_at(printed, name) if printed else None
    if printed is None or row is None or (not name and _holds_carried_over(printed)):
        return None
    title = f"{printed.title}“{name}”{column}" if name else f"{printed.title}{column}"
    return _PrintedCell(title, row, cell(row, column), printed.money_unit)


def _row_at(printed: BudgetTable, name: str) -> BudgetRow | None:
    if name:
        return row_named(printed, name)
    return printed.rows[0] if len(printed.rows) == 1 else grand_total(printed)


def _holds_carried_over(printed: BudgetTable) -> bool:
    """Whether a table's total holds last year's money too, which others print apart."""
    return any("结转" in column or "结余" in column for column in printed.columns)
