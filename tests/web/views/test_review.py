"""Many tables to review: which come first, which pass together, and which do not."""

import pytest
from django.urls import reverse

from jixiao.web.models import Case
from jixiao.web.views import review
from jixiao.web.work import review_queue
from tests.web.conftest import County

REVIEWED = ("submit", "unit_pass", "department_pass")


def text_of(home: County, role: str, name: str = "review", *args: object) -> str:
    return home.client(role).get(reverse(name, args=args)).content.decode()


def test_what_waits_for_others_is_not_listed(home: County, other: County):
    home.case(name="还在填")
    home.case("submit", "unit_pass", name="到了主管部门")
    other.case("submit", name="别县的")

    assert "没有等我审核的项目" in text_of(home, "approver")
    assert "到了主管部门" in text_of(home, "department")
    assert "没有等我审核的项目" in text_of(home, "leader")


def test_the_page_says_how_many_wait_though_it_lists_the_first(
    home: County, monkeypatch: pytest.MonkeyPatch
):
    home.case("submit", name="平常")
    wrong = home.case("submit", name="有错")
    Case.objects.filter(pk=wrong.pk).update(errors=2)
    monkeypatch.setattr(review, "LISTED", 1)
    monkeypatch.setattr(review_queue, "MOST", 1)

    page = text_of(home, "approver")

    assert "2 个等我审核（只列前 1 个），发现最多的 1 个里，高风险 1，中风险 0" in page
    assert "有错" in page
    assert "平常" not in page


def test_a_line_says_what_changed_since_it_was_painted(home: County):
    case = home.case("submit", name="平常")
    assert "低风险" in text_of(home, "approver")
    Case.objects.filter(pk=case.pk).update(errors=3, name="改了名")

    page = text_of(home, "approver")

    assert '<td class="s risk2">' in page
    assert "改了名" in page


def seen(case: Case) -> str:
    """Give what the page sends of a case: its key, and the number of the entry it showed."""
    return f"{case.key} {len(case.ledger())}"


def test_chosen_tables_pass_together_and_the_rest_say_why(home: County, other: County):
    good, wrong = home.case("submit", name="好的"), home.case("submit", name="有错的")
    foreign = other.case("submit", name="别县的")
    seen_before = f"{wrong.key} 1"  # somebody moved it since the page was opened

    page = (
        home.client("approver")
        .post(
            reverse("pass_together"),
            {"key": [seen(good), seen_before, seen(foreign), "x"]},
            follow=True,
        )
        .content.decode()
    )

    good.refresh_from_db()
    foreign.refresh_from_db()
    assert ("department_review", "unit_review") == (good.target, foreign.target)
    assert "通过 1 个" in page
    assert "有错的：" in page


def test_a_review_with_a_sheet_is_not_passed_together(home: County):
    case = home.case(*REVIEWED)

    page = home.client("finance_reviewer").post(
        reverse("pass_together"), {"key": seen(case)}, follow=True
    )

    assert "要填评分表或金额" in page.content.decode()
    case.refresh_from_db()
    assert "finance_review" == case.target


def test_nobody_passes_what_went_through_their_hands(home: County):
    case = home.case("submit")
    home.people["clerk"].memberships.create(
        organisation=home.places["unit"], role="approver"
    )

    home.client("clerk").post(reverse("pass_together"), {"key": seen(case)})

    case.refresh_from_db()
    assert "unit_review" == case.target


def test_one_goes_from_each_to_the_next(home: County):
    first, second = home.case("submit", name="甲"), home.case("submit", name="乙")
    Case.objects.filter(pk=first.pk).update(errors=1)
    client = home.client("approver")

    def after(case: Case) -> str:
        return client.get(reverse("review_next", args=[case.key]))["Location"]

    assert reverse("case", args=[second.key]) == after(first)
    assert reverse("review") == after(second)


def test_a_row_unfolds_to_its_findings(home: County):
    case = home.case("submit")

    assert "全年办12场宣传" in text_of(home, "approver", "review_row", case.key)


def test_a_version_handed_in_since_is_not_passed_unseen(home: County):
    case = home.case("submit")
    before = seen(case)
    home.move(case, "withdraw")
    home.move(case, "submit")

    page = home.client("approver").post(
        reverse("pass_together"), {"key": before}, follow=True
    )

    assert "刚刚有人办理过" in page.content.decode()
    case.refresh_from_db()
    assert "unit_review" == case.target
