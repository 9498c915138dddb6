"""What inspectors take along: four sheets, the roll among them."""

import io
from datetime import date

import docx

from jixiao.fund.supervision.roll_call import Bed
from jixiao.publication.visit_pack import visit_pack

BED = Bed("v1", "第1病区", date(2026, 3, 10), "肺炎", "*0001")


def test_the_pack_has_the_roll_the_interview_the_files_and_the_sums():
    content = visit_pack("H1", date(2026, 3, 17), "甲、乙", [BED])

    document = docx.Document(io.BytesIO(content))
    heads = [table.rows[0].cells[0].text for table in document.tables]
    assert ["就诊编号", "问什么", "资料", "项目"] == heads
    assert ["v1", "第1病区", "2026-03-10", "肺炎", "*0001", "", "", ""] == [
        cell.text for cell in document.tables[0].rows[1].cells
    ]
    assert any("甲、乙" in paragraph.text for paragraph in document.paragraphs)
