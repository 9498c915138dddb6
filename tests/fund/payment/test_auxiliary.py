from fractions import Fraction
from statistics import mean, pstdev

import numpy as np
import pyarrow as pa
import pytest

from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.auxiliary import (
    AuxiliaryType,
    TypedHistory,
    auxiliary_types,
    chosen_types,
)
from tests.fund.payment.terms import terms

Row = tuple[str, int, str, int]
EASY = terms(dip_auxiliary_cases=3, dip_auxiliary_typed=1, dip_auxiliary_cv="0.1")


def judged(rows: list[Row], by=EASY) -> dict[tuple[str, str], AuxiliaryType]:
    groups, years, types, costs = zip(*rows, strict=True)
    history = TypedHistory(
        pa.array(groups), np.array(years), pa.array(types), np.array(costs)
    )
    return {(t.group, t.type): t for t in auxiliary_types(history, [2024, 2025, 2026], by)}  # fmt: skip


def by_hand(rows: list[Row], group: str, kind: str) -> tuple[int, int, int, int]:
    """Return cv before, cv after, trigger and adjustment, one case after another."""
    of_group = [row for row in rows if row[0] == group]
    typed = [row for row in of_group if kind in row[2].split("|")]
    rest = [row for row in of_group if row not in typed]
    last, last_typed, last_rest = (
        [row[3] for row in part if row[1] == 2026] for part in (of_group, typed, rest)
    )

    def cv(costs: list[int]) -> float:
        return pstdev(costs) / mean(costs) if costs else 0

    def weighted(part: list[Row]) -> Fraction:
        means = []
        for year, weight in ((2024, 1), (2025, 2), (2026, 7)):
            costs = [row[3] for row in part if row[1] == year]
            if costs:
                means.append((weight, Fraction(sum(costs), len(costs))))
        return sum(w * m for w, m in means) / sum(w for w, _ in means)

    after = (
        len(last_typed) * cv(last_typed) + len(last_rest) * cv(last_rest)
    ) / len(last)  # fmt: skip
    return (
        round(cv(last) * 10_000), round(after * 10_000), round(mean(last_typed) / mean(last) * 10_000),
        rounded(weighted(typed) / weighted(of_group) * 10_000),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_types_are_judged_as_by_hand(seed: int):
    rng = np.random.default_rng(seed)
    rows = [
        (f"G{rng.integers(2)}", int(rng.integers(2024, 2027)),
         "|".join(["重度"] * int(rng.random() < 0.4) + ["CCI1-2"] * int(rng.random() < 0.3)),
         int(rng.integers(100_000, 900_000)))
        for _ in range(80)
    ]  # fmt: skip

    for (group, kind), each in judged(rows).items():
        cv, after, trigger, adjustment = by_hand(rows, group, kind)
        assert abs(cv - each.cv) <= 1
        assert abs(after - each.cv_after) <= 1
        assert abs(trigger - each.trigger) <= 1
        assert adjustment == each.adjustment


ROWS: list[Row] = [
    *[("G", 2026, "", 400_000 + n) for n in range(6)],
    *[("G", 2026, "重度", 1_200_000 + n) for n in range(6)],
]


def test_a_type_counts_only_where_every_limit_is_passed():
    assert judged(ROWS)["G", "重度"].counts
    for limit in (
        terms(dip_auxiliary_cases=12, dip_auxiliary_typed=1, dip_auxiliary_cv="0.1"),
        terms(dip_auxiliary_cases=3, dip_auxiliary_typed=6, dip_auxiliary_cv="0.1"),
        terms(dip_auxiliary_cases=3, dip_auxiliary_typed=1, dip_auxiliary_cv="0.6"),
        terms(dip_auxiliary_cases=3, dip_auxiliary_typed=1, dip_auxiliary_cv="0.1", dip_auxiliary_drop="1"),
    ):  # fmt: skip
        assert not judged(ROWS, limit)["G", "重度"].counts


def type_of(name: str, trigger: int, *, counts: bool = True) -> AuxiliaryType:
    return AuxiliaryType("G", name, 20, 8, 9_000, 5_000, trigger, trigger + 7, counts)


def test_of_several_types_the_one_of_the_highest_trigger_pays():
    known = [type_of("重度", 15_000), type_of("CCI≥5", 18_000), type_of("死亡", 30_000, counts=False)]  # fmt: skip
    chosen = chosen_types(
        pa.array(["G", "G", "G", "H", None]),
        pa.array(["CCI≥5|重度", "重度", "死亡", "重度", "重度"]),
        known,
    )

    assert ["CCI≥5", "重度", "", "", ""] == chosen.types
    assert [18_007, 15_007, 10_000, 10_000, 10_000] == [*chosen.factors]


def test_without_types_every_factor_is_one():
    chosen = chosen_types(pa.array(["G"]), pa.array([None], pa.string()), [])

    assert ([""], [10_000]) == (chosen.types, [*chosen.factors])
