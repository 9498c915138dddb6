"""The page of a case: its table, what differs, what is held up, and how it came here."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jixiao import cycle
from jixiao.web.models import Case
from jixiao.web.work import case_moves
from tests.web.conftest import APPROVED, County, Waive
from tests.web.typed_forms import fill, send_change


def test_a_move_that_waits_for_its_day_says_so(home: County):
    case = home.case("submit", "unit_pass", "department_pass", "finance_pass")
    day = timezone.localdate() + timedelta(days=9)
    facts = cycle.Facts(budget=Decimal(1), embargo=day)
    case_moves.move(case, home.people["finance_approver"], "approve", "少批", facts)
    Case.objects.filter(pk=case.pk).update(year=timezone.localdate().year + 1)

    clerk = home.client("clerk").get(reverse("case", args=[case.key])).content.decode()
    department = (
        home.client("department").get(reverse("case", args=[case.key])).content.decode()
    )

    assert f"{day} 之前不得公开" in clerk
    assert "十二月起才布置自评" in department


def test_what_a_move_brought_stands_in_the_ledger(home: County):
    case = home.case(
        "submit", "unit_pass", "department_pass", "finance_pass", "approve"
    )

    text = home.client("auditor").get(reverse("case", args=[case.key])).content.decode()

    assert "评分合计：100（优）" in text
    assert "预算（元）：120,000.00" in text


@pytest.mark.slow
def test_who_confirms_a_form_sees_it(home: County, waive: Waive):
    waive("rows_filled")
    case = home.case(*APPROVED, "open_monitoring")
    client = home.client("clerk")
    for token, path, text in (
        ("a", "expected", "8场"),
        ("b", "causes", "人员保障"),
        ("c", "reason", "借调"),
    ):
        fill(client, case, 0, path, text, "monitoring", token=token)
    page = client.get(reverse("case", args=[case.key])).content.decode()
    home.move(case, "report_monitoring")

    text = (
        home.client("department").get(reverse("case", args=[case.key])).content.decode()
    )

    assert "借调" in text
    # The next step stands open, not an adjustment, which is hardly ever asked for.
    assert "公开" in page.partition('<details class="move" open>')[2][:80]


@pytest.mark.slow
def test_a_change_shows_what_is_different(home: County):
    case = home.case(*APPROVED, "publish", "adjust")
    fill(home.client("clerk"), case, 0, "target", "≥8场")

    text = (
        home.client("department").get(reverse("case", args=[case.key])).content.decode()
    )

    assert "<del>≥12场</del>" in text
    assert "<ins>≥8场</ins>" in text
    assert (
        "≥12场"
        in Client().get(reverse("public_table", args=[case.key])).content.decode()
    )


def test_a_project_begun_twice_is_told(home: County):
    first, second = home.case(name="宣传"), home.case(name="宣传")
    client = home.client("clerk")
    address = reverse("case", args=[second.key])

    page = client.get(address).content.decode()
    assert "还有同名的项目" in page
    assert str(first.key) in page
    assert (
        "还有同名的项目"
        in client.get(reverse("write", args=[second.key, "target"])).content.decode()
    )

    home.move(first, "discard")
    assert "还有同名的项目" not in client.get(address).content.decode()


def test_a_budget_that_is_not_the_tables_is_told(home: County):
    case = home.case(*APPROVED[:-1])
    case_moves.move(
        case,
        home.people["finance_approver"],
        "approve",
        "财力不足",
        cycle.Facts(budget=Decimal(100000)),
    )
    address, client = reverse("case", args=[case.key]), home.client("clerk")

    assert (
        "批复的预算 100,000.00 元，目标表上年度资金总额 120,000.00 元"
        in client.get(address).content.decode()
    )
    home.move(case, "adjust")
    send_change(client, case, token="a", path="funding.annual.total", text="10")
    send_change(
        client, case, token="b", path="funding.annual.fiscal_appropriation", text="10"
    )
    assert "两者不同" in client.get(address).content.decode()


def test_who_verifies_a_form_sees_what_the_checks_find_in_it(
    home: County, waive: Waive
):
    for name in ("rows_filled", "no_open_errors"):
        waive(name)
    case = home.case(*APPROVED, "open_monitoring")
    fill(home.client("clerk"), case, 0, "actual", "12O场", "monitoring")
    home.move(case, "report_monitoring")

    address = reverse("case", args=[case.key])
    page = home.client("department").get(address).content.decode()

    of_form = page.split("审核发现：监控表")[1].split("目标表的审核发现")[0]
    assert "12O场" in of_form
    home.move(case, "confirm_monitoring")
    page = home.client("department").get(address).content.decode()
    assert "审核发现：监控表" not in page


@pytest.mark.slow
def test_an_adjustment_stands_on_top_and_is_marked_in_the_table(home: County):
    case = home.case(*APPROVED, "adjust")
    fill(home.client("clerk"), case, 0, "target", "≥8场")
    home.move(case, "submit")

    address = reverse("case", args=[case.key])
    page = home.client("approver").get(address).content.decode()

    assert page.index("“宣传场次”的指标值") < page.index('class="split"')
    assert "与批复的目标不同（1 处）" in page
    assert "<ins>≥8场</ins>" in page.split('class="sheet"')[1].split("</table>")[0]


def test_why_a_table_came_back_stands_above_it(home: County):
    case = home.case("submit")
    case_moves.move(case, home.people["approver"], "unit_return", "依据没有附")

    page = home.client("clerk").get(reverse("case", args=[case.key])).content.decode()

    head = page.split('class="split"')[0]
    assert "退回修改" in head
    assert "依据没有附" in head
    home.move(case, "submit")
    page = (
        home.client("approver").get(reverse("case", args=[case.key])).content.decode()
    )
    assert "依据没有附" not in page.split('class="split"')[0]
