"""A year of a million cases paid: priced in points, prepaid by month, cleared to the fen.

Peers: the bare sum of the same arrays, and fractions case by case on a sample; seconds are of the
processor.
"""

import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
from measuring import best_in_turn

from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.year_cases import YearCases
from jixiao.fund.payment.year_settlement import HospitalAccount, YearRules, settle_year

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.fund.payment.terms import terms

COUNT, HOSPITALS, GROUPS, SAMPLE = 1_000_000, 300, 12_000, 20_000
VALUE = 8_000_000
HALF, TWICE = Fraction(1, 2), 2


def year(count: int) -> tuple[YearCases, YearRules]:
    """Draw a year: costs around what the groups' points are worth, some far off."""
    rng = np.random.default_rng(5)
    points = rng.integers(1_000_000, 40_000_000, GROUPS)
    groups = rng.integers(0, GROUPS, count)
    costs = (points[groups] * 0.08 * np.exp(rng.normal(0, 0.5, count))).astype(np.int64)
    hospitals = [f"H{n:03}" for n in range(HOSPITALS)]
    codes = [f"G{n:05}" for n in range(GROUPS)]
    cases = YearCases(
        [""] * count, hospitals, rng.integers(0, HOSPITALS, count), codes, groups, costs,
        costs * 65 // 100, rng.integers(1, 13, count),
    )  # fmt: skip
    accounts = {
        code: HospitalAccount(9_000 + n * 10) for n, code in enumerate(hospitals)
    }
    fund = int(costs.sum()) * 65 // 100
    return cases, YearRules(
        terms(), dict(zip(codes, points.tolist(), strict=True)), accounts, VALUE, fund
    )


def in_fractions(points: int, coefficient: int, cost: int) -> int:
    """Price a case as the rule is written, in fractions."""
    group = Fraction(points, 10_000) * Fraction(coefficient, 10_000)
    ratio = Fraction(cost, 100) / (group * Fraction(VALUE, 1_000_000))
    factor = ratio if ratio < HALF else ratio - 1 if ratio > TWICE else Fraction(1)
    return rounded(group * factor * 1_000_000)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    cases, rules = year(count)
    settled = settle_year(cases, rules)
    times = best_in_turn(
        {
            "ours": lambda: settle_year(cases, rules),
            "scan": lambda: [
                cases.costs.sum(),
                cases.groups.sum(),
                cases.hospitals.sum(),
            ],
        }
    )
    seconds, scan = times["ours"], times["scan"]
    shares = sum(each.share for each in settled.clearing.hospitals)
    print(
        f"{count:,} cases priced, prepaid, cleared  {seconds:.2f} s, {count / seconds:,.0f} cases/s"
    )
    print(f"  against a bare sum of the arrays   {seconds / scan:.0f} times")
    print(
        f"  the fund shared out                {'to the fen' if shares == rules.fund else 'NOT to the fen'}"
    )
    points = [
        rules.points[cases.group_codes[group]]
        for group in cases.groups[:SAMPLE].tolist()
    ]
    of_hospital = [
        *zip(
            points,
            settled.coefficients[:SAMPLE].tolist(),
            cases.costs[:SAMPLE].tolist(),
            strict=True,
        )
    ]
    slowly = [in_fractions(*case) for case in of_hospital]
    again = best_in_turn(
        {"slowly": lambda: [in_fractions(*case) for case in of_hospital]}, 1
    )
    each = again["slowly"] / len(of_hospital)
    same = (
        "the same"
        if slowly == settled.priced.points[:SAMPLE].tolist()
        else "NOT THE SAME"
    )
    print(
        f"  in fractions, case by case         {each * count / seconds:.0f} times ours, {same}"
    )


if __name__ == "__main__":
    main()
