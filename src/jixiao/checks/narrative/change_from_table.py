"""情况说明的增减与表不符。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, number_of
from jixiao.checks import check
from jixiao.checks.ledger import cell, plain_name, table
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
