"""The papers of an inspection: what they say of an unfinished score, and what they list."""

import io
from datetime import date

import docx

from jixiao.publication.site_inspection import (
    rectification_docx,
    result_line,
    score_sheet_docx,
)
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import load_scheme
from jixiao.service.disclosure.inspection import Inspection
from jixiao.service.disclosure.scoring import score

SCHEME = load_scheme()
FAULTS = (
    Fault(FaultKind.EMPTY, "http://x/", "专题：空"),
    Fault(FaultKind.DEAD, "http://x/", "打不开", is_sure=False),
)
SEEN = Inspection(
    date(2026, 3, 31), "http://x/", 1, 0, 0, 0, (), FAULTS, tuple(FaultKind), ()
)
SHEET = score(SEEN, SCHEME, {})


def text_of(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    ]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def test_an_unfinished_score_is_called_so():
    assert "得分至多 95" in result_line(SHEET)
    assert "没有核对完" in text_of(score_sheet_docx("甲局", SEEN, SCHEME, SHEET))


def test_the_letter_lists_what_to_put_right_and_what_to_look_at():
    written = text_of(
        rectification_docx("甲局", "乙办", SEEN, SCHEME, SHEET, date(2026, 4, 15))
    )

    assert "专题：空" in written
    assert "待核" in written
    assert "请于2026-04-15前" in written
