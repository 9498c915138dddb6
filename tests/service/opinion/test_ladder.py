"""Clocks of opinions, to the minute and by working days."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.cases import Case, Event, open_ledger
from jixiao.service.opinion.feed_files import FeedItem
from jixiao.service.opinion.ladder import Pace, climb, grade_of, load_ladder
from jixiao.service.opinion.opinion_cases import open_stories, opinion_rows, own_cases
from jixiao.service.opinion.watch import Story

FOUND_AT = datetime(2026, 2, 13, 10)
LADDER = load_ladder()


def case(*steps: tuple[str, str, float]) -> Case:
    all_steps = (("开立", "", 0.0), *steps)
    events = [
        Event(n, "1", FOUND_AT + timedelta(hours=hours), "甲", "", step, text, None, 0, late=False, digest="")
        for n, (step, text, hours) in enumerate(all_steps)
    ]  # fmt: skip
    return Case("1", "opinion", "舆情", "事", "", "", None, 0, 0, 0, 0, (), events)


def paces(climbing: Case, hours: float) -> dict[str, Pace]:
    climbed = climb(climbing, LADDER, FOUND_AT + timedelta(hours=hours))
    return {each.rung.step: each.pace for each in climbed}


@pytest.mark.parametrize(
    ("done", "pace"), [(48, Pace.IN_TIME), (48.01, Pace.LATE), (None, Pace.OVERDUE)]
)
def test_a_common_opinion_is_answered_within_forty_eight_hours(done, pace: Pace):
    answered = [] if done is None else [("回应", "", done)]

    assert pace == paces(case(("定级", "一般", 1), *answered), 49)["回应"]


def test_a_grave_one_needs_information_in_five_and_a_meeting_in_a_day():
    major = case(("定级", "重大", 1), ("发布权威信息", "", 5), ("发布会", "", 24.5))

    assert {"发布权威信息": Pace.IN_TIME, "发布会": Pace.LATE} == {
        step: pace for step, pace in paces(major, 25).items() if step != "办结"
    }


def test_working_days_pass_over_the_festival():
    (done,) = [
        e
        for e in climb(case(("定级", "一般", 1)), LADDER, FOUND_AT)
        if e.rung.step == "办结"
    ]

    # From Friday the 13th: the Saturdays of the 14th and the 28th are worked, 15th to 23rd are off.
    assert datetime(2026, 3, 5, 23, 59, 59) == done.due


def test_without_a_grade_no_clock_is_known():
    assert {} == paces(case(("定级", "很急", 1)), 99)
    assert "" == grade_of(case(), LADDER)
    assert "较大" == grade_of(case(("定级", "一般", 1), ("定级", "较大", 2)), LADDER)


def test_a_story_is_opened_once_and_told_as_a_row(tmp_path: Path):
    item = FeedItem("论坛", FOUND_AT, "张三投诉医院，电话13800000000", "", "http://a")
    story = Story([item], ("甲县",), (), ("窗口服务",), 1)
    with open_ledger(tmp_path / "cases.db") as ledger:
        (code,) = open_stories(ledger, [story], by="甲", at=FOUND_AT)
        again = open_stories(ledger, [story], by="甲", at=FOUND_AT)
        ledger.move(code, "定级", by="乙", at=FOUND_AT, text="一般")
        ledger.move(code, "回应", by="丙", at=FOUND_AT + timedelta(hours=3))
        (row,) = opinion_rows(own_cases(ledger), LADDER, FOUND_AT)

    assert [] == again
    assert "13800000000" not in row[2]
    assert ("一般", "2026-02-15 10:00:00", "2026-02-13 13:00:00", "") == row[3:]


def test_a_ladder_without_a_term_is_refused(tmp_path: Path):
    path = tmp_path / "l.toml"
    path.write_text(
        '[ladder]\ntitle="甲"\nsince=2020-01-01\ngrades=["一般"]\n'
        '[[clock]]\nname="回应"\ngrades=["一般"]\nbasis=""\nconfirmed=false\n', "utf-8"
    )  # fmt: skip

    with pytest.raises(FaultyEntry, match="hours 或 working_days"):
        load_ladder(path)
