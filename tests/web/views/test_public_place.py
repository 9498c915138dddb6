"""What a place disclosed in a year: one page and one file, not larger than it can be."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.models import Figure, Organisation
from jixiao.web.views.public_place import standings_of
from tests.web.conftest import County, a_table
from tests.web.views.public_pages import page, publish

pytestmark = pytest.mark.django_db


def test_a_place_and_its_year_are_one_page_and_one_file(home: County):
    case = publish(home, a_table("=cmd|宣传"))
    department = home.places["department"]

    text = page("public_place", department.pk, 2026)
    response = Client().get(
        reverse("public_place_file", args=[department.pk, 2026, "csv"])
    )
    tables = (
        Client()
        .get(reverse("public_place_file", args=[department.pk, 2026, "json"]))
        .json()
    )

    assert reverse("public_table", args=[case.key]) in text
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert "'=cmd|宣传" == rows[1][2]
    assert ["=cmd|宣传"] == [table["project_name"] for table in tables]


@pytest.mark.slow
def test_places_below_are_ranked_by_what_they_reached(home: County, other: County):
    city = Organisation.objects.create(name="丙市", level="city")
    for county in (home, other):
        county.places["department"].parent = city
        county.places["department"].save()
    for county, reached in ((home, ("13", "11", "5")), (other, ("12", "12", None))):
        publish(county, a_table())
        figures = Figure.objects.filter(disclosed__area=county.places["department"])
        for row, number in zip(figures.order_by("pk"), reached, strict=False):
            figures.filter(pk=row.pk).update(text="≥12场", promised=12, reached=number)

    first, second = standings_of(
        [county.places["department"] for county in (home, other)], 2026
    )

    assert ("乙县医疗保障局", 2, 2, 1) == (
        first.place.name, first.compared, first.reached, first.projects,
    )  # fmt: skip
    assert (3, 1) == (second.compared, second.reached)
    text = page("public_place", city.pk, 2026)
    assert text.index("乙县医疗保障局") < text.index("甲县医疗保障局")
    assert "33.3%" in text


def test_a_promise_without_a_sign_is_not_compared(home: County):
    publish(home, a_table())
    Figure.objects.update(text="12场", promised=12, reached=11)

    (standing,) = standings_of([home.places["department"]], 2026)

    assert (0, None) == (standing.compared, standing.share)
    assert "还没有公开结果" not in page("public_place", home.places["unit"].pk, 2026)


@pytest.mark.slow
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


@pytest.mark.parametrize("year", ["99999", "1", "0"])
def test_a_year_out_of_the_calendar_is_not_there(home: County, year: str):
    assert (
        404
        == Client().get(f"/public/places/{home.places['unit'].pk}/{year}").status_code
    )
