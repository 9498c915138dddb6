"""`jixiao service control`: a small log by command, cases opened, the report written."""

import io
from pathlib import Path

import docx
import pytest

from jixiao.cli.main import main
from jixiao.fund.intake import load

LOG = """日志编号,操作时间,账号,岗位或步骤,业务编号
1,2026-03-02 09:00:00,u1,录入,R1
2,2026-03-02 09:05:00,u1,审核,R1
"""


@pytest.mark.slow
def test_a_year_is_told_opened_and_reported(tmp_path: Path, capsys):
    (tmp_path / "OPERATION_LOG.csv").write_text(LOG, "utf-8")
    load(tmp_path / "OPERATION_LOG.csv", tmp_path)
    report = tmp_path / "report.docx"
    words = f"service control {tmp_path} --year 2026 --ledger {tmp_path}/cases.db --open --by 甲 --report {report}"

    code = main(words.split())
    printed = capsys.readouterr().out

    assert 1 == code
    assert "一人做了不相容的两步 1 处" in printed
    assert "岗位矩阵：u1 全年做过 录入和审核" in printed
    assert "新立 1 案：2026-00001 至 2026-00001" in printed or "新立 1 案" in printed
    assert "注意：没有收代办授权表" in printed
    assert "评分 至多 100.0 分" in printed
    paper = docx.Document(io.BytesIO(report.read_bytes()))
    heads = [line.text for line in paper.paragraphs if line.style.name == "Heading 1"]
    assert ["一、组织机构控制", "五、内部控制的管理与监督", "六、整改和复测"] == [
        heads[0],
        *heads[4:6],
    ]


def test_samples_are_drawn_by_a_seed(tmp_path: Path, capsys):
    (tmp_path / "l.csv").write_text("业务编号\n" + "\n".join(f"R{n}" for n in range(9)), "utf-8")  # fmt: skip

    code = main(f"service samples CW01 {tmp_path}/l.csv --seed 7 --year 2026".split())
    printed = capsys.readouterr().out

    assert 0 == code
    assert "9 笔里抽 2 笔" in printed
    assert 2 == printed.count("抽中 R")


def test_cases_without_a_ledger_or_a_name_are_refused(tmp_path: Path, capsys):
    assert 2 == main(f"service control {tmp_path} --year 2026 --open".split())
    assert "--ledger" in capsys.readouterr().err
