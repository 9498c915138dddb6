"""Cost rows: totals and unit costs told apart, unit costs paired with their quantities."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.money import SCALES, convert
from jixiao.quantity import Bound
from jixiao.targets import Indicator, TargetTable

COST, QUANTITY = ("成本指标", "经济成本指标"), "数量指标"
_UNIT_COST_NAME = re.compile(r"每[\u4e00-\u9fff]|单价|人均|标准|均次|次均")
_SHORTEST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost row in yuan: a total, or a price for each of something."""

    indicator: Indicator
    place: str
    yuan: Decimal
    per_unit: bool
    quantity: Indicator | None

    @property
    def total(self) -> Decimal | None:
        """What the row comes to; None for a unit cost whose quantity is not known."""
        if not self.per_unit:
            return self.yuan
        if self.quantity is None or self.quantity.target.number is None:
            return None
        scaled = self.quantity.target.in_base_units()
        return self.yuan * (scaled[0] if scaled else self.quantity.target.number)

    @property
    def exact(self) -> bool:
        """Say whether the row states just this amount, neither a ceiling nor a floor."""
        rows = [self.indicator, *([self.quantity] if self.per_unit and self.quantity else [])]
        return all(row.target.bound is Bound.EXACTLY for row in rows)


def costs(table: TargetTable) -> list[Cost]:
    """Give the cost rows that state money, each unit cost with its quantity row if one fits."""
    quantities = [row for row in table.indicators if row.aspect == QUANTITY and row.target.number]
    found = []
    for index, row in enumerate(table.indicators):
        money = row.aspect in COST and row.target.number is not None and row.target.unit
        unit, _, per = str(row.target.unit).partition("/")
        if not money or unit not in SCALES or row.target.number is None:
            continue
        yuan = convert(row.target.number, unit, "元")
        per_unit = bool(per or _UNIT_COST_NAME.search(row.name))
        partner = pair(row, quantities) if per_unit else None
        found.append(Cost(row, f"indicators[{index}].target", yuan, per_unit, partner))
    return found


def pair(row: Indicator, others: list[Indicator]) -> Indicator | None:
    """Find the row that speaks of the same item: the same name, else the longest shared words."""
    best: tuple[int, Indicator] | None = None
    for other in others:
        if chinese.key(row.name) == chinese.key(other.name):
            return other
        shared = _shared(chinese.key(row.name), chinese.key(other.name))
        if shared >= _SHORTEST_SHARED and (best is None or shared > best[0]):
            best = shared, other
    return best[1] if best else None


def _shared(one: str, other: str) -> int:
    """Count the characters of the longest run that both texts hold."""
    longest = 0
    for start in range(len(one)):
        while one[start : start + longest + 1] in other and start + longest < len(one):
            longest += 1
    return longest
