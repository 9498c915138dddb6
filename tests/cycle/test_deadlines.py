"""What is due, and when somebody is reminded."""

from datetime import UTC, date, datetime

from jixiao.cycle import dues, make, replay
from tests.cycle.people import APPROVED, BASE, a_case, wish


def due_of(*moves: str) -> dict[str, date]:
    return {due.name: due.on for due in dues(replay(a_case(*moves)), BASE, 2026)}


def test_an_approved_target_is_published_within_twenty_days():
    (due,) = [
        d for d in dues(replay(a_case(*APPROVED)), BASE, 2026) if d.name == "publish"
    ]

    assert date(2026, 1, 30) == due.on
    assert (False, True) == (
        due.is_near(date(2026, 1, 24)),
        due.is_near(date(2026, 1, 25)),
    )
    assert (False, True) == (
        due.is_over(date(2026, 1, 30)),
        due.is_over(date(2026, 1, 31)),
    )


def test_what_is_published_is_not_due_until_a_change_is_approved():
    assert "publish" not in due_of(*APPROVED, "publish")
    assert "publish" in due_of(*APPROVED, "publish", "adjust", *APPROVED)


def test_a_review_is_due_after_what_was_handed_in_last():
    assert date(2026, 1, 12) == due_of("submit", "unit_pass")["review"]
    assert "review" not in due_of()


def test_a_monitoring_form_is_due_by_the_day_of_the_year():
    assert date(2026, 8, 31) == due_of(*APPROVED, "open_monitoring")["monitoring"]


def test_a_monitoring_that_begins_late_leaves_days_to_fill_it_in():
    ledger = a_case(*APPROVED)
    ledger.append(
        make(ledger, wish("open_monitoring", datetime(2026, 11, 2, tzinfo=UTC)), BASE)
    )

    assert (
        date(2026, 11, 12)
        == {d.name: d.on for d in dues(replay(ledger), BASE, 2026)}["monitoring"]
    )


def test_what_must_be_put_right_is_due_on_the_day_that_was_set():
    ledger = a_case(
        *APPROVED, "open_monitoring", "report_monitoring", "confirm_monitoring"
    )
    at = datetime(2026, 8, 20, tzinfo=UTC)
    ledger.append(make(ledger, wish("demand", at, until=date(2026, 9, 30)), BASE))

    assert (
        date(2026, 9, 30)
        == {d.name: d.on for d in dues(replay(ledger), BASE, 2026)}["rectify"]
    )
