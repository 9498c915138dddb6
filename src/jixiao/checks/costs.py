"""Cost rows: totals and unit costs told apart, unit costs paired with their quantities."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.cell_path import CellPath
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
    place: CellPath
    yuan: Decimal
    per_unit: bool
    quantity: Indicator | None

    @property
    def total(self) -> Decimal | None:
        """What the row comes to; None for a unit cost whose quantity is not known."""
        if not self.per_unit:
            return self.yuan
        count = self.quantity.target.in_base_units() if self.quantity else None
        return self.yuan * count[0] if count else None

    @property
    def exact(self) -> bool:
        """Whether the row states just this amount, neither a ceiling nor a floor."""
        targets = [self.indicator.target]
        if self.per_unit and self.quantity:
            targets.append(self.quantity.target)
        return all(target.bound is Bound.EXACTLY for target in targets)

    @property
    def term(self) -> str:
        """The row as a term of a sum, as printed: 万元 of a total, price × quantity."""
        price = self.indicator.target.text
        if self.per_unit and self.quantity:
            return f"{price} × {self.quantity.target.text}"
        return price


def costs(table: TargetTable) -> list[Cost]:
    """The cost rows that state money, each unit cost with its quantity row if one fits."""
    quantities = [
        row for row in table.indicators if row.aspect == QUANTITY and row.target.number
    ]
    priced: list[Cost] = []
    for index, row in enumerate(table.indicators):
        number = row.target.number
        unit, _, per = str(row.target.unit).partition("/")
        if row.aspect not in COST or number is None or unit not in SCALES:
            continue
        per_unit = bool(per or _UNIT_COST_NAME.search(row.name))
        cost = Cost(
            indicator=row,
            place=CellPath.in_row(index, "target"),
            yuan=convert(number, unit, "元"),
            per_unit=per_unit,
            quantity=pair(row, quantities) if per_unit else None,
        )
        priced.append(cost)
    return priced


def pair(row: Indicator, others: list[Indicator]) -> Indicator | None:
    """The row that speaks of the same thing: of the same name, else of the longest shared words."""
    name = chinese.key(row.name)
    best, longest = None, _SHORTEST_SHARED - 1
    for other in others:
        other_name = chinese.key(other.name)
        if name == other_name:
            return other
        shared = _longest_shared_run(name, other_name)
        if shared > longest:
            best, longest = other, shared
    return best


def _longest_shared_run(left: str, right: str) -> int:
    """How many characters the longest run has that both texts hold."""
    longest = 0
    for start in range(len(left)):
        while (
            start + longest < len(left) and left[start : start + longest + 1] in right
        ):
            longest += 1
    return longest
