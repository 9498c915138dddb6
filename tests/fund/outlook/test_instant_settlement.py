"""Claims and payments on their last day are in time, a day later are late; shares of the month."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.outlook.instant_settlement import instant_month
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.records import Records
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.measure_page import load_example
from tests.spec_page import Example

MAY, JULY = date(2026, 5, 1), date(2026, 7, 10)
TERMS = load_parameter_sets()["national"].on(date(2026, 5, 31))
ROWS = [
    # claimed by 10 June; twenty working days later is 9 July (the Dragon Boat Festival is a day off)
    ("c1", "H1", "100.00", "2026-06-10", "2026-07-09", "100.00", "1", ""),
    ("c2", "H2", "60.00", "2026-06-11", "2026-07-10", "60.00", "1", "系统升级"),
    ("c3", "H3", "40.00", "2026-06-02", "2026-07-10", "40.00", "0", ""),
    ("c4", "H3", "10.00", "", "", "", "0", ""),
    ("c5", "H4", "10.00", "2026-12-25", "", "", "0", ""),
]
NAMES = ("claim_no", "fixmedins_code", "amount", "claimed_on", "paid_on", "paid", "instant", "late_reason")  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Embedded]:
    rows = [dict(zip(NAMES, r, strict=True)) | {"fee_month": str(MAY)} for r in ROWS]
    with open_scratch(tmp_path) as opened:
        load_example(opened, Example("", [("INST_CLAIM", rows)], []))
        yield opened


def test_clocks_run_from_the_claims_day_in_working_days(engine: Embedded):
    judged = instant_month(Records(engine), MAY, TERMS, JULY)

    late = [(each.number, each.what, each.on) for each in judged.late]
    assert [
        ("c2", "申报", date(2026, 6, 11)),
        ("c3", "拨付", date(2026, 7, 10)),
        ("c4", "申报", None),
        ("c5", "申报", date(2026, 12, 25)),
    ] == late
    assert (5, "系统升级") == (judged.claims, judged.late[0].reason)
    assert date(2026, 7, 9) == judged.late[1].due


def test_shares_are_of_what_was_paid_and_of_who_claimed(engine: Embedded):
    shares = instant_month(Records(engine), MAY, TERMS, JULY).shares

    assert (20000, Fraction(4, 5), Fraction(1, 2)) == (
        shares.paid, shares.of_money, shares.of_institutions,
    )  # fmt: skip


def test_a_year_without_a_calendar_is_not_judged(engine: Embedded):
    judged = instant_month(Records(engine), MAY, TERMS, date(2027, 3, 1))

    (unsure,) = judged.unsure
    assert unsure.startswith("c5：还没有 2027 年的放假安排")


def test_a_month_without_claims_is_refused(engine: Embedded):
    with pytest.raises(JixiaoError, match="2026-06 没有机构申报的费用"):
        instant_month(Records(engine), date(2026, 6, 1), TERMS, JULY)
