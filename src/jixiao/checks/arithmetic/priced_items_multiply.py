"""目标文字里的单价乘数量不等于合计。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import priced_items
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
    seen = set()
    for place in ("objective", "own_level_objective"):
        objective = getattr(table, place)
        for item in priced_items(objective.text) if objective else ():
            if item.computed == item.stated or item.printed in seen:
                continue
            seen.add(item.printed)
            yield Breach(
                table.evidence.get(place),
                place,
                printed=item.printed,
                factors=" × ".join(format(f.normalize(), "f") for f in item.factors),
                computed=item.computed,
                stated=item.stated,
                gap=abs(item.computed - item.stated),
            )
