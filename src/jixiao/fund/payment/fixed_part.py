"""Which part of a case's points is paid at the budget's value, while the rest floats."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.case_points import Array
from jixiao.fund.payment.year_cases import TENTHS, YearCases

SEVERE, RIGID = "重症固定", "刚性固定"
"""The two forms of point values that fix a part: severe cases, or rigid costs."""
KEYS = ("dip.severe_types", "dip.rigid_charges")
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class CostStructure:
    """What a group's cases of the history cost by their lines, in fen: altogether, drugs, materials."""

    cost: int
    drugs: int
    materials: int

    def share_of(self, charges: tuple[str, ...]) -> Fraction:
        """Return which part of the cost charges of some names are; 0 where nothing was charged."""
        named = {"药品费": self.drugs, "卫生材料费": self.materials}
        return Fraction(sum(named[name] for name in charges), self.cost or 1)


def fixed_points(
    cases: YearCases,
    structure: Mapping[str, CostStructure],
    terms: Terms,
    points: Array,
) -> Array:
    """Return the part of each case's points, in millionths, that is paid at the budget's value."""
    match terms.choice("dip.point_value_form"):
        case "重症固定":
            return np.where(_severe(cases, terms), points, 0)
        case "刚性固定":
            shares = _rigid(cases, structure, terms)
            return (2 * points * shares + TENTHS) // (2 * TENTHS)
    return np.zeros(len(points), np.int64)


def _severe(cases: YearCases, terms: Terms) -> Array:
    """Flag the cases of a type that is severe, whether or not their group is adjusted by it."""
    severe = set(terms.names("dip.severe_types"))
    marked = cases.marked if cases.marked is not None else [""] * len(cases)
    is_severe = {
        text: not severe.isdisjoint(text.split(_SEPARATOR)) for text in set(marked)
    }
    return np.array([is_severe[text] for text in marked], dtype=bool)


def _rigid(
    cases: YearCases, structure: Mapping[str, CostStructure], terms: Terms
) -> Array:
    """Return the part of each case's points that its group's rigid costs are, in ten-thousandths."""
    charges = terms.names("dip.rigid_charges")
    nothing = CostStructure(0, 0, 0)
    of_group = [
        rounded(structure.get(code, nothing).share_of(charges) * TENTHS)
        for code in cases.group_codes
    ]
    return np.array([*of_group, 0], np.int64)[cases.groups]


def doubts_of(
    cases: YearCases, structure: Mapping[str, CostStructure], terms: Terms
) -> list[str]:
    """Say which cases cannot be told apart for want of types or of fee lines."""
    form = terms.choice("dip.point_value_form")
    if form == SEVERE and cases.marked is None:
        return ["没有辅助分型（旧版本留下的入组），分不出重症，全部按浮动点值算。"]
    missing = [code for code in cases.group_codes if code not in structure]
    if form == RIGID and missing:
        return [
            f"{len(missing)} 个病种没有费用明细，分不出刚性费用，全部按浮动点值算：{'、'.join(missing[:10])}。"
        ]
    return []
