"""Cases begun: empty or from last year's, by clerks, of a year that forms are of."""

import pytest
from django.urls import reverse

from jixiao.web.models import Case
from tests.web.conftest import APPROVED, County
from tests.web.typed_forms import draft_of


def test_a_case_begins_from_last_years(home: County):
    home.case(*APPROVED)
    before = Case.objects.get()

    response = home.client("clerk").post(
        reverse("begin"),
        {"unit": str(home.places["unit"].pk), "year": "2027", "before": str(before.pk)},
    )

    new = Case.objects.get(year=2027)
    assert reverse("write", args=[new.key, "target"]) == response["Location"]
    assert (6, 2027) == (
        len(draft_of(new).table.indicators),
        draft_of(new).table.fiscal_year,
    )
    assert home.places["finance"] == new.finance


def test_only_a_clerk_begins_one(home: County):
    assert 403 == home.client("leader").get(reverse("begin")).status_code


@pytest.mark.parametrize("year", ["99999", "0", "-1", "1e3", "²", "9" * 5000])
def test_a_year_that_no_form_is_of_is_refused(home: County, year: str):
    form = {"unit": home.places["unit"].pk, "year": year}

    assert 400 == home.client("clerk").post(reverse("begin"), form).status_code
    assert not Case.objects.exists()
