"""The points that a review starts from: fewer for what checks find, none where they know nothing."""

from decimal import Decimal

import pytest
from django.urls import reverse

from jixiao import cycle
from jixiao.checks import library
from jixiao.web.models import FindingReason
from jixiao.web.work.findings import judge
from jixiao.web.work.first_points import first_points
from tests.web.conftest import County
from tests.web.typed_forms import draft_of, fill

RULES = cycle.procedures()["base"]


def starts(case):
    return first_points(judge(case, draft_of(case).table), RULES)


def test_every_family_that_has_a_say_is_one_of_checks():
    families = {entry.family for entry in library().values()}

    named = {
        family
        for rules in cycle.procedures().values()
        for head in rules.review
        for item in head.items
        for family in item.families
    }

    assert named
    assert named <= families


def test_an_error_takes_off_and_a_reason_gives_back(home: County):
    case = home.case()
    before = starts(case)["实现可能性"]
    fill(home.client("clerk"), case, 2, "target", "2026年11月31日前")
    after = starts(case)["实现可能性"]

    assert 1 == after.errors - before.errors
    assert before.points - RULES.takes_off["error"] == after.points
    for finding, _ in judge(case, draft_of(case).table).findings:
        FindingReason.objects.create(
            case=case,
            code=finding.code,
            message=finding.message,
            reason="按文件",
            by=home.people["clerk"],
        )
    assert Decimal(10) == starts(case)["实现可能性"].points


def test_points_never_fall_below_nothing(home: County):
    case = home.case()
    client = home.client("clerk")
    for place in range(6):
        text = "2026年11月31日前"
        fill(client, case, place, "target", text, token=f"t{place}")

    assert all(start.points >= 0 for start in starts(case).values())


@pytest.mark.parametrize(("item", "start"), [("实现可能性", "10"), ("条件充分性", "")])
def test_a_sheet_starts_from_them_and_is_blank_where_checks_know_nothing(
    home: County, item: str, start: str
):
    case = home.case("submit", "unit_pass", "department_pass")

    page = home.client("finance_reviewer").get(reverse("case", args=[case.key]))

    text = page.content.decode()
    box = text.partition(f'name="sheet.{item}"')[2].partition(">")[0]
    assert f'value="{start}"' in box
