"""增减额不等于本年减上年。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget
from jixiao.checks import check
from jixiao.checks.ledger import cell, table
from jixiao.findings import Breach, Severity


@check(
    code="BU04",
    title="增减额不等于本年减上年",
    says="“{name}”本年 {now}、上年 {then}，增减额应为 {computed}，写作 {stated}",
    suggests="核对本年数、上年数和增减额",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B04",
)
def change_amount(budget: Budget, *, rounding: Decimal = Decimal("0.01")) -> Iterator[Breach]:
    found = table(budget, "T2")
    for row in found.rows if found else ():
        change, now, then = cell(row, "增减额"), cell(row, "合计"), cell(row, "上年执行数")
        if change is None or now is None or then is None:
            continue
        if abs(abs(change) - abs(now - then)) > rounding:
            yield Breach(
                row.evidence,
                "budget.tables.T2",
                name=row.subject_name,
                now=now,
                then=then,
                computed=now - then,
                stated=row.amounts["增减额"],
            )
