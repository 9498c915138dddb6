"""A county's year by commands: catalogue, points, groups, settlement, statement, what if."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from jixiao.cli.main import main
from jixiao.fund.store.engine import STORE
from tests.fund.payment.county import load_county
from tests.fund.payment.paid import settled_county


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("paying") / "county"
    return str(shutil.copytree(settled_county(), folder))


def printed(capsys, *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert code == main(["dip", *words])
    return capsys.readouterr().out


def cleared(capsys, county: str, *words: str):
    return json.loads(
        printed(capsys, "settle", county, "--year", "2026", "--json", *words, code=1)
    )


@pytest.mark.slow
def test_a_catalogue_tells_its_funnel_its_groups_and_what_is_missing(
    county: str, capsys
):
    output = printed(capsys, "catalogue", county, "--years", "2024-2026")

    assert "2024-2026 年出院病例 100 例" in output
    assert "统筹区外就医：去掉 1 例，剩 99 例" in output
    assert "核心病种 2 个，98 例" in output
    assert "没有给先期分组和并项的规则" in output
    assert "个参数是样例，不是任何地方的规定" in output


def test_a_catalogue_is_read_by_levels_that_add_up(county: str, capsys, tmp_path: Path):
    output = printed(capsys, "levels", county, "--csv", str(tmp_path / "levels.csv"))

    assert "I00-I99　循环系统疾病　病种 1" in output
    assert "编码表没有写节，内科" in output
    assert "三级（病种）2 个" in output
    assert (tmp_path / "levels.csv").read_text("utf-8-sig").count("主索引") == 2


def test_a_year_is_grouped_with_the_step_of_each(county: str, capsys):
    output = printed(capsys, "group", county, "--year", "2026", code=1)

    assert "2026 年出院病例 35 例，入组 34 例，入组率 97.14%" in output
    assert (
        "部分匹配：诊断和主手术相同：1 例" in output
        or "诊断和操作完全相同：34 例" in output
    )
    assert "统筹区外就医的 1 例不在内" in output


@pytest.mark.slow
def test_a_case_says_why_it_is_where_it_is(county: str, capsys):
    output = printed(capsys, "case", county, "HIGH", "--year", "2026")

    assert "主要诊断 I21.000，取前四位 I21.0" in output
    assert "结果：I21.0:36.0700" in output
    assert 2 == main(["dip", "case", county, "NONE", "--year", "2026"])


def test_the_hospitals_share_the_fund_to_the_fen(county: str, capsys):
    year = cleared(capsys, county)

    shares = [each["share"] for each in year["hospitals"]]
    assert 30_000_000 == sum(shares)
    second = next(each for each in year["hospitals"] if each["code"] == "H2")
    judged = (second["share"] * 98 * 2 + 100) // 200
    assert (judged, judged - 100_000 - 20_000_000) == (
        second["assessed"],
        second["due"],
    )
    assert any("没有 2026 年的台账" in doubt for doubt in year["doubts"])
    assert any("没有入组 1 例" in doubt for doubt in year["doubts"])


def test_a_statement_comes_out_of_its_own_rows_and_its_workbook_adds_up(
    county: str, capsys, tmp_path: Path
):
    book = tmp_path / "H2.xlsx"
    output = printed(
        capsys, "statement", county, "H2", "--year", "2026", "--xlsx", str(book)
    )

    assert "从逐例的行重算，与印的一致" in output
    assert "结构（分值×年初点值）" in output
    sheets = CalamineWorkbook.from_path(book)
    rows = sheets.get_sheet_by_name("病例").to_python()
    assert 23 == len(rows)
    assert round(sum(row[10] for row in rows[1:-1]), 4) == round(rows[-1][10], 4)
    assert ["年度", "月度", "病例"] == sheets.sheet_names


@pytest.mark.slow
def test_a_statement_comes_out_where_surpluses_are_kept_group_by_group(
    county: str, capsys, tmp_path: Path
):
    folder = tmp_path / "county"
    shutil.copytree(county, folder)
    (tmp_path / "kept.toml").write_text(
        '[set]\ncode = "kept"\ntitle = "某县"\nextends = "sample"\n\n[[parameter]]\n'
        'key = "dip.retention_level"\nvalue = "病种"\nsince = 2020-01-01\n'
        'standing = "市县"\nbasis = "某县"\n', "utf-8",
    )  # fmt: skip
    by = ("--year", "2026", "--parameters", str(tmp_path), "--set", "kept")

    settled = printed(capsys, "settle", str(folder), *by, code=1)
    output = printed(capsys, "statement", str(folder), "H2", *by)

    assert "按病种算结余留用、超支分担以后" in settled
    assert "结余留用、超支分担以后" in output
    assert "从逐例的行重算，与印的一致" in output


def test_each_hospital_gets_its_own_sheet_of_data(county: str, capsys, tmp_path: Path):
    output = printed(capsys, "publish", county, "--year", "2026", "--to", str(tmp_path))

    assert ["2026-H1-数据.xlsx", "2026-H2-数据.xlsx"] == sorted(
        path.name for path in tmp_path.iterdir()
    )
    assert "没有运行过 jixiao dip lists" in output
    assert "个参数是样例" in output
    assert 2 == main(
        ["dip", "publish", county, "--year", "2020", "--to", str(tmp_path)]
    )


def test_a_hospital_that_was_not_cleared_is_refused(county: str, capsys):
    assert 2 == main(["dip", "statement", county, "H7", "--year", "2026"])
    assert "没有机构 H7" in capsys.readouterr().err


def test_what_if_a_coefficient_rose_names_winners_and_losers(county: str, capsys):
    answer = json.loads(
        printed(
            capsys,
            "what-if",
            county,
            "--year",
            "2026",
            "--change",
            "系数:H2=1.2",
            "--json",
        )
    )

    by_hospital = {
        each["code"]: each["after"] - each["before"] for each in answer["hospitals"]
    }
    assert by_hospital["H2"] > 0 > by_hospital["H1"]
    assert 0 == sum(by_hospital.values())


@pytest.mark.slow
def test_what_if_points_fall_or_a_hospital_leaves(county: str, capsys):
    less = printed(
        capsys, "what-if", county, "--year", "2026", "--change", "分值:J18.9:保守=100"
    )
    alone = printed(capsys, "what-if", county, "--year", "2026", "--change", "去掉=H1",
                    "--change", "基金=200000")  # fmt: skip

    assert "多得的机构 1 家，少得的 1 家" in less
    assert "J18.9:保守" in less
    assert "H2" in alone


def of_other(capsys, county: str, other: Path):
    output = printed(capsys, "what-if", county, "--year", "2026", "--catalogue", str(other),
                   "--json")  # fmt: skip
    compared = json.loads(output)
    return compared, {
        each["code"]: each["after"] - each["before"] for each in compared["hospitals"]
    }


@pytest.mark.slow
def test_what_if_another_catalogue_grouped_the_same_cases(
    county: str, capsys, tmp_path: Path
):
    other = tmp_path / "other"
    shutil.copytree(county, other)
    _, alike = of_other(capsys, county, other)
    with duckdb.connect(str(other / STORE)) as connection:
        connection.execute("DELETE FROM dip_groups WHERE dip_group LIKE 'I21%'")
    compared, without = of_other(capsys, county, other)

    # The same catalogue moves nothing; without infarctions all goes to pneumonia.
    assert {0} == set(alike.values())
    assert (0, True) == (sum(without.values()), without["H1"] > 0)
    assert {"J18.9:保守"} == {g["code"] for g in compared["groups"] if g["after"] > 0}


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "没有写改什么"), (("--change", "基金=1", "--rules", "x"), "要和 --catalogue 一起写"),
     (("--catalogue", "."), "就是这个文件夹自己")],
)  # fmt: skip
def test_what_if_without_anything_to_change_is_refused(
    county: str, capsys, monkeypatch, words: tuple[str, ...], said: str
):
    monkeypatch.chdir(county)
    assert 2 == main(["dip", "what-if", county, "--year", "2026", *words])
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "said"),
    [("系数:H7=1", "没有叫 H7 的机构"), ("分值:X=1", "没有叫 X 的病种"), ("天气=1", "不认识"),
     ("基金=很多", "应是不小于 0"), ("系数:H2=1.23456", "最多 4 位小数"), ("参数=无", "没有叫 无 的参数")],
)  # fmt: skip
def test_changes_that_mean_nothing_are_refused(
    county: str, capsys, change: str, said: str
):
    assert 2 == main(["dip", "what-if", county, "--year", "2026", "--change", change])
    assert said in capsys.readouterr().err


def test_a_year_that_was_not_grouped_is_refused(county: str, capsys):
    assert 2 == main(["dip", "settle", county, "--year", "2025"])
    assert "没有入组的病例" in capsys.readouterr().err


def test_years_that_are_none_are_refused(county: str, capsys):
    assert 2 == main(["dip", "catalogue", county, "--years", "2026-2024"])
    assert "从哪年到哪年" in capsys.readouterr().err


@pytest.mark.slow
def test_what_was_not_made_yet_says_by_which_command(tmp_path: Path, capsys):
    folder = str(load_county(tmp_path))

    assert 2 == main(["dip", "points", folder, "--year", "2026"])
    assert "jixiao dip catalogue" in capsys.readouterr().err
