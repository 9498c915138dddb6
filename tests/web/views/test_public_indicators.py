"""One disclosed indicator over areas and years: what is in one unit is ranked."""

import json

import msgspec
import pytest

from jixiao.cell_path import CellPath
from jixiao.targets.editing import edit
from jixiao.web.models import Figure
from tests.web.conftest import County, a_table
from tests.web.views.public_pages import page, publish

pytestmark = pytest.mark.django_db


def bars(text: str) -> dict:
    return json.loads(text.partition('id="bars">')[2].partition("</script>")[0])


@pytest.mark.slow
def test_one_indicator_is_ranked_over_areas(home: County, other: County):
    publish(home, a_table())
    publish(other, edit(a_table(), CellPath.in_row(0, "target"), "≥30场"))
    what = Figure.objects.filter(name="宣传场次").values_list("what", flat=True)[0]

    listed = page("public_indicators", year=2026)
    text = page("public_indicators", what=what, year=2026)

    assert Figure.objects.filter(what=what)[0].title in listed
    assert text.index("乙县医疗保障局") < text.index("甲县医疗保障局")
    assert [30, 12] == [bar["promised"] for bar in bars(text)["areas"]["bars"]]


def test_more_than_a_page_holds_is_said(home: County, other: County, monkeypatch):
    publish(home, a_table())
    publish(other, edit(a_table(), CellPath.in_row(0, "target"), "≥30场"))
    what = Figure.objects.filter(name="宣传场次").values_list("what", flat=True)[0]
    monkeypatch.setattr("jixiao.web.views.public_indicators._MOST_FIGURES", 1)

    text = page("public_indicators", what=what, year=2026)

    assert "共 2 条，只列承诺最高的 1 条" in text
    assert "甲县医疗保障局" not in text


@pytest.mark.slow
def test_other_units_are_told_apart_and_not_ranked(home: County, other: County):
    publish(home, a_table())
    publish(other, edit(a_table(), CellPath.in_row(0, "target"), "≥300人次"))
    publish(home, msgspec.structs.replace(a_table("再宣传"), project_name="再宣传"))
    Figure.objects.filter(name="宣传场次").update(what="一样")

    text = page("public_indicators", what="一样", year=2026)

    assert [12, 12] == [bar["promised"] for bar in bars(text)["areas"]["bars"]]
    assert "单位不同，不能直接比" in text


@pytest.mark.slow
def test_the_years_of_an_area_are_a_course(home: County):
    before = edit(a_table(year=2025), CellPath.in_row(2, "target"), "2025年11月30日前")
    publish(home, before)
    publish(home, edit(a_table(), CellPath.in_row(0, "target"), "≥20场"))
    what = Figure.objects.filter(name="宣传场次").values_list("what", flat=True)[0]

    text = page(
        "public_indicators", what=what, year=2026, area=home.places["department"].pk
    )

    assert [(2025, 12), (2026, 20)] == [
        (bar["year"], bar["promised"]) for bar in bars(text)["years"]["bars"]
    ]
