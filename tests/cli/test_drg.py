"""A county grouped by the sample scheme and simulated, by commands."""

import json
import shutil
from pathlib import Path

import pytest

from jixiao.cli.main import main
from tests.fund.payment.paid import grouped_county


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("drg") / "county"
    return str(shutil.copytree(grouped_county(), folder))


@pytest.mark.slow
def test_cases_are_grouped_with_what_the_scheme_is(county: str, capsys):
    assert 0 == main(["drg", "group", county, "--years", "2024-2026"])

    printed = capsys.readouterr().out
    assert "样例方案（不是任何版本的 CHS-DRG）（样例，" in printed
    assert "入组：99 例" in printed
    assert "统筹区外就医的 1 例不在内" in printed


def test_a_case_tells_its_steps(county: str, capsys):
    assert 0 == main(["drg", "case", county, "HIGH", "--year", "2026", "--near"])

    printed = capsys.readouterr().out
    assert "大类 MDCF" in printed
    assert "结果：FB15" in printed
    assert "再加一个编码会入的组" in printed


def test_a_year_is_simulated_to_the_fen(county: str, capsys):
    words = ["drg", "simulate", county, "--year", "2026", "--fund", "300000"]
    assert 0 == main([*words, "--departments"])
    printed = capsys.readouterr().out
    assert "模拟运行开始日期：没有记" in printed
    assert "H2　科室没有记" in printed
    assert "  2024　入组 32 例" in printed
    assert 0 == main([*words, "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert 30_000_000 == sum(each["by_drg"] for each in answer["hospitals"])
    assert 30_000_000 == sum(each["by_drg"] for each in answer["departments"])
    assert [2024, 2025, 2026] == [each["year"] for each in answer["stability"]]
    assert {"H1", "H2"} == {each["code"] for each in answer["hospitals"]}
    assert all(each["by_dip"] is None for each in answer["hospitals"])


def test_a_year_without_cases_and_a_folder_without_a_scheme_are_refused(
    county: str, capsys, tmp_path: Path
):
    assert 2 == main(["drg", "simulate", county, "--year", "2020", "--fund", "1"])
    assert "没有按 DRG 入组的病例" in capsys.readouterr().err
    assert 2 == main(
        ["drg", "group", county, "--years", "2026", "--scheme", str(tmp_path)]
    )
    assert "不是分组方案的文件夹" in capsys.readouterr().err
