"""What was disclosed: the public's pages, what can be compared, and what is held back."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from jixiao import cycle
from jixiao.cell_path import CellPath
from jixiao.targets.editing import edit
from jixiao.web.models import Case
from jixiao.web.work import case_moves, drafts
from tests.web.conftest import APPROVED, County, Waive, a_table
from tests.web.typed_forms import fill
from tests.web.views.public_pages import open_and_approve, page, publish

pytestmark = pytest.mark.django_db


def case_page(case: Case) -> str:
    return reverse("case", args=[case.key])


def test_nothing_of_what_is_not_published_is_there(home: County):
    home.case(*APPROVED)

    for text in (page("public"), page("public_indicators"), page("public_money"),
                 page("public_place", home.places["department"].pk, 2026)):  # fmt: skip
        assert "医保宣传" not in text
    assert (
        404 == Client().get(reverse("public_place", args=[999_999, 2026])).status_code
    )


def test_personal_data_is_held_back_and_said(home: County):
    case = home.case(*APPROVED)
    edited = edit(a_table(), CellPath("objective"), "全年办12场宣传，电话13800000000。")
    assert (
        "公开时会隐去" not in home.client("clerk").get(case_page(case)).content.decode()
    )
    case = open_and_approve(home, edited)
    assert (
        "公开时会隐去：1 个手机号"
        in home.client("clerk").get(case_page(case)).content.decode()
    )
    case = publish(home, edited)

    text = page("public_table", case.key)
    data = (
        Client().get(reverse("public_file", args=[case.key, "json"])).content.decode()
    )
    listed = Client().get(reverse("api_published")).content.decode()

    assert "1 个手机号" in text
    assert not any("13800000000" in edited for edited in (text, data, listed))


@pytest.mark.parametrize(
    "query", ["year=x", "year=99999999999", "area=x&what=y", "level=x", "page=x"]
)
def test_an_address_nobody_gave_is_answered(query: str):
    for name in ("public", "public_indicators", "public_money"):
        assert 200 == Client().get(f"{reverse(name)}?{query}").status_code


@pytest.mark.slow
def test_a_result_is_shown_with_what_a_spot_check_gave_it(home: County, waive: Waive):
    for name in ("year_over", "rows_filled", "scored", "proven", "no_open_errors"):
        waive(name)
    evaluated = (
        "open_evaluation",
        "report_evaluation",
        "confirm_evaluation",
        "spot_check",
    )
    case = open_and_approve(home, a_table())
    for move in ("publish", *evaluated):
        home.move(case, move)
    facts = cycle.Facts(points=Decimal("93.5"))
    case_moves.move(
        case, home.people["finance_reviewer"], "settle_check", "抽查一项", facts
    )
    assert "93.5" not in page("public_table", case.key)

    home.move(case, "publish_result")

    text = page("public_table", case.key)
    assert "自评结果" in text
    assert "财政抽查复核：93.5 分" in text


def test_what_is_typed_or_approved_since_is_not_out(home: County):
    case = publish(
        home, edit(a_table(), CellPath("project_name"), "医保宣传13800000000")
    )
    home.move(case, "adjust")
    drafts.type_into(
        case,
        "target",
        home.people["clerk"],
        "t",
        "x",
        lambda typed: typed.edited(CellPath("project_name"), "还没批的名字"),
    )
    for move in APPROVED[:-1]:
        home.move(case, move)
    facts = cycle.Facts(budget=Decimal(8888888), embargo=date(2999, 1, 1))
    case_moves.move(case, home.people["finance_approver"], "approve", "追加", facts)

    area = home.places["department"].pk
    pages = (
        page("public"), page("public_table", case.key), page("public_money", year=2026),
        page("public_place", area, 2026), page("api_published"),
        b"".join(
            Client().get(reverse("public_place_file", args=[area, 2026, "csv"]))
        ).decode("utf-8-sig"),
    )  # fmt: skip
    for text in pages:
        assert "还没批的名字" not in text
        assert "13800000000" not in text
        assert "888.89" not in text
    assert "医保宣传" in pages[0]


def adjusted(home: County, **approval: object) -> Case:
    case = open_and_approve(home, a_table())
    for move in ("publish", "adjust"):
        home.move(case, move)
    fill(home.client("clerk"), case, 0, "target", "≥8场")
    for move in APPROVED[:-1]:
        home.move(case, move)
    facts = cycle.Facts(budget=Decimal(120000), **approval)
    case_moves.move(case, home.people["finance_approver"], "approve", "", facts)
    return case


@pytest.mark.slow
def test_the_public_is_told_that_a_target_was_changed(home: County):
    case = adjusted(home)
    assert "批准了对这个目标的调整" in page("public_table", case.key)

    home.move(case, "publish")

    assert "这个目标经批准调整过" in page("public_table", case.key)


@pytest.mark.slow
def test_a_change_that_may_not_be_published_yet_is_not_told_of(home: County):
    case = adjusted(home, embargo=date(2999, 1, 1))

    assert "调整" not in page("public_table", case.key)


def test_a_page_is_asked_for_by_its_head_too(home: County):  # noqa: ARG001
    assert 200 == Client().head(reverse("public")).status_code
    assert 200 == Client().head(reverse("alive")).status_code
