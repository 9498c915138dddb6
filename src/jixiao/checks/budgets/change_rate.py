"""增减百分比不对。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, number_of
from jixiao.checks import check
from jixiao.checks.ledger import cell, table
from jixiao.findings import Breach, Severity


@check(
    code="BU05",
    title="增减百分比不对",
    says="“{name}”增减 {change}、上年 {then}，应为 {computed}%，写作 {stated}{why}",
    suggests="按“增减额 ÷ 上年数”重算",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B06",
)
def change_rate(budget: Budget, *, tolerance: Decimal = Decimal("0.1")) -> Iterator[Breach]:
    found = table(budget, "T2")
    for row in found.rows if found else ():
        change, now, then = cell(row, "增减额"), cell(row, "合计"), cell(row, "上年执行数")
        rate = number_of(row.amounts.get("增减%", ""))
        if change is None or now is None or not then or rate is None:
            continue
        computed = (abs(change) / then * 100).quantize(Decimal("0.01"))
        if abs(abs(rate) - computed) <= tolerance:
            continue
        by_now = now and abs(abs(rate) - abs(change) / now * 100) <= tolerance
        yield Breach(
            row.evidence,
            "budget.tables.T2",
            name=row.subject_name,
            change=abs(change),
            then=then,
            computed=computed,
            stated=row.amounts["增减%"],
            why="（误用本年数作分母）" if by_now else "",
        )
