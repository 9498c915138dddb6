"""Moves made at a case's page: once, with what they ask for, and nothing typed is lost."""

from django.urls import reverse

from tests.web.conftest import APPROVED, GOOD, County
from tests.web.typed_forms import draft_of, send_change


def test_a_form_sent_twice_moves_once(home: County):
    case, client = home.case("submit"), home.client("approver")
    form = {"move": "unit_pass", "seen": "2"}

    client.post(reverse("move", args=[case.key]), form)
    again = client.post(reverse("move", args=[case.key]), form, follow=True)

    assert 3 == case.entries.count()
    assert "刚刚有人办理过" in again.content.decode()


def test_a_review_needs_its_sheet_and_says_what_is_missing(home: County):
    case = home.case("submit", "unit_pass", "department_pass")
    client = home.client("finance_reviewer")

    refused = client.post(
        reverse("move", args=[case.key]),
        {"move": "finance_pass", "seen": "4"},
        follow=True,
    )
    scores = {f"sheet.{name}": str(points) for name, points in GOOD.items()}
    client.post(
        reverse("move", args=[case.key]),
        {"move": "finance_pass", "seen": "4", **scores},
    )

    case.refresh_from_db()
    assert "还没有评" in refused.content.decode()
    assert "ready" == case.target


def test_what_was_typed_into_a_refused_move_is_there_again(home: County):
    case = home.case("submit", "unit_pass", "department_pass")
    client = home.client("finance_reviewer")
    form = {
        "move": "finance_pass",
        "seen": "4",
        "sheet.目标相关性": "99",
        "reason": "写了很久",
    }

    page = client.post(
        reverse("move", args=[case.key]), form, follow=True
    ).content.decode()
    again = client.get(reverse("case", args=[case.key])).content.decode()

    assert 'value="99"' in page
    assert "写了很久" in page
    assert "写了很久" not in again


def test_a_day_or_a_sum_that_is_none_is_told_and_nothing_is_done(home: County):
    case = home.case(*APPROVED[:-1])
    client, address = home.client("finance_approver"), reverse("move", args=[case.key])
    form = {"move": "approve", "seen": len(case.ledger()), "budget": "120000"}

    day = client.post(
        address, form | {"embargo": "2026-13-45"}, follow=True
    ).content.decode()
    money = client.post(
        address, form | {"budget": "12OOOO"}, follow=True
    ).content.decode()

    assert "“2026-13-45”不是日历上的日子" in day
    assert "“12OOOO”不是一个数" in money
    case.refresh_from_db()
    assert "ready" == case.target


def test_what_was_typed_since_the_page_was_opened_is_not_handed_in_unseen(home: County):
    case, client = home.case(), home.client("clerk")
    shown = draft_of(case).revision
    form = {"move": "submit", "seen": "1", "revision": shown}
    send_change(client, case, path="project_name", text="一")
    address = reverse("move", args=[case.key])

    refused = client.post(address, form, follow=True).content.decode()
    unsaid = client.post(address, {"move": "submit", "seen": "1"}, follow=True)

    assert "没有提交：这一页打开以后，表又改过（甲clerk" in refused
    assert "没有提交" in unsaid.content.decode()
    case.refresh_from_db()
    assert "draft" == case.target
    client.post(address, form | {"revision": shown + 1})
    case.refresh_from_db()
    assert "unit_review" == case.target
