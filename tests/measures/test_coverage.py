"""What the records cover is told: months missing, loads, events of nobody, systems without a word."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_engine, open_scratch
from jixiao.measures import Period, library
from jixiao.measures.coverage import Coverage
from jixiao.measures.measuring import Asked, take
from tests.measure_page import select_rows
from tests.measures.ledgers import PROJECT, a_bureau

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        yield opened


def covered(
    engine: Embedded, code: str, period: Period = YEAR, **scope: str
) -> Coverage:
    (measured,) = take(engine, [Asked(library()[code], scope)], period)
    return measured.coverage


def fund_months(
    last: int, insurance: str = "390", without: int = 0
) -> list[dict[str, str]]:
    return [
        {"insutype": insurance, "month": f"2026-{month:02}-01"}
        for month in range(1, last + 1)
        if month != without
    ]


def test_months_that_are_not_there_are_named(engine: Embedded):
    rows = fund_months(7, without=3) + fund_months(12, "310")
    engine.make("FUND_MONTH_D", select_rows("FUND_MONTH_D", rows))

    of_all = covered(engine, "FU02")
    of_employees = covered(engine, "FU02", scheme="职工")
    to_july = covered(engine, "FU02", Period(YEAR.first, date(2026, 7, 31)))

    assert "（居民）没有 3 月、8–12 月的记录" in of_all.lacking
    assert not of_all.is_whole
    assert of_employees.is_whole
    assert "没有 3 月的记录" in to_july.lacking


def test_a_ledger_may_be_empty_for_months_and_its_last_day_is_told(engine: Embedded):
    rows = [{"inspected_on": "2026-03-09"}]
    engine.make("INSPECTION", select_rows("INSPECTION", rows))

    coverage = covered(engine, "SU04")

    assert coverage.is_whole
    assert "2026-03-09" in str(coverage)


def test_a_system_without_any_record_of_the_year_is_named(engine: Embedded):
    rows = [
        {"system": "甲系统", "reported_at": "2026-02-01 08:00:00"},
        {"system": "乙 系统", "reported_at": "2025-02-01 08:00:00",
         "restored_at": "2025-02-01 09:00:00"},
    ]  # fmt: skip
    engine.make("INCIDENT", select_rows("INCIDENT", rows))

    coverage = covered(engine, "SY01")

    assert "乙系统" in coverage.lacking
    assert "甲系统" not in coverage.lacking


@pytest.mark.slow
def test_a_month_of_many_rows_that_stops_early_is_told(engine: Embedded):
    days = [f"2026-{m:02}-{d:02} 09:00:00" for m in range(1, 13) for d in range(1, 11)]
    rows = [{"setl_time": day} for day in days for _ in range(7)]
    engine.make("SETL_D", select_rows("SETL_D", rows))

    assert "12 月只到 10 日" in covered(engine, "BE06").lacking


def test_events_of_no_project_are_nobodys_and_counted(engine: Embedded):
    rows = [
        {"kind": "培训", "project_name": ""},
        {"kind": "培训", "project_name": "甲"},
    ]
    engine.make("ACTIVITY", select_rows("ACTIVITY", rows))

    coverage = covered(engine, "AC01", project="甲")

    assert "另有 1 次活动没有写项目名称" in str(coverage)


@pytest.mark.slow
def test_when_and_from_which_files_the_rows_were_loaded_is_told(tmp_path: Path):
    with open_engine(a_bureau(tmp_path / "bureau")) as engine:
        asked = [Asked(library()["AC01"], {"project": PROJECT})]
        (measured,) = take(engine, asked, YEAR)

    (source,) = measured.coverage.sources
    assert ("events.csv",) == source.files
    assert source.loaded_on is not None
    assert (date(2026, 1, 15), date(2026, 12, 15)) == (source.first, source.last)
