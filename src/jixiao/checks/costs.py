"""Cost rows: totals and unit costs told apart, unit costs paired with their quantities."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks.likeness import bigrams, share
from jixiao.money import SCALES, convert
from jixiao.quantity import Bound
from jixiao.targets import Indicator, TargetTable

COST, QUANTITY = ("成本指标", "经济成本指标"), "数量指标"
_UNIT_COST_NAME = re.compile(
    r"每[\u4e00-\u9fff]|单(?:[价位条台套个件次辆人份家项亩户所座间])|人均|标准|均次|次均"
)
_EVERY_MONTH_OR_DAY = re.compile(r"每个?[月日天]|[/·*][月日天]")
_EACH = re.compile(r"每(?P<unit>[\u4e00-\u9fff])")
_SHORTEST_SHARED = 3
_FLOORS = (None, Bound.EXACTLY, Bound.AT_LEAST, Bound.ABOVE)
"""The bounds under which a value is at least its number."""


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
    def is_floor(self) -> bool:
        """Whether it comes to its total at the least: neither price nor count is a ceiling."""
        targets = [self.indicator.target]
        if self.per_unit and self.quantity:
            targets.append(self.quantity.target)
        return all(target.bound in _FLOORS for target in targets)

    @property
    def exact(self) -> bool:
        """Whether the row states just this amount, neither a ceiling nor a floor."""
        targets = [self.indicator.target]
        if self.per_unit and self.quantity:
            targets.append(self.quantity.target)
        return all(target.bound is Bound.EXACTLY for target in targets)

    @property
    def term(self) -> str:
        """The row as a term of a sum, as printed: price × quantity, a total behind its name."""
        price = self.indicator.target.text
        if self.per_unit and self.quantity:
            return f"{price} × {self.quantity.target.text}"
        return f"{self.indicator.name} {price}"


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
            quantity=quantity_of(row, per, quantities) if per_unit else None,
        )
        priced.append(cost)
    return priced


def quantity_of(
    row: Indicator, per: str, quantities: list[Indicator]
) -> Indicator | None:
    """The quantity that a unit cost is the price of.

    A count of the same name goes first. `per` is what follows the stroke of the price's unit:
    9500元/场 is the price of what counts 场. Of several such counts the likest name is taken, none
    where two are as like. A price of whose unit nothing is counted finds its quantity by its
    name; a price for each month or day has none, since a count alone does not come to its total.
    """
    if _EVERY_MONTH_OR_DAY.search(f"{row.name}/{per}"):
        return None
    name = chinese.key(row.name)
    for other in quantities:
        if chinese.key(other.name) == name:
            return other
    units = [
        per.split("/", maxsplit=1)[0],
        *(match["unit"] for match in _EACH.finditer(row.name)),
    ]
    for unit in filter(None, units):
        counted = [other for other in quantities if _counts(other, unit)]
        if len(counted) == 1:
            return counted[0]
        if counted:
            return _likest(row, counted)
    return pair(row, quantities)


def _counts(quantity: Indicator, unit: str) -> bool:
    """Whether a row counts in a unit: 场, 场次 and 万场 are all of 场."""
    value = quantity.target.in_base_units()
    return value is not None and value[1] in (unit, f"{unit}次")


def _likest(row: Indicator, others: list[Indicator]) -> Indicator | None:
    """The row whose name shares most with another's; None where two share as much."""
    name = bigrams(row.name)
    shares = [(share(bigrams(other.name), name), other) for other in others]
    most = max(shared for shared, _ in shares)
    likest = [other for shared, other in shares if shared == most]
    return likest[0] if len(likest) == 1 else None


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
