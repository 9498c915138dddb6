"""`jixiao service papers` files, boxes, lends, and destroys with enough hands."""

from pathlib import Path

from jixiao.cli.main import main


def test_a_paper_goes_from_filing_to_destruction(tmp_path: Path, capsys):
    folder = str(tmp_path)
    papers = ("service", "papers")
    number = "tj2010-D-0001"

    def done(*words: str) -> tuple[int, str]:
        code = main(
            [*papers, *words, "--by", words[-1] if words[0] == "approve" else "甲"]
        )
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    kind = ("--kind", "月度统计报表", "--on", "2010-02-01", "--pages", "3")
    code, output = done("file", folder, "一月报表", *kind)
    assert (0, f"已归档 {number}\n") == (code, output)
    assert "全宗号 Q001" in done("fonds", folder, "Q001")[1]
    lists = tmp_path / "lists.docx"
    assert "第 1 盒" in done("box", folder, "--to", str(lists))[1]
    assert lists.is_file()
    lent = ("--to", "乙", "--why", "核对", "--until", "2999-01-01")
    assert "借阅 1" in done("lend", folder, number, *lent)[1]
    assert "借出还没有还" in done("propose", folder, number, "--why", "到期")[1]
    assert 0 == done("back", folder, "1")[0]
    assert "第 1 批" in done("propose", folder, number, "--why", "到期")[1]
    for name in ("乙", "丙"):
        assert 0 == main([*papers, "approve", folder, "1", "--by", name])
    assert "监销 丁" in done("destroy", folder, "1", "--witness", "丁")[1]
    assert 0 == main(["service", "archives", folder, "--day", "2999-01-01"])
    assert (
        "登记 1 件，不对或没有核对的 0 处，可提请销毁 0 件" in capsys.readouterr().out
    )
