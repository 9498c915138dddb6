from datetime import date, datetime

import pytest

from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.payment.batch_discharge.sorting import StayClass, sort_stay

CUTOFF = date(2026, 6, 30)
TERMS = load_parameter_sets()["sample"].on(CUTOFF)
ROW = {
    "mdtrt_id": "M1", "begntime": datetime(2026, 6, 1, 9), "endtime": None, "die_date": None,
    "last_line": date(2026, 6, 10),
    "first_line": date(2026, 6, 1), "later_on": None, "later_place": None, "later_mdtrt_id": None, "midway": False,
    "fees": 100, "lines": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "kind", "close_on"),
    [
        ({}, StayClass.LEFT, date(2026, 6, 10)),
        ({"last_line": date(2026, 6, 27)}, StayClass.LEFT, date(2026, 6, 27)),
        ({"last_line": date(2026, 6, 28)}, StayClass.IN_HOSPITAL, None),
        ({"last_line": None}, StayClass.RECORD_ERROR, date(2026, 6, 1)),
        ({"die_date": date(2026, 6, 12)}, StayClass.DEAD, date(2026, 6, 12)),
        ({"die_date": date(2026, 7, 1)}, StayClass.LEFT, date(2026, 6, 10)),
        ({"later_on": date(2026, 6, 11)}, StayClass.TRANSFERRED, date(2026, 6, 10)),
        ({"endtime": datetime(2026, 6, 29, 9)}, StayClass.LEFT, date(2026, 6, 29)),
    ],
)  # fmt: skip
def test_a_stay_is_sorted_by_its_evidence(
    changed: dict[str, object], kind: StayClass, close_on: date | None
):
    stay = sort_stay({**ROW, **changed}, CUTOFF, TERMS)

    assert (kind, close_on) == (stay.kind, stay.close_on)
    assert stay.evidence
    assert "" == stay.doubt


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"midway": True}, "中途结算"),
        ({"die_date": date(2026, 6, 9)}, "死亡以后还有收费"),
        ({"fees": -1}, "退费多于收费"),
    ],
)
def test_what_is_in_doubt_is_done_apart(changed: dict[str, object], why: str):
    assert why in sort_stay({**ROW, **changed}, CUTOFF, TERMS).doubt


def test_a_stay_that_nobody_looked_at_for_long_is_a_lead():
    long = {"begntime": datetime(2026, 4, 1), "last_line": date(2026, 5, 31)}

    assert sort_stay({**ROW, **long}, CUTOFF, TERMS).is_long_silent
    assert not sort_stay(ROW, CUTOFF, TERMS).is_long_silent
