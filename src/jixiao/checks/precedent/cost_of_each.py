"""平均花费与上年相差悬殊。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.costs import QUANTITY
from jixiao.findings import Breach, Severity
from jixiao.money import convert
from jixiao.targets import Indicator, TargetTable


@check(
    code="PR05",
    title="平均花费与上年相差悬殊",
    says="“{name}”平均每{unit} {now} 元，上年 {before} 元，是上年的 {times} 倍",
    suggests="核对数量和金额；标准变了的写明依据",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="C10",
)
def cost_of_each(dossier: Dossier, *, most: Decimal) -> Iterator[Breach]:
    """The year's money over what is counted, where the same thing was counted last year."""
    for table, before in dossier.with_last_year():
        money, then_money = _yuan(table), _yuan(before)
        for row in table.indicators if money and then_money else ():
            then = next((r for r in before.indicators if _named(r) == _named(row)), None)
            number, then_number = _count(row), _count(then) if then else None
            if not (number and then_number and money and then_money):
                continue
            now, last = money / number, then_money / then_number
            if not 1 / most <= now / last <= most:
                yield Breach(
                    (row.evidence, table.evidence.get("funding.annual.total")),
                    "indicators",
                    project_name=table.project_name,
                    name=row.name,
                    unit=row.target.unit or "个",
                    now=now.quantize(_CENT),
                    before=last.quantize(_CENT),
                    times=(now / last).quantize(_CENT),
                )
                break


_CENT = Decimal("0.01")


def _yuan(table: TargetTable) -> Decimal | None:
    total = table.funding.annual.total
    return convert(total, str(table.money_unit), "元") if total else None


def _named(row: Indicator) -> tuple[str, str | None]:
    return chinese.key(row.name), row.target.unit


def _count(row: Indicator) -> Decimal | None:
    value = row.target.in_base_units() if row.aspect == QUANTITY else None
    return value[0] if value and value[1] != "%" else None
