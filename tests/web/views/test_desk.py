"""The desk: lists narrowed, ordered, and without what was put aside."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import County


def test_a_list_is_narrowed_and_ordered(home: County):
    home.case(name="甲项目")
    home.case("submit", name="乙项目")
    client = home.client("approver")

    mine = client.get(reverse("desk"), {"mine": "1"}).content.decode()
    stage = client.get(
        reverse("desk"), {"stage": "target.draft", "order": "risk"}
    ).content.decode()
    part = client.get(
        reverse("desk"), {"words": "乙"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert ("甲项目" in mine, "乙项目" in mine) == (False, True)
    assert ("甲项目" in stage, "乙项目" in stage) == (True, False)
    assert "<html" not in part
    assert "乙项目" in part


def test_what_was_begun_by_mistake_is_put_aside_and_can_be_taken_up(home: County):
    case, client = home.case(name="多建的"), home.client("clerk")
    home.move(case, "discard")

    listed = client.get(reverse("desk")).content.decode()
    asked = client.get(reverse("desk"), {"stage": "target.discarded"}).content.decode()
    counted = home.client("leader").get(reverse("overview")).content.decode()
    assert ("多建的" in listed, "多建的" in asked, "多建的" in counted) == (
        False,
        True,
        False,
    )

    home.move(case, "take_up")
    assert "多建的" in client.get(reverse("desk")).content.decode()


def test_a_line_says_the_next_step_whose_it_is_and_the_days_left(home: County):
    case = home.case("submit")
    case.due = timezone.localdate() + timedelta(days=3)
    case.save()

    page = home.client("approver").get(reverse("desk")).content.decode()

    assert "下一步：单位审核通过（单位审核）" in page
    assert "还有 3 天" in page
    assert "下一步：布置监控" not in page
