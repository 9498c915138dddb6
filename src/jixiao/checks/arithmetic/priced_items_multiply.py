"""目标文字里的单价乘数量不等于合计。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import Product, priced_items
from jixiao.checks.costs import costs
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR04",
    title="目标文字里的单价乘数量不等于合计",
    says="“{printed}”：{factors} 应为 {computed} 元，写作 {stated} 元，相差 {gap} 元",
    suggests="核对数量、单价和合计，改正写错的一处；成本指标里的同一金额一并改正",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G08",
)
def priced_items_multiply(table: TargetTable) -> Iterator[Breach]:
    """One finding for an item, wherever the same words or the same wrong total stand."""
    wrong: dict[str, tuple[Product, list[str]]] = {}
    for place, text in objective_texts(table):
        for item in priced_items(text):
            if item.computed != item.stated:
                _, places = wrong.setdefault(item.printed, (item, []))
                places.append(place)
    for item, places in wrong.values():
        same_total = [
            cost.indicator for cost in costs(table) if cost.yuan == item.stated
        ]
        yield Breach(
            [
                *(table.evidence.get(place) for place in places),
                *(indicator.evidence for indicator in same_total),
            ],
            places[0],
            printed=item.printed,
            factors=" × ".join(
                format(factor.normalize(), "f") for factor in item.factors
            ),
            computed=item.computed,
            stated=item.stated,
            gap=abs(item.computed - item.stated),
        )
