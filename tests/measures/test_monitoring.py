"""Mid-year: what the year will bring, and money against results."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.measures import Period
from jixiao.measures.monitoring import Alarm, Course, Monitored, monitor
from jixiao.targets import Amounts, Funding, TargetTable
from tests.drawn import drawn
from tests.evaluation.tables import Row, table
from tests.measures.ledgers import EVENTS, PROJECT, a_bureau

JULY = Period(date(2026, 1, 1), date(2026, 7, 31))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_bureau(tmp_path_factory.mktemp("monitoring") / "bureau", last_month=7)


def a_table(*rows: tuple[str, str], total: str = "12000") -> TargetTable:
    promised: list[Row] = [
        ("产出指标", "数量指标", name, value, None) for name, value in rows
    ]
    money = Funding(annual=Amounts(total=Decimal(total)))
    made = table(*promised, project=PROJECT)
    return msgspec.structs.replace(made, money_unit="元", funding=money)


def monitored(store: Path, *rows: tuple[str, str], total: str = "12000") -> Monitored:
    with open_engine(store) as engine:
        (monitored_table,) = monitor(engine, [a_table(*rows, total=total)], JULY)
    return monitored_table


@pytest.mark.slow
def test_a_total_goes_on_as_it_did(store: Path):
    (progress,) = monitored(store, ("培训人次", "≥80人次")).progress

    assert (Decimal(70), Decimal(120)) == (progress.answer.actual, progress.forecast)
    assert (progress.low, progress.high) == (Decimal(120), Decimal(120))
    assert Course.ON == progress.course


def test_a_total_that_will_not_do_is_off_course_and_told(store: Path):
    monitored_table = monitored(store, ("培训人次", "≥300人次"))

    assert Course.OFF == monitored_table.progress[0].course
    assert any(
        "培训人次" in alert.says and alert.alarm is Alarm.RED
        for alert in monitored_table.alerts
    )


@pytest.mark.slow
def test_months_of_three_years_are_carried_on_as_the_funds_course_is(tmp_path: Path):
    store = a_bureau(tmp_path / "bureau", range(2023, 2027))

    (progress,) = monitored(store, ("培训人次", "≥140人次")).progress

    assert Decimal(91) == progress.answer.actual
    assert progress.forecast is not None
    assert progress.low is not None
    assert Decimal(148) < progress.low <= progress.forecast < Decimal(164)
    assert "按三年以上各月推算" in progress.why
    assert Course.ON == progress.course


def test_without_the_year_before_only_what_cannot_change_is_sure(store: Path):
    (progress,) = monitored(store, ("培训人次", "≥150人次")).progress

    assert Course.RISK == progress.course
    assert "没有收上年的记录" in progress.why


@pytest.mark.slow
def test_the_year_before_says_what_the_months_to_come_bring(tmp_path: Path):
    events = EVENTS
    for year, months in ((2025, range(1, 13)), (2026, range(1, 8))):
        for month in months:
            count = 100 if month == 12 else 10 + month % 2
            day = f"{year}-{month:02}-15"
            events += f"e{year}{month},培训,培训{month},{PROJECT},{day},{count},,,\n"
    (tmp_path / "events.csv").write_text(events, "utf-8")
    load(tmp_path / "events.csv", tmp_path / "store")

    (progress,) = monitored(tmp_path / "store", ("培训人次", "≥200人次")).progress

    assert progress.forecast is not None
    assert progress.forecast == pytest.approx(Decimal(216), abs=1)
    assert progress.course is not Course.OFF
    assert "上年" not in progress.why


def test_months_that_vary_make_an_interval_and_a_risk(store: Path):
    (progress,) = monitored(store, ("印发宣传折页", "≥1680份")).progress

    assert progress.low is not None
    assert progress.high is not None
    assert progress.forecast is not None
    assert progress.low < progress.forecast < progress.high
    assert progress.forecast == Decimal(1680)
    assert Course.RISK == progress.course


def test_a_rate_stays_as_it_is(store: Path):
    (progress,) = monitored(store, ("培训合格率", "≥85%")).progress

    assert (Decimal(90), Course.ON) == (progress.forecast, progress.course)


def test_a_deadline_that_is_over_is_kept_or_not(store: Path):
    done, late, open_ = monitored(
        store,
        ("项目完成时限", "2026年7月前"),
        ("项目完成时间", "2026年3月前"),
        ("年度项目完成时限", "2026年12月前"),
    ).progress

    assert (Course.ON, Course.OFF, Course.OPEN) == (
        done.course,
        late.course,
        open_.course,
    )


def test_what_nobody_measures_stays_open(store: Path):
    (progress,) = monitored(store, ("群众看病负担", "减轻")).progress

    assert Course.OPEN == progress.course
    assert progress.why


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("total", "alarm"), [("12000", None), ("20000", Alarm.YELLOW), ("40000", Alarm.RED)]
)
def test_money_behind_time_is_told(store: Path, total: str, alarm: Alarm | None):
    monitored_table = monitored(store, ("培训合格率", "≥99%"), total=total)

    alarms = [
        alert.alarm for alert in monitored_table.alerts if "比时间进度慢" in alert.says
    ]
    assert ([alarm] if alarm else []) == alarms


@pytest.mark.slow
def test_money_ahead_of_results_and_results_without_money(store: Path):
    ahead = monitored(store, ("培训人次", "≥1000人次"), total="7000")
    unpaid = monitored(store, ("培训人次", "≥50人次"), total="70000")

    assert any("还不到一半" in alert.says for alert in ahead.alerts)
    assert any("指标都已达到" in alert.says for alert in unpaid.alerts)
