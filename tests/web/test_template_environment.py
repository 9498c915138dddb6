"""What pages say: Chinese unless somebody chose English, and every word of it."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.template_environment import foreseen, separated
from tests.translations import CORNER, catalogue_of, compiled, gathered, kept, text_of
from tests.web.conftest import County

_HOLES = re.compile(r"%\(\w+\)s|\{\w+\}|%%")
_OF_PEOPLE = {
    "甲",
    "县医保中心",
    "县医疗保障局",
    "甲县医保中心",
    "甲县医疗保障局",
    "中文",
}
"""Names stay as they are, and the button that leads back."""


def in_english(client: Client) -> Client:
    client.post(reverse("language"), {"language": "en", "next": "/"})
    return client


def test_every_word_has_its_english():
    catalogue = gathered("en")

    assert [] == [m.id for m in catalogue if m.id and not m.string]
    assert catalogue_of("en").read_bytes() == text_of(catalogue)


def test_the_catalogue_is_compiled_anew_after_a_change():
    assert (
        compiled(gathered("en")) == catalogue_of("en").with_suffix(".mo").read_bytes()
    )
    assert (
        compiled(kept(CORNER)) == catalogue_of(CORNER).with_suffix(".mo").read_bytes()
    )


def test_the_administrators_corner_speaks_english_to_who_chose_it(admin_client: Client):
    in_english(admin_client)
    for address in (
        "/admin/office/organisation/add/",
        "/admin/office/membership/",
        "/admin/office/lent/add/",
        "/admin/office/token/",
        "/admin/office/trail/",
    ):
        text = admin_client.get(address).content.decode()
        shown = re.sub(r"(?s)<(script|style|td).*?</\1>|<[^>]*>", " ", text)

        assert {"绩效"} >= set(re.findall(r"[\u3400-\u9fff]+", shown)), address


def test_the_administrators_corner_speaks_chinese(admin_client: Client):
    for address in (
        "/admin/",
        "/admin/office/user/",
        "/admin/office/trail/",
        "/admin/office/organisation/",
    ):
        text = admin_client.get(address).content.decode()

        assert [] == re.findall(
            r"Type to search|TOTP devices|Task Results|Access attempts|Filters<", text
        )


def test_what_is_filled_in_is_the_same_in_both():
    uneven = [
        m.id
        for m in gathered("en")
        if m.id
        and sorted(_HOLES.findall(m.id)) != sorted(_HOLES.findall(str(m.string)))
    ]

    assert [] == uneven


@pytest.mark.parametrize("wanted", ["en-US,en;q=0.9", "fr", ""])
def test_it_is_chinese_whatever_the_browser_says(home: County, wanted: str):
    text = (
        home.client("clerk")
        .get("/", headers={"Accept-Language": wanted})
        .content.decode()
    )

    assert '<html lang="zh-hans">' in text
    assert "工作台" in text


@pytest.mark.parametrize(
    "name",
    ["desk", "overview", "uploads", "jobs", "begin", "public", "public_money", "public_indicators",
     "password", "second_factor", "review"],
)  # fmt: skip
def test_the_office_speaks_english_to_who_chose_it(home: County, name: str):
    role = "approver" if name == "review" else "clerk"

    text = in_english(home.client(role)).get(reverse(name)).content.decode()

    said = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert '<html lang="en">' in text
    assert set() == set(re.findall(r"[\u3400-\u9fff]+", said)) - _OF_PEOPLE


def test_a_case_speaks_english_and_its_form_stays_as_it_is_printed(home: County):
    case = home.case("submit")

    text = in_english(home.client("approver")).get(reverse("case", args=[case.key]))

    page = text.content.decode()
    assert "unit review" in page.lower()
    assert "宣传场次" in page


@pytest.mark.django_db
def test_a_language_nobody_speaks_is_chinese():
    client = Client()
    client.cookies["django_language"] = "xx"

    assert "绩效目标公开" in client.get(reverse("public")).content.decode()


def test_only_amounts_are_set_apart():
    amounts = {
        "300000.00": "300,000.00",
        "1234.5": "1,234.5",
        "-20000.00": "-20,000.00",
        "300000.00 元": "300,000.00 元",
        "≤150000元": "≤150,000元",
        "6500元/台": "6,500元/台",
    }
    others = ["2026", "640221210000000012", "54元", "2026.07.31", "999.00", "5000人"]

    assert [*amounts.values()] == [*map(separated, amounts)]
    assert others == [*map(separated, others)]


def test_a_forecast_is_whole_where_it_can_be():
    assert ["5,217人", "98.51%", "257,142.86"] == [
        foreseen("5217.00", "人"),
        foreseen(Decimal("98.51"), "%"),
        foreseen("257142.86"),
    ]


def test_choosing_does_not_lead_elsewhere():
    answer = Client().post(
        reverse("language"), {"language": "en", "next": "https://example.org/"}
    )

    assert "example.org" not in answer["Location"]
