"""情况说明的分项之和不等于总数。"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jixiao.budgets import Budget, BudgetRow, BudgetTable, Figure, number_of
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING, plain_name, sum_cells, table
from jixiao.findings import Breach, Severity


@check(
    code="NA02",
    title="情况说明的分项之和不等于总数",
    says="“{whole}” {stated}{unit}，所列 {count} 项之和 {computed}{unit}，相差 {gap}{unit}{hint}",
    suggests="核对各分项，改正写错的一项",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N02",
)
def parts_make_whole(budget: Budget, *, nearly: Decimal) -> Iterator[Breach]:
    """Items that come to `nearly` less than the whole may be a list of the main ones only."""
    for whole in ("人员经费", "公用经费"):
        head, parts = _head_and_parts(budget, whole)
        stated = number_of(head.amount) if head else None
        if head is None or stated is None:
            continue
        computed = _sum(parts)
        if len(parts) > 1 and computed != stated:
            yield Breach(
                [figure.evidence for figure in (head, *parts)],
                "budget.figures",
                Severity.ADVICE if stated - computed > stated * nearly else None,
                whole=whole,
                stated=stated,
                count=len(parts),
                computed=computed,
                gap=abs(computed - stated),
                unit=head.unit,
                hint=_hint(table(budget, "T3"), parts, computed - stated),
            )


def _head_and_parts(budget: Budget, whole: str) -> tuple[Figure | None, list[Figure]]:
    """The first figure of a whole and the amounts of its parts; changes are left out."""
    stated = [figure for figure in budget.figures if not figure.direction]
    head = next((figure for figure in stated if figure.concept == whole), None)
    return head, [
        figure for figure in stated if figure.of == whole and figure.unit != "%"
    ]


def _sum(figures: Iterable[Figure]) -> Decimal:
    return sum((number_of(figure.amount) or NOTHING for figure in figures), NOTHING)


def _hint(base: BudgetTable | None, parts: list[Figure], gap: Decimal) -> str:
    """Name the only item that no row of the table bears, and what the rows left over come to."""
    if base is None:
        return ""
    names = {plain_name(row) for row in base.rows}
    strange = [part for part in parts if part.concept not in names]
    left_over = _rows_left_over(base, {part.concept for part in parts})
    if len(strange) != 1 or not left_over:
        return ""
    rest = sum_cells(left_over, "合计")
    if _sum(strange) - gap != rest:
        return ""
    return f"；“{strange[0].concept}” {strange[0].amount}，表中其余各项合计 {rest}"


def _rows_left_over(base: BudgetTable, names: set[str]) -> list[BudgetRow]:
    """The rows of the same classes (类) that no part names."""
    classes = {_class_of(row) for row in base.rows if plain_name(row) in names}
    return [
        row
        for row in base.rows
        if len(str(row.subject_code)) > _CLASS
        and _class_of(row) in classes
        and plain_name(row) not in names
    ]


_CLASS = 3
"""How many digits the code of a class has."""


def _class_of(row: BudgetRow) -> str:
    return str(row.subject_code)[:_CLASS]
