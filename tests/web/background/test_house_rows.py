"""What the house did is in the records when promises are measured: inspections, briefs, reviews, opinions."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from jixiao.fund.cases import Evidence, open_ledger
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.period import Period
from jixiao.service.disclosure.inspection import Inspection
from jixiao.web.background.house_rows import keep_house_rows
from jixiao.web.work.house_papers import (
    BriefIssued,
    ReviewReported,
    keep_brief,
    keep_review,
)
from jixiao.web.work.site_orders import KeptInspection, keep

AT = datetime(2026, 3, 31, 9)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def done_in(folder: Path) -> None:
    seen = Inspection(AT.date(), "http://a.example/", 1, 0, 0, 0, (), (), (), ())
    keep(folder, KeptInspection(seen, {}, has_services=True, by="甲", at=AT))
    for _ in range(2):
        keep_brief(
            folder, BriefIssued(date(2026, 3, 1), date(2026, 3, 7), AT.date(), 9)
        )
    keep_review(folder, ReviewReported(2026, date(2026, 12, 1), 3))
    with open_ledger(folder / "cases.db") as ledger:
        row = Evidence("舆情原文", "u", {}, 0, 0)
        about = {"title": "排队", "subject": "甲县", "evidence": [row]}
        ledger.open_case(engine="opinion", rule="舆情", by="甲", at=AT, **about)


def test_what_the_house_did_is_counted_once(tmp_path: Path):
    open_store(tmp_path).close()
    done_in(tmp_path)

    for _ in range(2):
        keep_house_rows(tmp_path)

    with open_engine(tmp_path) as engine:
        records = Records(engine, YEAR)
        rows = {
            name: engine.fetch(records.record(name)).to_pylist()
            for name in (
                "site_inspections", "opinion_briefs", "control_reviews", "opinion_cases"
            )
        }  # fmt: skip
    assert {1} == set(map(len, rows.values()))
    assert (Decimal(3), None) == (
        rows["control_reviews"][0]["findings"],
        rows["control_reviews"][0]["rectified"],
    )
    assert Decimal(9) == rows["opinion_briefs"][0]["items"]
    assert AT == rows["opinion_cases"][0]["found_at"]


def test_without_records_nothing_is_written(tmp_path: Path):
    done_in(tmp_path)

    keep_house_rows(tmp_path)

    assert not (tmp_path / "fund.duckdb").exists()
