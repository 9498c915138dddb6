"""A case is filed with its facts, what happened, and the letters of its steps."""

from datetime import datetime
from pathlib import Path

import pypdfium2

from jixiao.fund.cases import Evidence, open_ledger
from jixiao.publication.case_file import case_file

AT = datetime(2026, 3, 2, 9)


def test_a_case_is_a_document_of_its_own(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        code = ledger.open_case(
            engine="tip", rule="举报", title="举报 J1", subject="示例医院",
            evidence=[Evidence("举报", "J1", {"说明": "空刷"}, 0, 0)], by="甲", at=AT,
        )  # fmt: skip
        ledger.move(code, "受理", by="甲", at=AT)
        document = pypdfium2.PdfDocument(case_file(ledger.case(code), "示例县医保局"))

    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    text = "".join("".join(pages).split())
    assert code in text
    assert "空刷" in text
    assert "受理" in text
    assert "示例县医保局（盖章）" in text
