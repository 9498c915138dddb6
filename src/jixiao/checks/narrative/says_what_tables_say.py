"""情况说明的数与表不符。"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.budgets import Budget, BudgetRow, BudgetTable, layouts, number_of
from jixiao.checks import Dossier, check
from jixiao.checks.amounts import slipped
from jixiao.checks.budget_cells import (
    cell,
    is_inferred,
    plain_name,
    table,
    where_printed,
)
from jixiao.checks.statements import CarriedOut
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert


@check(
    code="NA01",
    title="情况说明的数与表不符",
    says="情况说明写“{concept}”{stated}{unit}，{title}是{table_says}{of_table}",
    suggests="核对情况说明和表，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N01",
)
def says_what_tables_say(dossier: Dossier) -> Iterator[Breach]:
    """元 for 万元 is found by a check of its own."""
    budget, _ = dossier.narrative()
    for index, figure in enumerate(budget.figures):
        stated = number_of(figure.amount)
        place = where_printed(budget, figure)
        if figure.direction or stated is None or place is None:
            continue
        printed_table, row, column = place
        printed = cell(row, column)
        if figure.unit != printed_table.money_unit or printed == stated:
            continue
        if printed is None and is_inferred(printed_table):
            continue
        if not (printed and slipped(printed, stated)):
            yield Breach(
                (figure.evidence, row.evidence),
                f"budget.figures[{index}]",
                _severity(printed, stated),
                concept=figure.concept,
                stated=stated,
                unit=figure.unit,
                title=f"{printed_table.title}“{row.subject_name}”{column}",
                table_says="空白的" if printed is None else printed,
                of_table="" if printed is None else printed_table.money_unit,
            )
    yield from _items_spent(budget, dossier.carried_out)


def _severity(printed: Decimal | None, stated: Decimal) -> Severity | None:
    """A hundredth apart is rounding and told as advice."""
    if printed is not None and abs(printed - stated) <= _HUNDREDTH:
        return Severity.ADVICE
    return None


_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Spent:
    """What a row prints as the spending of an item, in its table's unit and in yuan."""

    table: BudgetTable
    row: BudgetRow
    column: str
    amount: Decimal
    yuan: Decimal


def _items_spent(budget: Budget, statements: Iterable[CarriedOut]) -> Iterator[Breach]:
    """The spending of single items that no row of their name prints."""
    for statement in statements:
        rows = list(_rows_of_item(budget, statement.item))
        if not rows or any(row.yuan == statement.spent for row in rows):
            continue
        nearest = min(rows, key=lambda row: abs(row.yuan - statement.spent))
        unit = str(nearest.table.money_unit)
        stated = convert(statement.spent, "元", unit)
        yield Breach(
            (statement.evidence, nearest.row.evidence),
            "budget.figures",
            _severity(nearest.amount, stated),
            concept=f"{statement.item}支出决算",
            stated=stated,
            unit=unit,
            title=f"{nearest.table.title}“{nearest.row.subject_name}”{nearest.column}",
            table_says=nearest.amount,
            of_table=unit,
        )


def _rows_of_item(budget: Budget, item: str | None) -> Iterator[_Spent]:
    """The rows that print what was spent for an item; items of several subjects share names."""
    for stated in layouts()[budget.layout].stated:
        for code, column in stated.items:
            printed = table(budget, code)
            if printed is None or printed.money_unit not in SCALES:
                continue
            for row in printed.rows:
                amount = cell(row, column)
                if plain_name(row) == item and amount is not None:
                    yuan = convert(amount, printed.money_unit, "元")
                    yield _Spent(printed, row, column, amount, yuan)
