"""平均花费与上年相差悬殊。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.costs import QUANTITY
from jixiao.findings import Breach, Severity
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
        for row in table.indicators:
            row_before = next(
                (r for r in before.indicators if _same_count(r, row)), None
            )
            now = _yuan_for_each(table, row)
            then = _yuan_for_each(before, row_before) if row_before else None
            if now is None or then is None or 1 / most <= now / then <= most:
                continue
            yield Breach(
                (row.evidence, table.evidence.get("funding.annual.total")),
                "indicators",
                project_name=table.project_name,
                name=row.name,
                unit=row.target.unit or "个",
                now=now.quantize(_CENT),
                before=then.quantize(_CENT),
                times=(now / then).quantize(_CENT),
            )
            break


_CENT = Decimal("0.01")


def _same_count(left: Indicator, right: Indicator) -> bool:
    same_unit = left.target.unit == right.target.unit
    return same_unit and chinese.key(left.name) == chinese.key(right.name)


def _yuan_for_each(table: TargetTable, row: Indicator) -> Decimal | None:
    """The year's money by a row's count; None where either is blank or zero, and for shares."""
    total = table.in_yuan(table.funding.annual.total)
    value = row.target.in_base_units() if row.aspect == QUANTITY else None
    if not total or value is None:
        return None
    count, unit = value
    return total / count if count and unit != "%" else None
