"""Closed cases and briefs file themselves, as they are and once."""

from datetime import datetime
from pathlib import Path

from jixiao.fund.cases import Evidence, Outcome, open_ledger
from jixiao.service.archives.archive import open_archive
from jixiao.web.work.filing import file_what_was_made
from tests.web.conftest import County

AT = datetime(2026, 3, 2, 9)


def test_a_closed_case_and_a_brief_are_filed(home: County, tmp_path: Path):
    folder = tmp_path / "briefs" / "2026-02"
    folder.mkdir(parents=True)
    (folder / "brief.docx").write_bytes(b"PK1")
    place = home.places["department"]

    def count() -> int:
        return len(file_what_was_made(place, tmp_path).numbers)

    with open_ledger(tmp_path / "cases.db") as ledger:
        code = ledger.open_case(
            engine="tip", rule="举报", title="举报 J1", subject="示例医院",
            evidence=[Evidence("举报", "J1", {"说明": "空刷"}, 0, 0)], by="甲", at=AT,
        )  # fmt: skip
        assert 1 == count()  # the brief; the case is open
        ledger.move(
            code, "不予受理", by="乙", at=AT, text="空", outcome=Outcome.REASONABLE
        )
        assert 0 == count()
        ledger.move(code, "结案", by="丙", at=AT)

    assert 1 == count()
    assert 0 == count()
    with open_archive(tmp_path) as archive:
        pages = {paper.item.kind: paper.item.pages for paper in archive.papers()}
    assert pages["办结的案件"] >= 4  # facts, events, rows, the letter
    assert 0 == pages["基金运行简报"]
