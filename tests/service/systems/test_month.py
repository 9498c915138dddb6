"""A month of systems from loaded tables, and what the command says of it."""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from jixiao.service.systems.month import Month, SystemMonth, look
from tests.measure_page import load_example
from tests.spec_page import Example, Rows

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
TERMS = load_parameter_sets()["sample"].on(JUNE.last)
LATER = datetime(2026, 8, 1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with open_scratch(tmp_path_factory.mktemp("systems")) as opened:
        yield opened


def event(number: str, begins: str, ends: str = "", **more: str) -> dict[str, str]:
    usual = {
        "incident_no": number, "system": "结算系统", "grade": "一般", "planned": "0", "share": "",
        "reported_at": f"2026-{begins}:00", "responded_at": f"2026-{begins}:00",
        "restored_at": f"2026-{ends}:00" if ends else "",
    }  # fmt: skip
    return usual | more


TWO = [event("1", "06-10 10:00", "06-10 12:00"), event("2", "06-10 11:00", "06-10 13:00")]  # fmt: skip


def seen(
    engine: Embedded, incidents: Rows, now: datetime = LATER, **others: Rows
) -> Month:
    tables = [("INCIDENT", incidents), *others.items()]
    load_example(engine, Example("", tables, []))
    return look(engine, JUNE, now, TERMS)


def only(month: Month) -> SystemMonth:
    [system] = month.systems
    return system


def window(announced: str) -> dict[str, str]:
    return {
        "system": "结算 系统", "announced_at": f"2026-06-{announced}:00",
        "begins_at": "2026-06-20 02:00:00", "ends_at": "2026-06-20 04:00:00",
    }  # fmt: skip


def test_an_outage_counts_once_and_an_announced_window_is_off(engine: Embedded):
    run = only(seen(engine, TWO, ANNOUNCED_WINDOW=[window("19 09:00")])).by_log

    assert run is not None
    assert 1 - Fraction(180, 43_080) == run.share


def test_a_window_announced_after_it_began_counts_as_service(engine: Embedded):
    planned = event("3", "06-20 02:00", "06-20 04:00", planned="1")
    month = seen(engine, [planned], ANNOUNCED_WINDOW=[window("20 02:00")])
    run = only(month).by_log

    assert run is not None
    assert 1 - Fraction(120, 43_200) == run.share
    assert ["3"] == [each.number for each in only(month).unannounced]
    assert 1 == len(month.late_windows)
    assert month.response.rate is None


def test_an_outage_from_before_the_month_not_mended_lasts_to_now(engine: Embedded):
    now = datetime(2026, 6, 11)
    system = only(seen(engine, [event("1", "05-31 12:00")], now))

    assert system.by_log is not None
    assert 0 == system.by_log.share
    assert 10 * 86_400 == system.by_log.service
    assert ["1"] == [each.number for each in system.open]


def test_an_event_mended_before_its_report_is_in_no_figure(engine: Embedded):
    system = only(seen(engine, [event("1", "06-10 10:00", "06-10 09:00")]))

    assert ["1"] == [each.number for each in system.reversed]
    assert system.by_log is None


def test_a_system_runs_for_the_days_it_is_in_use(engine: Embedded):
    use = {"system": "结算系统", "started_on": "2026-06-10", "stopped_on": "2026-06-10"}
    other = {"system": "影像系统", "started_on": "2026-01-01", "stopped_on": ""}
    by_name = {
        each.name: each for each in seen(engine, TWO, SYSTEM_USE=[use, other]).systems
    }
    run = by_name["结算系统"].by_log

    assert run is not None
    assert 1 - Fraction(3, 24) == run.share
    assert by_name["影像系统"].by_log is None


def test_what_probes_saw_and_nobody_reported_is_listed(engine: Embedded):
    failed = {"10:30", "20:10", "20:20"}
    moments = ["10:30", "20:00", "20:10", "20:20", "20:30"]
    probes = [
        {"system": "结算系统", "probed_at": f"2026-06-10 {at}:00", "ok": "0" if at in failed else "1"}
        for at in moments
    ]  # fmt: skip
    system = only(seen(engine, TWO, PROBE=probes))

    assert [(datetime(2026, 6, 10, 20, 10), datetime(2026, 6, 10, 20, 30))] == system.unreported  # fmt: skip
    assert system.with_probes is not None
    assert 200 * 60 == system.with_probes.down
    assert 30 * 60 == system.watched


def test_what_was_not_loaded_is_named(engine: Embedded):
    month = seen(engine, TWO)

    assert "systems_in_use announced_windows probes service_points uploads" == " ".join(
        month.absent
    )
    assert month.points is None


def test_points_without_uploads_are_silent(engine: Embedded):
    point = {"point_no": "P1", "kind": "2", "fixmedins_code": "H1", "opened_on": "2026-01-01"}  # fmt: skip
    sent = {"fixmedins_code": "H1", "occurred_on": "2026-06-10", "kind": "结算", "due": "3"}  # fmt: skip
    silent = seen(engine, TWO, SERVICE_POINT=[point], UPLOAD=[sent | {"uploaded": "0"}])
    sending = seen(engine, TWO, SERVICE_POINT=[point], UPLOAD=[sent | {"uploaded": "3"}])  # fmt: skip

    assert silent.points is not None
    assert sending.points is not None
    assert (1, 0) == (len(silent.points.silent), len(sending.points.silent))


def test_a_month_that_has_not_begun_is_refused(engine: Embedded):
    with pytest.raises(JixiaoError, match="还没有到"):
        seen(engine, TWO, datetime(2026, 5, 31))


def test_grades_are_told_apart(engine: Embedded):
    grave = event("3", "06-11 10:00", "06-11 13:00", grade="重大")
    month = seen(engine, [*TWO, grave])

    assert [("一般", 2), ("重大", 1)] == [
        (grade, sum(response.outcomes.values()))
        for grade, (response, _) in month.by_grade.items()
    ]
    assert (1, 0) == tuple(restoring.rate for _, restoring in month.by_grade.values())
