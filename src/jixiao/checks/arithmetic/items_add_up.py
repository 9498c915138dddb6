"""目标文字里的分项之和不等于合计。"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jixiao.checks import check
from jixiao.checks.amounts import in_unit
from jixiao.checks.itemised import itemised_totals
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR10",
    title="目标文字里的分项之和不等于合计",
    says="“{printed}”之前的各项相加得 {computed}{unit}，相差 {gap}{unit}",
    suggests="核对各分项和合计，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G07",
)
def items_add_up(table: TargetTable) -> Iterator[Breach]:
    unit = str(table.money_unit)
    seen = set()
    for place in ("objective", "own_level_objective"):
        objective = getattr(table, place)
        for items, total, printed in itemised_totals(objective.text) if objective else ():
            computed = sum(items, Decimal(0))
            if _some_sum_to(items, total) or (computed, total) in seen:
                continue
            seen.add((computed, total))
            yield Breach(
                table.evidence.get(place),
                place,
                printed=printed,
                computed=in_unit(computed, unit),
                gap=in_unit(abs(computed - total), unit),
                unit=unit,
            )


def _some_sum_to(items: list[Decimal], total: Decimal, most: int = 14) -> bool:
    """Say whether all items, or some of them, come to the total: 其中 items are counted once."""
    if sum(items, Decimal(0)) == total:
        return True
    sizes = range(2, len(items)) if len(items) <= most else ()
    return any(
        sum(chosen, Decimal(0)) == total for size in sizes for chosen in combinations(items, size)
    )
