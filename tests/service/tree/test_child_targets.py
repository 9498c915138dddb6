"""Children's targets prove the one above, or fail it, or leave it open; never by a guess."""

from decimal import Decimal

import pytest

from jixiao.service.tree.child_targets import Comparison, Verdict, compare_targets
from jixiao.service.tree.indicators import Kind, Report
from tests.service.tree.bookings import CITY, EAST, NORTH, TREE, WEST


def compared(
    kind: Kind, above: str, *below: str | None, better: str = "1"
) -> Comparison:
    targets = zip((CITY, EAST, WEST, NORTH), (above, *below), strict=False)
    reports = [
        Report(
            code,
            "指标",
            kind,
            better=better,
            target=Decimal(target) if target else None,
        )
        for code, target in targets
    ]
    [comparison] = compare_targets(TREE, reports)
    return comparison


MET, SHORT, OPEN = Verdict.MET, Verdict.SHORT, Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("kind", "above", "below", "better", "verdict"),
    [
        (Kind.TOTAL, "6", ("1", "2", "3"), "1", MET),
        (Kind.TOTAL, "7", ("1", "2", "3"), "1", SHORT),
        (Kind.TOTAL, "6", ("3", "3", None), "1", MET),
        (Kind.TOTAL, "7", ("3", "3", None), "1", OPEN),
        (Kind.TOTAL, "5", ("3", "3", None), "2", SHORT),
        (Kind.TOTAL, "5", ("3", "-3", None), "2", OPEN),
        (Kind.HEADS, "3", ("1", "2", "3"), "1", MET),
        (Kind.HEADS, "6", ("1", "2", "3"), "1", OPEN),
        (Kind.HEADS, "7", ("1", "2", "3"), "1", SHORT),
        (Kind.RATE, "90", ("90", "95", "99"), "1", MET),
        (Kind.RATE, "90", ("80", "95", "99"), "1", OPEN),
        (Kind.RATE, "90", ("80", "85", "89"), "1", SHORT),
        (Kind.RATE, "90", ("90", "95", None), "1", OPEN),
        (Kind.MEAN, "5", ("3", "4", "5"), "2", MET),
        (Kind.MOST, "3", ("3", "1", None), "1", MET),
        (Kind.LEAST, "3", ("1", "4", None), "1", SHORT),
        (Kind.ALL, "1", ("1", "1", "1"), "", MET),
        (Kind.ALL, "1", ("1", "1", None), "", OPEN),
        (Kind.TOTAL, "6", ("1", "2", "3"), "", OPEN),
        (Kind.TOTAL, "6", (None, None, None), "1", OPEN),
    ],
)
def test_what_targets_below_make_of_the_one_above(kind, above, below, better, verdict):
    assert verdict is compared(kind, above, *below, better=better).verdict


def test_the_gap_is_what_is_certainly_lacking():
    assert Decimal(1) == compared(Kind.TOTAL, "7", "1", "2", "3").gap
    assert Decimal(2) == compared(Kind.RATE, "5", "7", "8", "9", better="2").gap
    assert compared(Kind.HEADS, "6", "1", "2", "3").gap is None


def test_children_without_a_target_are_named():
    why = compared(Kind.TOTAL, "7", "3", "3", None).why

    assert "990103 北县" in why
    assert "下级目标合起来 6" == compared(Kind.TOTAL, "6", "1", "2", "3").why
