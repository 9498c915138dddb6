"""What was disclosed: the public's pages, what can be compared, and what is held back."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from jixiao import cycle
from jixiao.cell_path import CellPath
from jixiao.targets import Amounts, Funding, TargetTable
from jixiao.targets.editing import edit
from jixiao.targets.table import LowerLevelAmounts, SuperiorAmounts
from jixiao.web.background.disclosure import disclose_case
from jixiao.web.jobs import JobProgress
from jixiao.web.models import Case, Figure, Job, Organisation
from jixiao.web.views.public_money import flows_of
from jixiao.web.work import case_moves, drafts
from tests.web.conftest import County, Waive, a_table

APPROVED = ("submit", "unit_pass", "department_pass", "finance_pass", "approve")
pytestmark = pytest.mark.django_db


def publish(county: County, table: TargetTable, *more: str) -> Case:
    case = open_and_approve(county, table)
    for move in ("publish", *more):
        county.move(case, move)
    job = Job.objects.get(kind="disclose", about=str(case.key))
    disclose_case(job, JobProgress(job))
    return case


def open_and_approve(county: County, table: TargetTable) -> Case:
    case = case_moves.open_case(
        county.people["clerk"], county.places["unit"], county.places["department"],
        county.places["finance"], table.fiscal_year or 2026, table,
    )  # fmt: skip
    for move in APPROVED:
        county.move(case, move)
    return case


def case_page(case: Case) -> str:
    return reverse("case", args=[case.key])


def page(name: str, *args: object, **query: object) -> str:
    response = Client().get(reverse(name, args=args), {k: str(v) for k, v in query.items()})
    assert 200 == response.status_code
    return response.content.decode()


def test_publishing_gives_figures_that_can_be_compared(home: County):
    case = publish(home, a_table())

    kept = {figure.name: figure for figure in Figure.objects.all()}

    assert {"宣传场次", "讲解合格率", "宣传经费", "群众政策知晓率", "群众满意度"} == set(kept)
    assert (Decimal(120000), "元") == (kept["宣传经费"].promised, kept["宣传经费"].unit)
    assert home.places["department"] == case.disclosed.area


def test_publishing_again_does_not_double_them(home: County):
    case = publish(home, a_table())
    job = Job.objects.get(kind="disclose")
    before = Figure.objects.count()

    disclose_case(job, JobProgress(job))

    assert before == Figure.objects.count()
    assert 1 == case.disclosed.year // 2026


def test_one_indicator_is_ranked_over_areas(home: County, other: County):
    publish(home, a_table())
    publish(other, edit(a_table(), CellPath.in_row(0, "target"), "≥30场"))
    what = Figure.objects.filter(name="宣传场次").values_list("what", flat=True)[0]

    listed = page("public_indicators", year=2026)
    text = page("public_indicators", what=what, year=2026)

    assert Figure.objects.filter(what=what)[0].title in listed
    assert text.index("乙县医疗保障局") < text.index("甲县医疗保障局")
    assert [30, 12] == [bar["promised"] for bar in bars(text)["areas"]["bars"]]


def test_other_units_are_told_apart_and_not_ranked(home: County, other: County):
    publish(home, a_table())
    publish(other, edit(a_table(), CellPath.in_row(0, "target"), "≥300人次"))
    publish(home, msgspec.structs.replace(a_table("再宣传"), project_name="再宣传"))
    Figure.objects.filter(name="宣传场次").update(what="一样")

    text = page("public_indicators", what="一样", year=2026)

    assert [12, 12] == [bar["promised"] for bar in bars(text)["areas"]["bars"]]
    assert "单位不同，不能直接比" in text


def test_the_years_of_an_area_are_a_course(home: County):
    before = edit(a_table(year=2025), CellPath.in_row(2, "target"), "2025年11月30日前")
    publish(home, before)
    publish(home, edit(a_table(), CellPath.in_row(0, "target"), "≥20场"))
    what = Figure.objects.filter(name="宣传场次").values_list("what", flat=True)[0]

    text = page("public_indicators", what=what, year=2026, area=home.places["department"].pk)

    assert [(2025, 12), (2026, 20)] == [
        (bar["year"], bar["promised"]) for bar in bars(text)["years"]["bars"]
    ]


def bars(text: str) -> dict:
    return json.loads(text.partition('id="bars">')[2].partition("</script>")[0])


def with_money(
    table: TargetTable, down: int | None = None, above: int | None = None
) -> TargetTable:
    money = Funding(
        annual=Amounts(total=Decimal(500)),
        lower_level=LowerLevelAmounts(total=Decimal(down) if down else None),
        from_above=SuperiorAmounts(central=Decimal(above) if above else None),
    )
    return msgspec.structs.replace(table, funding=money)


def test_money_passed_down_is_laid_beside_money_received(home: County, other: County):
    city, county = home.places["department"], other.places["department"]
    Organisation.objects.filter(pk=county.pk).update(level="county")
    city.level = "city"
    city.save()
    county.parent = city
    county.save()
    publish(home, with_money(a_table(), down=300))
    publish(other, with_money(a_table(), above=280))

    above, below = flows_of(2026)

    assert (Decimal(3000000), Decimal(2800000)) == (above.passed_down, above.below)
    assert Decimal(200000) == above.difference
    assert (1, 1) == (above.telling, above.areas)
    assert (Decimal(2800000), None) == (below.received, below.difference)
    assert "20 万元" in page("public_money", year=2026)


def test_a_place_and_its_year_are_one_page_and_one_file(home: County):
    case = publish(home, a_table("=cmd|宣传"))
    department = home.places["department"]

    text = page("public_place", department.pk, 2026)
    told = Client().get(reverse("public_place_file", args=[department.pk, 2026, "csv"]))
    tables = Client().get(reverse("public_place_file", args=[department.pk, 2026, "json"])).json()

    assert reverse("public_table", args=[case.key]) in text
    rows = list(csv.reader(io.StringIO(told.content.decode("utf-8-sig"))))
    assert "'=cmd|宣传" == rows[1][2]
    assert ["=cmd|宣传"] == [table["project_name"] for table in tables]


def test_a_workbook_too_large_is_told_and_the_data_is_whole(home: County, monkeypatch):
    publish(home, a_table())
    publish(home, a_table("第二个"))
    monkeypatch.setattr("jixiao.web.views.public_place._MOST_SHEETS", 1)
    address = ["public_place_file", home.places["department"].pk, 2026]

    refused = Client().get(reverse(address[0], args=[*address[1:], "xlsx"]))
    whole = Client().get(reverse(address[0], args=[*address[1:], "json"])).json()

    assert 400 == refused.status_code
    assert "按下级单位下载" in refused.content.decode()
    assert 2 == len(whole)


def test_nothing_of_what_is_not_published_is_there(home: County):
    home.case(*APPROVED)

    for text in (page("public"), page("public_indicators"), page("public_money"),
                 page("public_place", home.places["department"].pk, 2026)):  # fmt: skip
        assert "医保宣传" not in text
    assert 404 == Client().get(reverse("public_place", args=[999_999, 2026])).status_code


def test_personal_data_is_held_back_and_said(home: County):
    case = home.case(*APPROVED)
    told = edit(a_table(), CellPath("objective"), "全年办12场宣传，电话13800000000。")
    assert "公开时会隐去" not in home.client("clerk").get(case_page(case)).content.decode()
    case = open_and_approve(home, told)
    assert "公开时会隐去：1 个手机号" in home.client("clerk").get(case_page(case)).content.decode()
    case = publish(home, told)

    text = page("public_table", case.key)
    data = Client().get(reverse("public_file", args=[case.key, "json"])).content.decode()
    listed = Client().get(reverse("api_published")).content.decode()

    assert "1 个手机号" in text
    assert not any("13800000000" in told for told in (text, data, listed))


@pytest.mark.parametrize(
    "query", ["year=x", "year=99999999999", "area=x&what=y", "level=x", "page=x"]
)
def test_an_address_nobody_gave_is_answered(query: str):
    for name in ("public", "public_indicators", "public_money"):
        assert 200 == Client().get(f"{reverse(name)}?{query}").status_code


def test_a_result_is_shown_with_what_a_spot_check_gave_it(home: County, waive: Waive):
    for name in ("year_over", "scored", "proven", "no_open_errors"):
        waive(name)
    evaluated = ("open_evaluation", "report_evaluation", "confirm_evaluation", "spot_check")
    case = open_and_approve(home, a_table())
    for move in ("publish", *evaluated):
        home.move(case, move)
    facts = cycle.Facts(points=Decimal("93.5"))
    case_moves.move(case, home.people["finance_reviewer"], "settle_check", "抽查一项", facts)
    assert "93.5" not in page("public_table", case.key)

    home.move(case, "publish_result")

    text = page("public_table", case.key)
    assert "自评结果" in text
    assert "财政抽查复核：93.5 分" in text


def test_what_is_typed_or_approved_since_is_not_out(home: County):
    case = publish(home, edit(a_table(), CellPath("project_name"), "医保宣传13800000000"))
    home.move(case, "adjust")
    drafts.type_into(
        case, "target", home.people["clerk"], "t", "x",
        lambda typed: typed.edited(CellPath("project_name"), "还没批的名字"),
    )  # fmt: skip
    for move in APPROVED[:-1]:
        home.move(case, move)
    facts = cycle.Facts(budget=Decimal(8888888), embargo=date(2999, 1, 1))
    case_moves.move(case, home.people["finance_approver"], "approve", "", facts)

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


@pytest.mark.parametrize("year", ["99999", "1", "0"])
def test_a_year_out_of_the_calendar_is_not_there(home: County, year: str):
    assert 404 == Client().get(f"/public/places/{home.places['unit'].pk}/{year}").status_code


def test_a_page_is_asked_for_by_its_head_too(home: County):  # noqa: ARG001
    assert 200 == Client().head(reverse("public")).status_code
    assert 200 == Client().head(reverse("alive")).status_code
