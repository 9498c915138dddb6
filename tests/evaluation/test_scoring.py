"""Points by every rule of the study's §1.3, each with the rule that gave it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.evaluation import Actual, rubrics, score
from tests.evaluation.tables import indicator

MOF = rubrics()["mof_2020"]
NEW = rubrics()["mof_2021"]


def won(value: str, actual: Actual, weight: str = "10", **said: str) -> Decimal | None:
    return score(indicator(value, **said), Decimal(weight), actual, MOF).points


def number(said: str, **more: bool) -> Actual:
    return Actual(said, Decimal(said), **more)


@pytest.mark.parametrize(
    ("value", "actual", "points"),
    [
        ("≥98%", "98", "10"),
        ("≥98%", "97.99", "10.00"),
        ("≥98%", "49", "5.00"),
        ("≥98%", "0", "0.00"),
        ("≤30分钟", "30", "10"),
        ("≤30分钟", "40", "7.50"),
        ("≤0起", "0", "10"),
        ("≤0起", "2", "0"),
        ("=3台", "3", "10"),
        ("=3台", "2", "6.67"),
        ("=3台", "4", "7.50"),
        ("3台", "4", "10"),
        ("3台", "2", "6.67"),
        ("≥3次", "-1", "0.00"),
    ],
)
def test_a_number_earns_all_or_its_share(value: str, actual: str, points: str):
    assert Decimal(points) == won(value, number(actual))


def test_a_bare_amount_is_a_ceiling_among_costs():
    assert Decimal(10) == won("5万元", number("4"), aspect="成本指标")
    assert Decimal("8.33") == won("5万元", number("6"), aspect="成本指标")


@pytest.mark.parametrize(("value", "actual"), [("＞10次", "10"), ("＜5%", "5")])
def test_just_at_a_bound_that_must_be_passed_is_not_met(value: str, actual: str):
    scored = score(indicator(value), Decimal(10), number(actual), MOF)

    assert scored.points is None
    assert "没有达到" in scored.rule


@pytest.mark.parametrize(
    ("actual", "points"),
    [("60", "10"), ("80", "10"), ("45", "7.50"), ("100", "8.00"), ("-1", "0")],
)
def test_a_span_earns_all_within_it_and_its_share_outside(actual: str, points: str):
    assert Decimal(points) == won("60-80人次", number(actual))


def test_what_is_compared_and_scored_is_not_rounded():
    rounded = Actual("100.00%", Decimal("100.00"), exact=Decimal("99.996"))

    scored = score(indicator("全覆盖"), Decimal(100), rounded, MOF)

    assert Decimal("100.00") == scored.points
    assert "达到" not in scored.rule.partition("；")[0]


def test_what_another_source_says_stands_in_the_rule():
    scored = score(
        indicator("≥3次"), Decimal(10), Actual("3", Decimal(3), beside="填写 4"), MOF
    )

    assert "填写 4" in scored.rule


def test_everywhere_is_a_hundred_per_cent():
    assert Decimal("9.50") == won("全覆盖", number("95"))


def test_a_day_in_time_earns_all_and_a_late_one_needs_a_person():
    last = indicator("2026年11月前")

    in_time = score(last, Decimal(10), Actual("x", day=date(2026, 11, 30)), MOF)
    late = score(last, Decimal(10), Actual("x", day=date(2026, 12, 1)), MOF)

    assert Decimal(10) == in_time.points
    assert (None, True) == (late.points, late.explained)
    assert "不按比例" in late.rule


def test_a_band_gives_the_share_chosen_in_it():
    good = Actual("x", band="达成预期指标")

    assert won("效果显著", good) is None
    assert Decimal("8.50") == won(
        "效果显著", Actual("x", band=good.band, share=Decimal("0.85"))
    )
    assert Decimal("8.00") == won(
        "效果显著", Actual("x", band=good.band, share=Decimal("0.8"))
    )


@pytest.mark.parametrize("share", ["0.79", "1.01", "-0.1"])
def test_a_share_outside_its_band_is_refused(share: str):
    scored = score(
        indicator("效果显著"),
        Decimal(10),
        Actual("x", band="达成预期指标", share=Decimal(share)),
        MOF,
    )

    assert scored.points is None
    assert "达成预期指标" in scored.rule


def test_a_band_that_there_is_not_is_refused():
    scored = score(indicator("效果显著"), Decimal(10), Actual("x", band="很好"), MOF)

    assert scored.points is None
    assert "没有“很好”这一档" in scored.rule


def test_done_or_not():
    assert Decimal(10) == won("完成", Actual("是", yes=True))
    assert Decimal(0) == won("完成", Actual("否", yes=False))


@pytest.mark.parametrize(
    ("actual", "points"),
    [("90", "10"), ("85", "8.00"), ("60", "5.00"), ("59.9", "0.00")],
)
def test_satisfaction_goes_by_bands_where_the_rubric_has_them(actual: str, points: str):
    asked = indicator("≥95%", dimension="满意度指标")

    assert Decimal(points) == score(asked, Decimal(10), number(actual), NEW).points


def test_far_above_needs_a_reason_and_a_target_too_low_costs_points():
    target = indicator("≥50000人次")

    scored = score(target, Decimal(10), number("110406"), MOF)
    low = score(target, Decimal(10), number("110406", too_low=True), MOF)
    little = score(target, Decimal(10), number("65000"), MOF)

    assert (Decimal(10), True) == (scored.points, scored.explained)
    assert Decimal("6.00") == low.points
    assert "max(0.6" in low.rule
    assert (Decimal(10), False) == (little.points, little.explained)


def test_a_rate_that_can_go_no_higher_needs_no_reason():
    assert not score(indicator("≥50%"), Decimal(10), number("100"), MOF).explained


def test_who_lost_points_must_say_why():
    assert score(indicator("≥98%"), Decimal(10), number("90"), MOF).explained
    assert not score(indicator("≥98%"), Decimal(10), number("99"), MOF).explained


def test_nothing_said_gives_no_points_and_not_zero():
    scored = score(indicator("≥98%"), Decimal(10), None, MOF)

    assert scored.points is None
    assert scored.rule


@given(
    st.sampled_from(["≥", "≤", "=", ""]),
    st.decimals(0, 10**6, places=2),
    st.decimals(0, 10**6, places=2),
    st.decimals(0, 90, places=2),
)
def test_points_never_pass_the_weight_and_meeting_earns_all(
    sign: str, target: Decimal, actual: Decimal, weight: Decimal
):
    scored = score(indicator(f"{sign}{target}次"), weight, Actual("x", actual), MOF)

    assert scored.points is not None
    assert 0 <= scored.points <= weight
    if actual == target:
        assert weight == scored.points


@given(
    st.decimals(1, 10**6, places=2),
    st.decimals(0, 10**6, places=2),
    st.decimals(0, 10, places=2),
)
def test_more_of_what_is_wanted_never_earns_less(
    target: Decimal, actual: Decimal, more: Decimal
):
    least = indicator(f"≥{target}次")

    before = score(least, Decimal(10), Actual("x", actual), MOF).points
    after = score(least, Decimal(10), Actual("x", actual + more), MOF).points

    assert before is not None
    assert after is not None
    assert before <= after
