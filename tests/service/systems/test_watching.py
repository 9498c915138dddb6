"""Probes beside the log."""

from datetime import datetime, timedelta

from jixiao.service.systems.notes import Probe
from jixiao.service.systems.watching import outages_seen, unreported, watched

GAP, SLACK = timedelta(minutes=15), timedelta(minutes=5)


def at(minute: int) -> datetime:
    return datetime(2026, 6, 1) + timedelta(minutes=minute)


def probes(failed: set[int], *minutes: int) -> list[Probe]:
    return [Probe("A", at(minute), minute not in failed) for minute in minutes]


def test_failures_in_a_row_are_an_outage_until_the_next_good_probe():
    seen = outages_seen(probes({10, 20}, 0, 10, 20, 30), 2, GAP)

    assert [(at(10), at(30))] == seen


def test_a_single_failure_is_none():
    assert [] == outages_seen(probes({10}, 0, 10, 20), 2, GAP)


def test_an_outage_ends_where_nobody_looked():
    failing = probes({10, 20, 60, 70}, 0, 10, 20, 60, 70)

    assert [(at(10), at(20)), (at(60), at(70))] == outages_seen(failing, 2, GAP)
    assert [(at(0), at(20)), (at(60), at(70))] == watched(failing, GAP)


def test_what_the_log_covers_is_reported_and_the_rest_is_not():
    seen = [(at(10), at(30)), (at(100), at(120))]

    assert [(at(100), at(120))] == unreported(seen, [(at(12), at(30))], SLACK)
    assert [(at(10), at(16)), seen[1]] == unreported(seen, [(at(16), at(30))], SLACK)
