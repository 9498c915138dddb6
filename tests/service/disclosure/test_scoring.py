"""Points of a site: the known answer of a unit that checked itself, and the edges."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import load_scheme
from jixiao.service.disclosure.inspection import Inspection
from jixiao.service.disclosure.scoring import (
    HandCount,
    ScoreSheet,
    Verdict,
    read_hand,
    score,
)

SCHEME = load_scheme()
ALL = tuple(FaultKind)
BY_HAND = [each.code for each in (*SCHEME.vetoes, *SCHEME.deductions) if each.by_hand]
CLEAR = {code: HandCount(Decimal(0), "") for code in BY_HAND}


def seen(
    *kinds: FaultKind,
    unsure: tuple[FaultKind, ...] = (),
    looked: tuple[FaultKind, ...] = ALL,
) -> Inspection:
    faults = [Fault(kind, "x", "x") for kind in kinds]
    faults += [Fault(kind, "x", "x", is_sure=False) for kind in unsure]
    return Inspection(date(2026, 3, 31), "x", 1, 0, 0, 0, (), tuple(faults), looked, ())


def scored(inspection: Inspection, **hand: int) -> ScoreSheet:
    counts = {code: HandCount(Decimal(count), "") for code, count in hand.items()}
    return score(inspection, SCHEME, CLEAR | counts)


def test_four_faults_that_take_eleven_points_leave_eighty_nine():
    # 政策文件 6 个月没有更新 5，办事统计 2，留言答复 3，首页错链 1。
    sheet = scored(seen(FaultKind.POLICIES_STALE, FaultKind.DEAD_AT_HOME), D21=1, D31=1)

    assert (11, 89, Verdict.PASSED) == (sheet.taken, sheet.score, sheet.verdict)


def test_what_nobody_looked_at_leaves_the_sheet_open():
    sheet = score(seen(looked=()), SCHEME, {})

    assert Verdict.OPEN == sheet.verdict
    assert {"V1 安全、泄密等严重问题", "D41 首页上打不开的链接"} <= set(sheet.unchecked)


@pytest.mark.parametrize(
    ("count", "verdict"), [(4, Verdict.PASSED), (5, Verdict.FAILED)]
)
def test_five_columns_that_stand_still_fail_a_site(count: int, verdict: Verdict):
    sheet = scored(seen(*[FaultKind.NOTICES_STALE] * count))

    assert verdict == sheet.verdict


def test_doubts_take_no_points_and_keep_a_veto_open():
    sheet = scored(seen(unsure=(FaultKind.EMPTY,) * 5))

    assert (0, Verdict.OPEN, ["V6 空白栏目 5 个以上"]) == (
        sheet.taken,
        sheet.verdict,
        sheet.unchecked,
    )


@pytest.mark.parametrize(
    ("dead", "bonus", "total"), [(0, 30, 130), (19, 30, 111), (20, 30, 80)]
)
def test_a_bonus_counts_only_above_eighty(dead: int, bonus: int, total: int):
    faults = seen(*[FaultKind.DEAD_AT_HOME] * dead)

    assert total == scored(faults, 加分=bonus).score


def test_a_department_without_services_is_scored_of_seventy_five():
    sheet = score(
        seen(*[FaultKind.DEAD_AT_HOME] * 15), SCHEME, CLEAR, has_services=False
    )

    assert (15, 80) == (sheet.taken, sheet.score)
    assert not [line for line in sheet.deductions if line.deduction.group == "办事服务"]


def test_a_group_takes_off_no_more_than_its_own_points():
    assert 20 == scored(seen(*[FaultKind.DEAD_AT_HOME] * 99)).taken


@pytest.mark.parametrize(
    ("row", "why"),
    [("X9,1", "可写 加分"), ("D21,-1", "大于 0"), ("D21,1\nD21,1", "不止一次")],
)
def test_counts_by_hand_that_cannot_be_taken_are_refused(
    tmp_path: Path, row: str, why: str
):
    (tmp_path / "hand.csv").write_text(f"代码,数量\n{row}\n", "utf-8")

    with pytest.raises(JixiaoError, match=why):
        read_hand(tmp_path / "hand.csv", SCHEME)


def test_more_bonus_than_there_is_is_refused():
    with pytest.raises(JixiaoError, match="上限 30"):
        scored(seen(), 加分=31)
