"""Lines of doctors without the right: refused from the hour of the decision on."""

from datetime import date, time
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.records.stated import StatedRecords, make_stated, state
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.supervision.practitioner_points import PointsDecision
from jixiao.fund.supervision.refused_lines import (
    read_decisions,
    refused_lines,
    refused_of_order,
)

SUSPENDED = """
[[decision]]
staff = "D1"
number = "N1"
decided_on = 2026-03-05
hour = 14:00:00
points = 9
fact = "x"
months = 1
[[decision]]
staff = "D2"
number = "N2"
decided_on = 2026-03-05
points = 12
fact = "y"
"""
LINES = [
    ("before", "D1", "2026-03-05T13:59", "11"), ("from", "D1", "2026-03-05T14:00", "11"),
    ("emergency", "D1", "2026-03-06T09:00", "13"), ("over", "D1", "2026-04-05T09:00", "11"),
    ("ended", "D2", "2026-03-06T09:00", "13"), ("other", "D3", "2026-03-06T09:00", "11"),
]  # fmt: skip


def decisions(tmp_path: Path, text: str = SUSPENDED) -> Path:
    path = tmp_path / "decisions.toml"
    path.write_text(text, "utf-8")
    return path


def test_lines_are_refused_from_the_hour_and_emergencies_pass_a_suspension(
    tmp_path: Path,
):
    rows = [
        {
            "bkkp_sn": key, "bilg_dr_code": staff, "fee_ocur_time": at, "med_type": care,
            "fixmedins_code": "H1", "inscp_amt": "10.00", "det_item_fee_sumamt": "12.00",
        }
        for key, staff, at, care in LINES
    ]  # fmt: skip
    with open_scratch(tmp_path) as engine:
        make_stated(engine, "audited_lines")
        state(engine, "audited_lines", rows)
        refused = refused_lines(
            StatedRecords(engine), read_decisions(decisions(tmp_path))
        )

    assert ["from", "ended"] == [line.line for line in refused]
    assert [1000, 1000] == [line.in_scope for line in refused]


def test_a_decision_says_all_that_it_must_in_words_that_are_known(tmp_path: Path):
    with pytest.raises(JixiaoError, match="缺少 decided_on、points、fact"):
        read_decisions(
            decisions(tmp_path, '[[decision]]\nstaff = "D1"\nnumber = "N"\n')
        )
    with pytest.raises(FaultyEntry, match="who"):
        read_decisions(decisions(tmp_path, '[[decision]]\nwho = "D1"\n'))
    wrong = SUSPENDED.replace("hour = 14:00:00", 'hour = "14:00"')
    with pytest.raises(JixiaoError, match="hour 写时刻"):
        read_decisions(decisions(tmp_path, wrong))


def test_days_are_days(tmp_path: Path):
    (first, *_) = read_decisions(decisions(tmp_path))["D1"]

    assert date(2026, 3, 5) == first.decided_on


def test_a_line_of_an_order_is_refused_from_the_hour_on():
    decision = PointsDecision("一号", date(2026, 3, 2), 9, "冒名", 3, hour=time(14))
    line = {"bkkp_sn": "b1", "bilg_dr_code": "D1", "fee_ocur_time": "2026-03-02T14:00"}
    lines = [
        line,
        line | {"bkkp_sn": "b2", "fee_ocur_time": "2026-03-02T13:59"},
        line | {"bkkp_sn": "b3", "med_type": "13"},
        line | {"bkkp_sn": "b4", "bilg_dr_code": None},
    ]

    refused = refused_of_order(lines, {"D1": [decision]})

    assert [("b1", "D1 的医保支付资格自 2026-03-02 起暂停")] == [
        (each.line, each.why) for each in refused
    ]
    with pytest.raises(JixiaoError, match="应写作"):
        refused_of_order([line | {"fee_ocur_time": "昨天"}], {"D1": [decision]})
