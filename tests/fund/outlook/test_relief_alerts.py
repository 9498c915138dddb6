"""Lists followed from month to month: listed once, closed by a result or by falling below the line."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import open_ledger
from jixiao.fund.outlook.relief_alerts import Alert, hand_over, kept_alerts, list_alerts
from jixiao.fund.outlook.warning_cases import Hand
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.measure_page import select_rows

MAY, JUNE, JULY = (date(2026, month, 1) for month in (5, 6, 7))
SETTLED = {"med_type": "21", "medfee_sumamt": "30000.00", "fund_pay_sumamt": "0"}
PERSONS = ("P0000001", "P0000002", "P0000003")


def settled(psn_no: str, **more: str) -> dict[str, str]:
    row = {"setl_id": psn_no, "psn_no": psn_no, "setl_time": "2026-05-10 10:00:00"}
    return {"init_setl_id": "", "refd_setl_flag": "0"} | SETTLED | row | more


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        make(opened, "SETL_D", [settled(each) for each in PERSONS])
        make(
            opened,
            "PSN_INSU_D",
            [{"psn_no": each, "household_no": f"户{each}"} for each in PERSONS],
        )
        yield opened


def make(engine: Embedded, code: str, rows: list[dict[str, str]]) -> None:
    engine.run(f'DROP TABLE IF EXISTS "{code}"')
    engine.make(code, select_rows(code, rows))


def states(alerts: Sequence[Alert], code: str = "RL01") -> list[tuple[str, str]]:
    return [(a.psn_no[-1], a.state) for a in alerts if a.list == code]


@pytest.mark.slow
def test_a_result_or_a_refund_closes_and_nobody_is_listed_twice(engine: Embedded):
    assert [("1", "新列"), ("2", "新列"), ("3", "新列")] == states(
        list_alerts(engine, MAY)
    )
    make(
        engine,
        "RELIEF_RESULT",
        [
            {"psn_no": PERSONS[0], "checked_on": "2026-06-05", "psn_idet_type": "7110"},
            {"psn_no": PERSONS[1], "checked_on": "2026-06-06", "psn_idet_type": ""},
        ],
    )
    back = settled(PERSONS[2], setl_id="r", refd_setl_flag="1", init_setl_id=PERSONS[2])
    refund = back | {"medfee_sumamt": "-4000.01", "setl_time": "2026-06-20 10:00:00"}
    make(engine, "SETL_D", [*(settled(each) for each in PERSONS), refund])

    june = list_alerts(engine, JUNE)

    assert [("1", "已认定"), ("2", "不认定"), ("3", "回到线下")] == states(june)
    assert date(2026, 6, 5) == june[0].closed_on
    assert june == list_alerts(engine, JULY) == kept_alerts(engine)


@pytest.mark.slow
def test_a_household_is_closed_by_any_of_its_members(engine: Embedded):
    list_alerts(engine, MAY)
    result = {"psn_no": PERSONS[0], "checked_on": "2026-06-05", "psn_idet_type": "7110"}
    make(engine, "RELIEF_RESULT", [result])

    households = states(list_alerts(engine, JUNE), "RL02")

    assert [("1", "已认定"), ("2", "在册"), ("3", "在册")] == households


@pytest.mark.slow
def test_a_month_before_the_last_is_not_listed(engine: Embedded):
    list_alerts(engine, JUNE)

    with pytest.raises(JixiaoError, match="名单已经看到 2026-06，不能再回头列 2026-05"):
        list_alerts(engine, MAY)


def test_new_ones_are_handed_over_once_without_their_numbers(
    engine: Embedded, tmp_path: Path
):
    hand = Hand("甲", datetime(2026, 6, 1, 9), "乙")
    with open_ledger(tmp_path / "cases.db") as ledger:
        codes = hand_over(ledger, list_alerts(engine, MAY), MAY, hand)
        again = hand_over(ledger, list_alerts(engine, MAY), MAY, hand)
        persons, households = (ledger.case(code) for code in codes)

    assert [] == again
    assert ("民政、农业农村部门", "乙", 3) == (
        persons.subject, persons.owner, len(persons.evidence),
    )  # fmt: skip
    assert 3 == len(households.evidence)
    assert "000001" == persons.evidence[0].key
    written = str(persons.evidence) + str(households.evidence)
    assert not any(each in written for each in PERSONS)
