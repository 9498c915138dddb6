"""What waits for a review: which come first, who sees them, how many there are."""

from decimal import Decimal

import pytest

from jixiao.web.models import Case
from jixiao.web.people.access import visible
from jixiao.web.work.review_queue import Risk, queue_of
from tests.web.conftest import County

REVIEWED = ("submit", "unit_pass", "department_pass")


def test_the_riskiest_come_first(home: County):
    calm = home.case("submit", name="平常")
    wrong = home.case("submit", name="有错")
    doubled = home.case("submit", name="翻倍")
    before = home.case(*REVIEWED, "finance_pass", "approve", name="翻倍")
    Case.objects.filter(pk=before.pk).update(year=2025, budget=Decimal(50000))
    Case.objects.filter(pk=wrong.pk).update(errors=2)

    waiting = queue_of(home.people["approver"]).first

    assert [wrong.pk, doubled.pk, calm.pk] == [each.pk for each in waiting]
    assert [Risk.HIGH, Risk.HIGH, Risk.LOW] == [each.risk for each in waiting]
    assert Decimal("140.0") == waiting[1].change


@pytest.mark.parametrize(
    ("warnings", "change", "risk"),
    [(0, 0, Risk.LOW), (3, 0, Risk.MIDDLE), (0, 40, Risk.MIDDLE), (0, -60, Risk.HIGH)],
)
def test_warnings_and_the_money_tell_the_risk(
    home: County, warnings: int, change: int, risk: Risk
):
    before = home.case(*REVIEWED, "finance_pass", "approve")
    Case.objects.filter(pk=before.pk).update(year=2025)
    now = home.case("submit")
    Case.objects.filter(pk=now.pk).update(
        warnings=warnings, budget=Decimal(120000) * (100 + change) / 100
    )

    (waiting,) = queue_of(home.people["approver"]).first

    assert risk is waiting.risk


def test_nobody_reviews_what_they_may_not_see(home: County, other: County):
    mine = home.case("submit")
    home.case("submit", "unit_pass")
    other.case("submit")

    for role, user in home.people.items():
        waiting = {each.pk for each in queue_of(user).first}
        assert waiting <= set(visible(user).values_list("pk", flat=True)), role
        assert (mine.pk in waiting) == (role == "approver")


def test_what_waits_for_somebody_in_two_roles_counts_once(home: County):
    approver, unit = home.people["approver"], home.places["unit"]
    approver.memberships.create(organisation=unit, role="department")
    case = home.case("submit")
    Case.objects.filter(pk=case.pk).update(department=unit)

    queue = queue_of(approver)

    assert (1, [case.pk]) == (queue.count, [each.pk for each in queue.first])


def test_a_monitoring_that_waits_is_no_table_to_review(home: County):
    case = home.case("submit", "unit_pass", "department_pass")
    Case.objects.filter(pk=case.pk).update(monitoring="review")

    assert 0 == queue_of(home.people["department"]).count
