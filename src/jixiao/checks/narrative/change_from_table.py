"""情况说明的增减与表不符。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, Figure, number_of
from jixiao.checks import check
from jixiao.checks.budget_cells import cell, plain_name, row_named, table
from jixiao.findings import Breach, Severity


@check(
    code="NA04",
    title="情况说明的增减与表不符",
    says="情况说明写“{item}”比上年{direction} {stated}{unit}，表中本年 {now}、上年 {then}，应{right} {computed}{unit}",
    suggests="核对上年数的口径，按表改正增减额和百分比",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N04 N05",
)
def change_from_table(budget: Budget) -> Iterator[Breach]:
    found = table(budget, "T2")
    rows = {plain_name(row): row for row in found.rows} if found else {}
    for index, figure in enumerate(budget.figures):
        row = rows.get(figure.of or "")
        if figure.of in ("基本支出", "项目支出") and figure.unit != "%":
            yield from _of_the_total(budget, figure, index)
        stated = number_of(figure.amount)
        if not figure.direction or figure.unit == "%" or row is None or stated is None:
            continue
        now, then = cell(row, "合计"), cell(row, "上年执行数")
        if now is None or then is None:
            continue
        grew = figure.direction in ("增加", "增长", "上升", "提高")
        if abs(now - then) != stated or (now > then) != grew:
            yield Breach(
                (figure.evidence, row.evidence),
                f"budget.figures[{index}]",
                item=figure.of,
                direction=figure.direction,
                stated=stated,
                unit=figure.unit,
                now=now,
                then=then,
                right="增加" if now > then else "减少",
                computed=abs(now - then),
            )


def _of_the_total(budget: Budget, figure: Figure, index: int) -> Iterator[Breach]:
    """A part that states the change of the whole table."""
    found = table(budget, "T2")
    total = row_named(found, "总计") if found else None
    now, then = (cell(total, name) if total else None for name in ("合计", "上年执行数"))
    part = cell(total, str(figure.of)) if total else None
    if total and now is not None and then is not None and part != now:
        stated = number_of(figure.amount)
        if stated and stated == abs(now - then):
            yield Breach(
                (figure.evidence, total.evidence),
                f"budget.figures[{index}]",
                item=figure.of,
                direction=figure.direction,
                stated=stated,
                unit=figure.unit,
                now=f"支出总计 {now}",
                then=then,
                right="按自己的上年数算，这是总计",
                computed=f"{'增加' if now > then else '减少'} {abs(now - then)}",
            )
