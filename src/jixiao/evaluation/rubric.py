"""Rubrics: how points are given out and won, as data with their basis."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jixiao.errors import FaultyEntry
from jixiao.library import load_tables

FOLDER = Path(__file__).with_name("rubrics")
WHOLE = 100
Number = Decimal | int


class RubricHeading(Struct, frozen=True, forbid_unknown_fields=True):
    """What a rubric is called and where it comes from."""

    code: str
    title: str
    basis: str
    confirmed: bool
    extends: str = ""


class ExecutionPoints(Struct, frozen=True, forbid_unknown_fields=True):
    """Points for the budget's execution, which budget it is measured by, when it must be explained."""

    points: Number
    denominator: str
    explained: Number


class Scheme(Struct, frozen=True, forbid_unknown_fields=True):
    """Points of the first levels, for tables that have cost and satisfaction levels or have not."""

    cost: bool
    satisfaction: bool
    weights: Mapping[str, Number]


class Quantity(Struct, frozen=True, forbid_unknown_fields=True):
    """How numbers are read and scored."""

    bare: str
    zero: Number


class Over(Struct, frozen=True, forbid_unknown_fields=True):
    """How much above a target asks for a reason, and what a target set too low costs."""

    from_: Number = msgspec.field(name="from")
    slope: Number = 0
    floor: Number = 0


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """A band of words: shares of the points."""

    name: str
    from_: Number = msgspec.field(name="from")
    to: Number = 1

    def holds(self, share: Decimal) -> bool:
        """Whether a share of the points lies in the band; its lower end does."""
        below_end = share < self.to
        is_whole = self.to == 1 == share
        return self.from_ <= share and (below_end or is_whole)


class Satisfaction(Struct, frozen=True, forbid_unknown_fields=True):
    """Shares of the points by the lowest value, the highest first; none: like any number."""

    bands: tuple[tuple[Number, Number], ...]


class Rating(Struct, frozen=True, forbid_unknown_fields=True):
    """A rating by the lowest total."""

    name: str
    from_: Number = msgspec.field(name="from")


class Rubric(Struct, frozen=True, forbid_unknown_fields=True):
    """How a year is scored."""

    rubric: RubricHeading
    execution: ExecutionPoints
    schemes: tuple[Scheme, ...]
    quantity: Quantity
    over: Over
    bands: tuple[Band, ...]
    satisfaction: Satisfaction
    ratings: tuple[Rating, ...]

    def weights(self, *, cost: bool, satisfaction: bool) -> Mapping[str, Number]:
        """Return the points of the first levels of a table that has these levels, or has not."""
        for scheme in self.schemes:
            if (scheme.cost, scheme.satisfaction) == (cost, satisfaction):
                return scheme.weights
        for scheme in self.schemes:
            if scheme.satisfaction == satisfaction:
                return scheme.weights
        return {}

    def rating(self, total: Decimal) -> str:
        """Return the rating of a total."""
        return next(rating.name for rating in self.ratings if total >= rating.from_)

    def band(self, name: str) -> Band | None:
        """Return a band by its name; None where there is none."""
        return next((band for band in self.bands if band.name == name), None)


@cache
def rubrics(folder: Path | None = None) -> Mapping[str, Rubric]:
    """Read the rubrics of the package, and those of a bureau's folder, by their codes.

    Raises:
        FaultyEntry: a file says what rubrics do not know, or what cannot be.
    """
    tables = load_tables([FOLDER, folder] if folder else [FOLDER], "rubric")
    return {
        code: _rubric(code, table) for code, table in tables.items() if code != "base"
    }


def _rubric(code: str, table: dict[str, Any]) -> Rubric:
    try:
        rubric = msgspec.convert(table, Rubric, strict=False)
    except msgspec.ValidationError as error:
        message = (
            f"{code}.toml 不是能用的评分办法：{error}。可比照 mof_2020.toml 改正。"
        )
        raise FaultyEntry(message) from error
    for scheme in rubric.schemes:
        total = sum(scheme.weights.values()) + rubric.execution.points
        if scheme.weights and total != WHOLE:
            message = (
                f"{code}.toml 的权重与预算执行率合计 {total}，应为 {WHOLE}。请改正。"
            )
            raise FaultyEntry(message)
    lows = [rating.from_ for rating in rubric.ratings]
    if lows != sorted(lows, reverse=True) or not lows or lows[-1] > 0:
        message = f"{code}.toml 的 [[ratings]] 应从高到低，最后一级从 0 起。请改正。"
        raise FaultyEntry(message)
    return rubric
