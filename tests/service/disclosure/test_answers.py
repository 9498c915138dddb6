"""Visits that failed and messages nobody answered, at their edges."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.service.disclosure.answers import message_faults, reach_faults
from jixiao.service.disclosure.indicators import load_scheme


@pytest.mark.parametrize(("failed", "faults"), [(4, 0), (5, 1)])
def test_five_of_a_hundred_visits_are_too_many(
    tmp_path: Path, failed: int, faults: int
):
    rows = ["t,0,10"] * (failed - 1) + ["t,1,15000"] + ["t,1,14999"] * (100 - failed)
    log = tmp_path / "visits.csv"
    log.write_text("探测时间,是否正常,用时（毫秒）\n" + "\n".join(rows), "utf-8")

    assert faults == len(reach_faults(log, "http://site/", load_scheme()))


@pytest.mark.parametrize(
    ("sent", "answered", "expected"),
    [
        ("2025-12-31", "", []), ("2025-12-30", "", [True]), ("2025-06-01", "2025-09-01", []),
        ("2025-06-01", "2025-09-02", [True]), ("2025-03-30", "", []), ("2026-04-01", "", []),
        ("2025-06-01", "2025-05-01", [False]),
    ],
)  # fmt: skip
def test_three_months_without_an_answer_are_too_long(
    tmp_path: Path, sent: str, answered: str, expected: list[bool]
):
    log = tmp_path / "messages.csv"
    log.write_text(f"编号,提交日期,答复日期\n1,{sent},{answered}\n", "utf-8")
    faults = message_faults(log, load_scheme(), date(2026, 3, 31))

    assert expected == [each.is_sure for each in faults]
