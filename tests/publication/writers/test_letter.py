"""The letter says what was marked as true, and nothing else."""

from pathlib import Path

import docx
import pytest

from jixiao.checks import library
from jixiao.errors import JixiaoError
from jixiao.publication import judge_documents, write_letter
from jixiao.publication.reviews import Mark, Review, Verdict, cause_of, unit_of
from tests.publication.writers.test_html import table


def test_a_letter_holds_what_is_true_with_the_reviewers_note(tmp_path: Path):
    path = tmp_path / "表.txt"
    path.write_text(table("培训", "11"), "utf-8")
    judged, _ = judge_documents([path], library().values())
    unit = unit_of(judged[0].reading)
    error, *others = judged[0].report.findings
    true = Mark(cause=cause_of(unit, error), verdict=Verdict.TRUE, note="附批文")
    rest = [
        Mark(cause=cause_of(unit, each), verdict=Verdict.NO_FAULT) for each in others
    ]

    letter = write_letter(judged, tmp_path / "意见.docx", Review(marks=(true, *rest)))

    document = docx.Document(str(letter))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert 2 == len(rows)
    assert error.message in rows[1]
    assert any("附批文" in cell for cell in rows[1])
    assert any(unit in paragraph.text for paragraph in document.paragraphs)


def test_without_anything_true_there_is_no_letter(tmp_path: Path):
    with pytest.raises(JixiaoError, match="没有标为“属实”"):
        write_letter([], tmp_path / "意见.docx", Review())
