"""Firms with a tier become cases once; each day's ratings are kept; letters say what was found."""

from datetime import date, datetime
from pathlib import Path

from jixiao.fund.cases import Outcome, open_ledger
from jixiao.fund.prices.firm_cases import firm_facts, keep_ratings, open_ratings
from jixiao.fund.prices.firm_credit import FirmEvent, load_scheme, rate
from jixiao.fund.prices.kept import FIRM_RATINGS
from jixiao.fund.store.opening import open_scratch

NINE = datetime(2026, 7, 3, 9)
BRIBE = FirmEvent(
    "E1", "91SAMPLE", "示例制药", "1", "某判决", date(2026, 1, 5), 600_000_00, "", is_top=False,
    corrected="①", repaired_on=None, revoked_on=None,
)  # fmt: skip


def test_a_firm_is_a_case_once_and_its_letters_know_the_tier(tmp_path: Path):
    ratings = rate(load_scheme(), [BRIBE], date(2026, 7, 1))

    with open_ledger(tmp_path / "cases.db") as ledger:
        (code,) = open_ratings(ledger, ratings, by="甲", at=NINE)
        assert [] == open_ratings(ledger, ratings, by="甲", at=NINE)
        facts = firm_facts(ledger.case(code))
        ledger.move(code, "告知", by="甲", at=NINE)
        early = "企业书面同意"
        ledger.move(code, "评定", by="乙", at=NINE, outcome=Outcome.PARTLY, text=early)
        changed = firm_facts(ledger.case(code))

    assert {
        "matter": "某判决",
        "grade": "严重失信",
        "consequence": "限制或暂停涉案产品挂网",
    } == facts
    assert "" == changed["grade"]


def test_ratings_of_a_day_are_kept_in_place_of_those_before(tmp_path: Path):
    with open_scratch(tmp_path) as engine:
        for day in (date(2026, 3, 1), date(2026, 7, 1), date(2026, 7, 1)):
            keep_ratings(engine, rate(load_scheme(), [BRIBE], day), day)
        rows = FIRM_RATINGS.rows(engine)

    assert ["2026-03-01/91SAMPLE", "2026-07-01/91SAMPLE"] == sorted(
        row["rated"] for row in rows
    )
    assert {"严重失信"} == {row["tier"] for row in rows}
