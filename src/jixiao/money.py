"""Exact amounts of money in 元, 万元 and 亿元."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Self

FEN = Decimal("0.01")
SCALES = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
"""How many yuan one of each unit is."""


def round_to_fen(yuan: Decimal) -> Decimal:
    """Round half up to the fen: the only rounding of money in the package."""
    return yuan.quantize(FEN, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of yuan, exact to the fen."""

    yuan: Decimal

    @classmethod
    def of(cls, number: Decimal | str | int, unit: str = "元") -> Self:
        """Read 278 万元 as 2,780,000.00 yuan.

        Raises:
            ValueError: `number` is not a finite decimal, or `unit` is no unit of money.
        """
        if unit not in SCALES:
            message = f"“{unit}”不是金额单位；可用 {'、'.join(SCALES)}。"
            raise ValueError(message)
        try:
            exact = Decimal(number)
        except InvalidOperation:
            exact = Decimal("NaN")
        if not exact.is_finite():
            message = f"“{number}”不是金额；请写成 12.50 这样的数。"
            raise ValueError(message)
        return cls(round_to_fen(exact * SCALES[unit]))

    def to(self, unit: str) -> Decimal:
        """Say the amount in `unit`, exactly."""
        return self.yuan / SCALES[unit]

    def __add__(self, other: Self) -> Self:
        return type(self)(self.yuan + other.yuan)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.yuan - other.yuan)

    def __neg__(self) -> Self:
        return type(self)(-self.yuan)

    def __str__(self) -> str:
        return f"{self.yuan:,.2f}元"


def convert(number: Decimal, unit: str, into: str) -> Decimal:
    """Say an amount printed in `unit` in the unit `into`, without rounding: 35 万元 → 350000 元."""
    return number if unit == into else number * SCALES[unit] / SCALES[into]


def from_fen(fen: int) -> Decimal:
    """Give whole fen as yuan: 727500 → 7275.00."""
    return Decimal(fen).scaleb(-2)


def in_yuan(fen: int) -> str:
    """Print whole fen as yuan: 727500 → 7,275.00."""
    return f"{from_fen(fen):,.2f}"
