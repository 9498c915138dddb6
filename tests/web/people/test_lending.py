"""A role of one's own, lent for some days and taken back: by the rules, sealed, and in force."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jixiao.web import sealing
from jixiao.web.models import Case, Lent, Membership, Trail, User
from jixiao.web.people.lending import NotLent, colleagues, lend, take_back
from tests.web.conftest import County

TODAY = date(2026, 3, 2)


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def role(home: County) -> Membership:
    return home.people["approver"].memberships.get()


def test_a_role_is_lent_for_its_days_and_sealed(home: County, role: Membership):
    loan = lend(role, home.people["fund"], (TODAY, after(6)), TODAY)

    sealing.check_rows("loan", [loan])
    Lent.objects.update(until=after(60))
    with pytest.raises(sealing.Tampered):
        sealing.check_rows("loan", [Lent.objects.get()])


@pytest.mark.parametrize(
    ("taker", "since", "until", "why"),
    [
        ("fund", -1, 3, "已经过去的日子"),
        ("fund", 3, 2, "早于第一天"),
        ("fund", 0, 366, "最多委托一年"),
        ("department", 0, 3, "同一单位"),
        ("approver", 0, 3, "能登录的同事"),
        ("stopped", 0, 3, "能登录的同事"),
        ("second approver", 0, 3, "自己就是这个角色"),
    ],
)
def test_what_speaks_against_a_loan_is_told(
    home: County, role: Membership, taker: str, since: int, until: int, why: str
):
    people = dict(home.people)
    for name, about in (("stopped", "fund"), ("second approver", "approver")):
        people[name] = User.objects.create_user(
            name, full_name="某", is_active=name != "stopped"
        )
        people[name].memberships.create(organisation=role.organisation, role=about)

    with pytest.raises(NotLent, match=why):
        lend(role, people[taker], (after(since), after(until)), TODAY)

    assert not Lent.objects.exists()


def test_a_role_is_lent_once_at_a_time(home: County, role: Membership):
    lend(role, home.people["fund"], (TODAY, after(6)), TODAY)

    with pytest.raises(NotLent, match=r"2026-03-02 至 2026-03-08 已经委托给甲fund"):
        lend(role, home.people["clerk"], (after(6), after(9)), TODAY)
    lend(role, home.people["clerk"], (after(7), after(9)), TODAY)

    assert 2 == Lent.objects.count()


@pytest.mark.parametrize(
    ("today", "until"), [(0, None), (3, after(2)), (6, after(5)), (9, after(6))]
)
def test_what_was_taken_back_holds_no_more_and_what_was_stays(
    home: County, role: Membership, today: int, until: date | None
):
    loan = lend(role, home.people["fund"], (TODAY, after(6)), TODAY)

    take_back(loan, after(today))

    assert until == Lent.objects.values_list("until", flat=True).first()


def test_colleagues_are_those_of_ones_own_organisation(home: County, other: County):
    near = set(colleagues(home.people["approver"]))

    assert {home.people["clerk"], home.people["fund"]} == near
    assert not near & set(other.people.values())


def test_lent_on_the_page_it_is_in_force_in_the_trail_and_taken_back(
    home: County, text_of
):
    home.case("submit")
    approver, fund = home.client("approver"), home.client("fund")
    until = timezone.localdate() + timedelta(days=2)
    asked = {
        "membership": home.people["approver"].memberships.get().pk,
        "taker": home.people["fund"].pk,
        "since": timezone.localdate(),
        "until": until,
    }
    assert "<b>0</b><span>等我办理" in text_of(fund.get("/"))

    assert 302 == approver.post("/loans", asked).status_code

    text = text_of(fund.get("/"))
    assert "<b>1</b><span>等我办理" in text
    assert "代甲approver" in text
    assert "正在代办" in text_of(approver.get("/loans"))
    assert "委托给我的" in text_of(fund.get("/loans"))
    loan = Lent.objects.get()
    assert 404 == fund.post("/loans/back", {"loan": loan.pk}).status_code
    assert 302 == approver.post("/loans/back", {"loan": loan.pk}).status_code
    assert "<b>0</b><span>等我办理" in text_of(fund.get("/"))
    actions = list(Trail.objects.order_by("pk").values_list("action", flat=True))
    assert ["委托", "收回委托"] == actions


def test_a_role_that_is_not_ones_own_is_not_lent(home: County, other: County, text_of):
    asked = {
        "taker": home.people["fund"].pk,
        "since": "2099-01-01",
        "until": "2099-01-02",
    }
    for county, role in ((home, "clerk"), (other, "approver")):
        foreign = county.people[role].memberships.get()
        answer = home.client("approver").post(
            "/loans", asked | {"membership": foreign.pk}
        )

        assert 400 == answer.status_code
        assert 'role="alert"' in text_of(answer)
    assert not Lent.objects.exists()


def test_who_borrows_the_clerks_role_begins_cases_for_the_lender(home: County):
    clerk, taker = home.people["clerk"], home.people["fund"]
    today = timezone.localdate()
    Lent.objects.create(
        membership=clerk.memberships.get(), taker=taker, since=today, until=today
    )
    client = home.client("fund")

    begun = client.post(
        reverse("begin"), {"unit": home.places["unit"].pk, "year": 2026}
    )

    (opened,) = Case.objects.get().ledger()
    assert 302 == begun.status_code
    assert (taker.actor, clerk.actor) == (opened.actor, opened.on_behalf_of)
    assert 200 == client.get(begun["Location"]).status_code
    Lent.objects.update(
        until=today - timedelta(days=1), since=today - timedelta(days=2)
    )
    refused = home.client("fund").get(reverse("begin"))
    assert "只有单位经办可以新建项目" in refused.content.decode()
