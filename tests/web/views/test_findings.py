"""The findings of a form being typed: asked for apart, sent where they are others, the first of them."""

import msgspec
from django.urls import reverse

from jixiao.quantity import read_value
from jixiao.web.work import drafts
from tests.web.conftest import County, a_table
from tests.web.typed_forms import draft_of, fill, judged


def test_findings_that_a_page_shows_already_are_not_sent_again(home: County):
    case, client = home.case(), home.client("clerk")
    fill(client, case, 2, "target", "2026年11月31日前")
    first = judged(client, case)

    again = judged(client, case, seen=first["seen"])

    assert "findings" not in again
    assert first["errors"] == again["errors"] > 0
    fill(client, case, 2, "target", "2026年11月30日前", token="t2")
    assert "11月31日" not in judged(client, case, seen=first["seen"])["findings"]


def test_of_many_findings_the_first_are_shown_and_all_when_asked(home: County):
    case, client = home.case(), home.client("clerk")
    row = a_table().indicators[0]
    wrong = tuple(
        msgspec.structs.replace(
            row, name=f"第{n}项", target=read_value(f"{n}月31日前", 2026)[0]
        )
        for n in range(90)
    )
    table = draft_of(case).table
    drafts.renew(case, "target", msgspec.structs.replace(table, indicators=wrong))

    first, every = judged(client, case), judged(client, case, all="1")

    assert 40 == first["findings"].count("data-place=")
    assert "data-all-findings" in first["findings"]
    assert every["findings"].count("data-place=") > 40
    assert "data-all-findings" not in every["findings"]
    page = client.get(reverse("case", args=[case.key])).content.decode()
    assert '<a href="?findings=all">' in page


def test_who_may_not_type_a_form_asks_no_checks_of_it(home: County):
    case = home.case("submit")
    address = reverse("findings", args=[case.key, "target"])

    answer = home.client("clerk").post(address)

    assert reverse("case", args=[case.key]) == answer.url


def test_what_is_handed_in_is_counted_though_no_page_asked(home: County):
    case, client = home.case(), home.client("clerk")
    fill(client, case, 0, "target", "≥12O场")
    fill(client, case, 0, "target", "≥12场", token="t2")
    type(case).objects.filter(pk=case.pk).update(errors=7, warnings=7)
    case.refresh_from_db()

    home.move(case, "submit")

    assert 0 == case.errors
    assert case.warnings < 7
