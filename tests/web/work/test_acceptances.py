"""A typed value that differs from the records is scored by them until a second person accepts it."""

import pytest
from django.urls import reverse

from jixiao.cell_path import CellPath
from jixiao.web.models import Case
from jixiao.web.work import drafts
from jixiao.web.work.acceptances import accept
from jixiao.web.work.differences import differences
from jixiao.web.work.drafts import NotYours
from tests.web.background.test_measurement import approved, case, proved, records
from tests.web.conftest import County, Waive, cell_of

__all__ = ["approved", "case", "records"]


@pytest.fixture
def typed(home: County, case: Case, waive: Waive) -> Case:
    """A self-evaluation whose first row says 20 where the records say 120."""
    waive("year_over")
    home.move(case, "open_evaluation")
    proved(case, "evaluation")
    write(home, case, "a", "actual", "20人次")
    write(home, case, "b", "reason", "记录里混了别的项目的活动")
    return case


def write(home: County, case: Case, token: str, column: str, text: str) -> None:
    """Type into the first row."""
    path = CellPath.in_row(0, column)
    drafts.type_into(
        case, "evaluation", home.people["clerk"], token, "x",
        lambda form: form.edited(path, text),
    )  # fmt: skip


def attach(home: County, case: Case, who: str = "clerk") -> str:
    """Attach a file to the first row's value; gives the cell."""
    cell = cell_of(case, 0, "actual", "evaluation")
    person = home.people[who]
    case.evidence.create(
        place=cell, digest="b" * 64, name="名册.pdf", size=1, by=person
    )
    return cell


def score_of(case: Case):
    return case.drafts.get(kind="evaluation").table.indicators[0]


def test_the_records_are_scored_and_what_was_typed_stays(typed: Case):
    row = score_of(typed)
    (difference,) = differences(typed, typed.drafts.get(kind="evaluation").typed)

    assert ("20人次", row.weight) == (row.actual.text, row.score)
    assert ("20人次", "120人次", None) == (
        difference.typed,
        difference.recorded,
        difference.acceptance,
    )


@pytest.mark.slow
def test_an_accepted_value_is_scored_until_it_is_typed_anew(home: County, typed: Case):
    cell = attach(home, typed)

    accept(typed, home.people["fund"], cell, "20人次")

    accepted = score_of(typed)
    write(home, typed, "c", "actual", "30人次")
    again = score_of(typed)
    assert accepted.score < accepted.weight
    assert ("30人次", again.weight) == (again.actual.text, again.score)


def test_who_typed_or_attached_it_cannot_accept_it(home: County, typed: Case):
    cell = attach(home, typed, "fund")

    for who in ("clerk", "fund"):
        with pytest.raises(NotYours):
            accept(typed, home.people[who], cell, "20人次")
    assert not typed.acceptances.exists()


def test_without_a_file_or_as_it_was_not_typed_nothing_is_accepted(
    home: County, typed: Case
):
    cell = cell_of(typed, 0, "actual", "evaluation")
    with pytest.raises(NotYours, match="证明"):
        accept(typed, home.people["fund"], cell, "20人次")

    attach(home, typed)
    with pytest.raises(NotYours, match="改过"):
        accept(typed, home.people["fund"], cell, "25人次")


@pytest.mark.slow
def test_the_page_shows_both_and_takes_it(home: County, typed: Case):
    cell = attach(home, typed)
    page = reverse("proof", args=[typed.key, "evaluation"])

    before = home.client("fund").get(page).content.decode()
    home.client("fund").post(
        reverse("accept", args=[typed.key]), {"cell": cell, "typed": "20人次"}
    )
    after = home.client("fund").get(page).content.decode()

    assert "填写的是 20人次，与记录的 120人次 不同；没有第二人认可" in before
    assert "认可，按填写的计分" in after
    assert "认可填写的值" not in home.client("clerk").get(page).content.decode()
