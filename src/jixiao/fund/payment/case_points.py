"""Cases priced in points: what the group gives, the hospital's coefficient, the cost's deviation."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from jixiao.errors import JixiaoError
from jixiao.fund.benefits.compiled import compiled
from jixiao.fund.parameters import Terms
from jixiao.fund.payment import deviation

Array = npt.NDArray[Any]
KEYS = (
    "dip.deviation_rule",
    "dip.low",
    "dip.low_boundary",
    "dip.high",
    "dip.extreme",
    "dip.ungrouped_share",
)
"""The parameters that price a case."""
_MOST_POINTS, _MOST_FACTOR, _MOST_COST = 10**9, 10**5, 10**11
"""100 000 points, a factor of 10, a billion yuan: beyond them numbers would not stay exact."""
_LEAST_POINT_VALUE, _MOST_POINT_VALUE = 10**4, 10**10
FEW = 200
"""Up to so many cases are priced as they stand: compiling, or loading it, takes longer."""


class Deviation(IntEnum):
    """What a case is by its cost against its payment standard."""

    NORMAL = deviation.NORMAL
    LOW = deviation.LOW
    HIGH = deviation.HIGH
    UNPRICED_HIGH = deviation.UNPRICED_HIGH
    EXTREME = deviation.EXTREME
    UNGROUPED = deviation.UNGROUPED

    @property
    def word(self) -> str:
        """What officials call it."""
        return _WORDS[self]


_WORDS = {
    Deviation.NORMAL: "正常",
    Deviation.LOW: "费用过低",
    Deviation.HIGH: "费用过高",
    Deviation.UNPRICED_HIGH: "费用超高，规范没有公式，按 1 倍计，待特例单议",
    Deviation.EXTREME: "费用极端，规范没有公式，按 1 倍计，待专家审核",
    Deviation.UNGROUPED: "没有入组",
}


@dataclass(frozen=True, slots=True)
class PricedCases:
    """`kinds` (Deviation) and `points` (millionths) of each case, in the order they were given."""

    kinds: Array
    points: Array

    @property
    def total(self) -> int:
        """All points, in millionths."""
        return int(self.points.sum())


def rule_of(terms: Terms) -> list[int]:
    """Write what the terms say of deviating costs as the row that `deviation` reads."""
    rule = [0] * deviation.RULE_WIDTH
    rule[deviation.LOW_LINE] = _hundredths(terms, "dip.low")
    rule[deviation.LOW_LINE_COUNTS] = int(terms.choice("dip.low_boundary") == "算")
    rule[deviation.HIGH_LINE] = _hundredths(terms, "dip.high")
    rule[deviation.HIGH_IS_PRICED] = int(terms.choice("dip.deviation_rule") == "1.0")
    rule[deviation.EXTREME_LINE] = _hundredths(terms, "dip.extreme")
    if "dip.ungrouped_share" in terms:
        share = terms.factor("dip.ungrouped_share") * deviation.TENTHS
        rule[deviation.UNGROUPED_SHARE] = _whole(share, "dip.ungrouped_share", "四")
    return rule


def _hundredths(terms: Terms, key: str) -> int:
    return _whole(terms.factor(key) * deviation.HUNDREDTHS, key, "两")


def _whole(number: Fraction, key: str, digits: str) -> int:
    if number.denominator != 1:
        message = f"参数 {key} 最多写{digits}位小数。请改正。"
        raise JixiaoError(message)
    return int(number)


def price_cases(
    terms: Terms,
    point_value: int,
    points: Array | Sequence[int],
    coefficients: Array | Sequence[int],
    auxiliary: Array | Sequence[int],
    costs: Array | Sequence[int],
) -> PricedCases:
    """Price cases by the terms of a day.

    `points` of the groups (0: no group), `coefficients` and `auxiliary` factors are whole
    ten-thousandths, `costs` fen, `point_value` the budget's, in millionths of a yuan.

    Raises:
        JixiaoError: a number is below 0 or so large that it would not stay exact.
    """
    columns = [
        np.ascontiguousarray(column, dtype=np.int64)
        for column in (points, coefficients, auxiliary, costs)
    ]
    _refuse_large(columns, point_value)
    kinds = np.zeros(len(columns[0]), np.int64)
    priced = np.zeros(len(columns[0]), np.int64)
    if len(kinds) <= FEW:
        _price_few(columns, point_value, rule_of(terms), kinds, priced)
        return PricedCases(kinds, priced)
    rule = np.array(rule_of(terms), np.int64)
    compiled(deviation)["price"](*columns, point_value, rule, kinds, priced)
    return PricedCases(kinds, priced)


def _price_few(
    columns: Sequence[Array],
    point_value: int,
    rule: list[int],
    kinds: Array,
    priced: Array,
) -> None:
    """Price as it stands, with Python's own whole numbers."""
    points, coefficients, auxiliary, costs = (column.tolist() for column in columns)
    of_kind, of_points = kinds.tolist(), priced.tolist()
    deviation.price(
        points, coefficients, auxiliary, costs, point_value, rule, of_kind, of_points
    )
    kinds[:], priced[:] = of_kind, of_points


def _refuse_large(columns: Sequence[Array], point_value: int) -> None:
    if not _LEAST_POINT_VALUE <= point_value < _MOST_POINT_VALUE:
        message = "点值应在 0.01 元到 10,000 元之间。请检查点值。"
        raise JixiaoError(message)
    most = (_MOST_POINTS, _MOST_FACTOR, _MOST_FACTOR, _MOST_COST)
    titles = ("病种分值", "机构系数", "辅助系数", "费用")
    for column, limit, title in zip(columns, most, titles, strict=True):
        if len(column) and not (column.min() >= 0 and column.max() < limit):
            message = f"有病例的{title}小于 0，或大得不像真的。请检查后再算。"
            raise JixiaoError(message)
