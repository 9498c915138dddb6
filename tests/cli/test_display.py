"""What an official sees in the terminal."""

from pathlib import Path

import pytest

import jixiao
from jixiao.cli.main import main
from tests.conftest import EXAMPLES


def shown(capsys, *paths: Path) -> str:
    main(["read", *map(str, paths)])
    return capsys.readouterr().out


@pytest.mark.slow
def test_every_document_and_the_sum_of_them_are_shown(capsys):
    text = shown(capsys, EXAMPLES)

    reading = jixiao.read(EXAMPLES)
    indicators = sum(len(table.indicators) for table in reading.tables)
    summary = f"共 {len(reading.documents)} 个文件：{len(reading.tables)} 个项目，{indicators} 条指标。"
    assert summary in text
    assert len(reading.documents) == text.count("行取值")


def test_a_budget_is_shown_table_by_table(capsys):
    text = shown(capsys, EXAMPLES / "guyuan_2022")

    assert "云岭市医疗保障局 2022年部门预算" in text
    assert "--0.40" in text
    assert "T5 政府性基金预算财政拨款支出表（万元）：无数据" in text
    assert "上年预算数：合计 0.80，" in text
    assert "编制人数 12人" in text


@pytest.mark.slow
def test_empty_rows_notes_and_both_values_are_shown(capsys):
    text = shown(capsys, EXAMPLES / "ningxia_2021", EXAMPLES / "guyuan_2022")

    assert "空行：经济效益指标、生态效益指标" in text
    assert "“2021年9月31日”不是存在的日期" in text
    assert "= 60 人次；= 3 万元" in text


def test_what_was_not_read_is_shown_with_its_line(write, capsys):
    form = (EXAMPLES / "base" / "other_province.txt").read_text("utf-8")

    text = shown(capsys, write(form + "12.5 13.5\t[4]\n"))

    assert "未读 第20行：12.5 13.5 [4]" in text
