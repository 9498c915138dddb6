"""`jixiao service disclosure`: a planted site by command, with its papers."""

from pathlib import Path

from jixiao.cli.main import main
from jixiao.fund.synthesis.site import write_site


def test_a_site_is_inspected_and_its_papers_are_written(tmp_path: Path, capsys):
    write_site(tmp_path, tmp_path, 2026, 1)
    words = (
        f"service disclosure {tmp_path}/site --columns {tmp_path}/columns.csv --day 2026-03-31 "
        f"--csv {tmp_path}/faults.csv --sheet {tmp_path}/sheet.docx --letter {tmp_path}/letter.docx "
        "--answer-by 2026-04-15 --unit 示例县医疗保障局"
    )

    code = main(words.split())
    printed = capsys.readouterr().out

    assert 1 == code
    assert "栏目 工作动态　动态要闻　" in printed
    assert "得分至多 " in printed
    assert "没有核对：V1 安全、泄密等严重问题" in printed
    assert "身份证号（尾号 " in (tmp_path / "faults.csv").read_text("utf-8-sig")
    assert (tmp_path / "sheet.docx").read_bytes()[:2] == b"PK"


def test_a_letter_without_a_term_is_refused(tmp_path: Path, capsys):
    write_site(tmp_path, tmp_path, 2026, 1)
    words = (
        f"service disclosure {tmp_path}/site --columns {tmp_path}/columns.csv --day 2026-03-31 "
        f"--letter {tmp_path}/letter.docx"
    )

    assert 2 == main(words.split())
    assert "请用 --answer-by" in capsys.readouterr().err
