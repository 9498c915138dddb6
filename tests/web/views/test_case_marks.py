"""A reviewer's marks on findings: who may, what is carried on, and the letter."""

from io import BytesIO

import docx
import msgspec
import pytest
from django.http import HttpResponse
from django.urls import reverse

from jixiao import cycle
from jixiao.findings import Finding
from jixiao.quantity import read_value
from jixiao.targets import TargetTable
from jixiao.web.models import Case, FindingMark
from jixiao.web.sealing import check_rows
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from tests.web.conftest import County, a_table


def faulty(year: int = 2026) -> TargetTable:
    """A table whose last target is the wrong way round."""
    table = a_table(year=year)
    *others, last = table.indicators
    value, _ = read_value("≤90%")
    return msgspec.structs.replace(
        table, indicators=(*others, msgspec.structs.replace(last, target=value))
    )


def opened(home: County, year: int = 2026) -> Case:
    return case_moves.open_case(
        home.people["clerk"],
        home.places["unit"],
        home.places["department"],
        home.places["finance"],
        year,
        home.as_own(faulty(year)),
    )


def submitted(home: County) -> Case:
    case = opened(home)
    home.move(case, "submit")
    return case


def first_finding(case: Case) -> Finding:
    table = drafts.current_table(case, cycle.replay(case.ledger()))
    assert table is not None
    return judge(case, table).findings[0][0]


def marked(
    home: County, case: Case, verdict: str, role: str = "approver", note: str = ""
) -> HttpResponse:
    finding = first_finding(case)
    said = {
        "code": finding.code,
        "message": finding.message,
        "verdict": verdict,
        "note": note,
    }
    return home.client(role).post(
        reverse("mark", args=[case.key]), said, headers={"Accept": "application/json"}
    )


def page(home: County, case: Case, role: str = "approver") -> str:
    response = home.client(role).get(reverse("case", args=[case.key]))
    return response.content.decode()


def test_a_reviewer_marks_and_others_read_it(home: County):
    case = submitted(home)

    marked(home, case, "true", note="确实没有写")

    kept = FindingMark.objects.get()
    check_rows("mark", [kept])
    assert ("true", "确实没有写") == (kept.verdict, kept.note)
    assert "标为“属实”：确实没有写" in page(home, case, "clerk")


def test_who_fills_in_does_not_mark(home: County):
    case = submitted(home)

    refused = marked(home, case, "no_fault", role="clerk")

    assert 403 == refused.status_code
    assert not FindingMark.objects.exists()


def test_a_mark_is_changed_and_taken_back(home: County):
    case = submitted(home)
    marked(home, case, "true")

    marked(home, case, "mended")
    assert ["mended"] == [mark.verdict for mark in FindingMark.objects.all()]

    marked(home, case, "none")
    assert not FindingMark.objects.exists()


def test_what_is_no_verdict_or_no_finding_is_refused(home: County):
    case = submitted(home)

    marked(home, case, "maybe")
    home.client("approver").post(
        reverse("mark", args=[case.key]),
        {"code": "AR01", "message": "没有这条", "verdict": "true"},
    )

    assert not FindingMark.objects.exists()


def test_a_mark_is_carried_to_the_same_project_of_another_year(home: County):
    case = submitted(home)
    marked(home, case, "no_fault", note="按统一格式")
    next_year = opened(home, 2027)

    assert "标为“不是问题”：按统一格式（2026 年标的）" in page(home, next_year)


@pytest.mark.slow
def test_the_letter_says_what_was_marked_as_true(home: County):
    case = submitted(home)
    address = reverse("letter", args=[case.key])
    nothing = home.client("approver").get(address)
    marked(home, case, "true", note="请补上")

    letter = home.client("approver").get(address)
    together = home.client("approver").get(reverse("letters"))

    assert 302 == nothing.status_code
    for answer in (letter, together):
        document = docx.Document(BytesIO(answer.content))
        words = "\n".join(
            cell.text for table in document.tables for cell in table._cells
        )
        assert first_finding(case).message in words
        assert "请补上" in words


def test_who_fills_in_writes_no_letter(home: County):
    case = submitted(home)
    marked(home, case, "true")

    refused = home.client("clerk").get(
        reverse("letter", args=[case.key]), headers={"Accept": "application/json"}
    )

    assert 403 == refused.status_code
