"""情况说明的分项之和不等于总数。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, Figure, number_of
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING, cell, plain_name, table
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
    for whole in ("人员经费", "公用经费"):
        heads = [f for f in budget.figures if f.concept == whole and not f.direction]
        parts = [f for f in budget.figures if f.of == whole and not f.direction and f.unit != "%"]
        stated = number_of(heads[0].amount) if heads else None
        computed = sum((number_of(f.amount) or NOTHING for f in parts), NOTHING)
        if stated is not None and len(parts) > 1 and computed != stated:
            yield Breach(
                [f.evidence for f in (heads[0], *parts)],
                "budget.figures",
                Severity.ADVICE if stated - computed > stated * nearly else None,
                whole=whole,
                stated=stated,
                count=len(parts),
                computed=computed,
                gap=abs(computed - stated),
                unit=heads[0].unit,
                hint=_hint(budget, parts, computed - stated),
            )


def _hint(budget: Budget, parts: list[Figure], gap: Decimal) -> str:
    """Name the one item that no row of the table bears, and what the rows left over come to."""
    found = table(budget, "T3")
    if found is None:
        return ""
    names = {f.concept for f in parts}
    strange = [f for f in parts if f.concept not in {plain_name(row) for row in found.rows}]
    codes = {str(row.subject_code)[:_CLASS] for row in found.rows if plain_name(row) in names}
    left = [
        cell(row, "合计") or NOTHING
        for row in found.rows
        if len(str(row.subject_code)) > _CLASS
        and str(row.subject_code)[:_CLASS] in codes
        and plain_name(row) not in names
    ]
    rest = sum(left, NOTHING)
    if len(strange) == 1 and left and (number_of(strange[0].amount) or NOTHING) - gap == rest:
        return f"；“{strange[0].concept}” {strange[0].amount}，表中其余各项合计 {rest}"
    return ""


_CLASS = 3
