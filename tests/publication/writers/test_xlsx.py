from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from jixiao.checks import library
from jixiao.errors import UnreadableFile
from jixiao.publication import judge_documents, write_xlsx
from tests.conftest import EXAMPLES
from tests.spec_document import document

WRONG = {"年度资金总额": "1", "财政拨款": "2"}


def sheets(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.slow
def test_every_finding_has_a_row(tmp_path: Path):
    judged, failures = judge_documents([EXAMPLES], library().values())

    by_title = sheets(write_xlsx(judged, tmp_path / "发现.xlsx", failures))

    expected = [
        (f.code, f.message) for document in judged for f in document.report.findings
    ]
    assert expected == [(row[3], row[5]) for row in by_title["发现"][1:]]
    assert (
        sum(len(document.report.unchecked) for document in judged)
        == len(by_title["未能检查"]) - 1
    )
    assert "未读的文件" not in by_title


def test_silenced_findings_and_unread_files_have_their_own_sheets(tmp_path: Path):
    (tmp_path / "表.txt").write_text(document([("funding", [WRONG])]), "utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    ruled = '[[silence]]\ncode = "{}"\nreason = "已问过"\n'
    judged, _ = judge_documents([tmp_path], library().values())
    code = judged[0].report.findings[0].code
    (tmp_path / "jixiao.toml").write_text(ruled.format(code), "utf-8")
    judged, failures = judge_documents([tmp_path], library().values())

    by_title = sheets(write_xlsx(judged, tmp_path / "发现.xlsx", failures))

    assert {(code, "已问过")} == {(row[2], row[4]) for row in by_title["不再提示"][1:]}
    assert code not in [row[3] for row in by_title["发现"]]
    assert ["空.txt"] == [Path(str(row[0])).name for row in by_title["未读的文件"][1:]]


def test_nothing_printed_becomes_a_formula(tmp_path: Path):
    fields = [{"项目名称": '=HYPERLINK("x")'}]
    path = tmp_path / "表.txt"
    path.write_text(document([("fields", fields), ("funding", [WRONG])]), "utf-8")
    judged, _ = judge_documents([path], library().values())

    written = write_xlsx(judged, tmp_path / "发现.xlsx")

    assert '=HYPERLINK("x")' in [row[1] for row in sheets(written)["发现"]]
    with ZipFile(written) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_workbook_that_cannot_be_written_says_so(tmp_path: Path):
    (tmp_path / "在").mkdir()

    with pytest.raises(UnreadableFile, match=r"不能写入.*先关上"):
        write_xlsx([], tmp_path / "在")
