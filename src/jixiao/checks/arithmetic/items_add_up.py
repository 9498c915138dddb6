"""目标文字里的分项之和不等于合计。"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jixiao.checks import check
from jixiao.checks.amounts import in_unit
from jixiao.checks.itemised import itemised_totals
from jixiao.checks.objectives import objective_texts
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
    """One finding for a list, though both objectives print it."""
    unit = str(table.money_unit)
    shown = set()
    for place, text in objective_texts(table):
        for items, total, printed in itemised_totals(text):
            computed = sum(items, Decimal(0))
            if (computed, total) in shown or _some_come_to(items, total):
                continue
            shown.add((computed, total))
            yield Breach(
                table.evidence.get(place),
                place,
                printed=printed,
                computed=in_unit(computed, unit),
                gap=in_unit(abs(computed - total), unit),
                unit=unit,
            )


_MOST_ITEMS = 14
"""Of more items not every choice is tried: there would be too many."""


def _some_come_to(items: list[Decimal], total: Decimal) -> bool:
    """Whether all items, or some of them, come to the total: 其中 items are counted once."""
    if sum(items, Decimal(0)) == total:
        return True
    if len(items) > _MOST_ITEMS:
        return False
    for size in range(2, len(items)):
        sums = (sum(chosen, Decimal(0)) for chosen in combinations(items, size))
        if total in sums:
            return True
    return False
