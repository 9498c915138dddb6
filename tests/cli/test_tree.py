"""`jixiao tree` prints accounts, breaks and clocks of what was loaded."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.cli.tree import tree
from jixiao.fund.intake import load

DIVISIONS = (
    "区划代码,区划名称,上级区划代码,启用日期\n"
    "990100,示例市,,2020-01-01\n"
    "990101,东县,990100,2020-01-01\n"
    "990102,西县,990100,2020-01-01\n"
)
TRANSFERS = (
    "流转编号,记账地区区划代码,预算年度,资金名称,环节,文号,来源文号,对方区划代码,日期,金额\n"
    "1,990100,2026,医疗救助,收到上级,区1,,990000,2026-03-01,100.00\n"
    "2,990100,2026,医疗救助,下达下级,市1,区1,990101,2026-03-20,60.00\n"
    "3,990100,2026,医疗救助,下达下级,市2,区1,990102,2026-03-20,30.00\n"
    "4,990101,2026,医疗救助,收到上级,市1,,990100,2026-03-21,60.00\n"
)
RESULTS = (
    "区划代码,年度,指标名称,汇总方式,计量单位,目标方向,目标值,完成值,分子,分母\n"
    "990100,2026,达标率,比率,%,不低于,85,,,\n"
    "990101,2026,达标率,比率,%,不低于,90,90,90,100\n"
    "990102,2026,达标率,比率,%,不低于,80,80,40,50\n"
    "990101,2026,救助人数,人数,人,,,2,,\n"
    "990102,2026,救助人数,人数,人,,,1,,\n"
)
PERSONS = (
    "区划代码,年度,指标名称,人员编号\n"
    "990101,2026,救助人数,P1\n"
    "990101,2026,救助人数,P2\n"
    "990102,2026,救助人数,P2\n"
)


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    for name, text in (
        ("区划", DIVISIONS),
        ("资金", TRANSFERS),
        ("指标", RESULTS),
        ("名单", PERSONS),
    ):
        path = folder / f"{name}.csv"
        path.write_text(text, "utf-8")
        assert 0 == load(path, folder / "bureau").rejected
    return folder / "bureau"


@pytest.mark.slow
def test_the_missing_document_and_what_waits_are_printed(bureau: Path, tmp_path: Path):
    table = tmp_path / "资金.csv"
    arguments = ["money", str(bureau), "--day", "2026-12-31", "--csv", str(table)]
    done = CliRunner().invoke(tree, arguments, standalone_mode=False)

    assert 1 == done.return_value
    assert "收到 100.00　安排 0.00　下达 90.00　支出 0.00　结余 10.00" in done.output
    assert "990102 西县　没有记账" in done.output
    assert "市2　990100 示例市 下达 990102 西县 2026 年的 30.00 元" in done.output
    assert "还没有分 10.00 元" in done.output
    assert "样例" in done.output
    assert (
        "990100,示例市,,2026,医疗救助,100.00,0.00,90.00,0.00,10.00"
        in table.read_text("utf-8-sig")
    )


def test_indicators_are_added_up_by_kind(bureau: Path, tmp_path: Path):
    table = tmp_path / "指标.csv"
    arguments = ["results", str(bureau), "--day", "2026-12-31", "--year", "2026"]
    done = CliRunner().invoke(
        tree, [*arguments, "--csv", str(table)], standalone_mode=False
    )

    assert 1 == done.return_value
    assert "990100 示例市　86.67 %（130 / 150）" in done.output
    assert "990100 示例市　2 人" in done.output
    assert "同一个人只算一次" in done.output
    assert "目标 85　说不定　下级目标合起来在 80 到 90 之间" in done.output
    assert "990100,示例市,,达标率,%,86.6667,130,150" in table.read_text("utf-8-sig")


def test_the_page_of_a_county_shows_what_it_should_look_into(bureau: Path):
    arguments = ["page", str(bureau), "990102", "--day", "2026-12-31", "--year", "2026"]
    done = CliRunner().invoke(tree, arguments, standalone_mode=False)

    assert 1 == done.return_value
    assert "990102 西县　没有记账" in done.output
    assert "对不上的 1 处" in done.output
    assert "990102 西县　80 %（40 / 50）" in done.output
    assert "东县" not in done.output
    assert "要往下分的文件 0 份" in done.output


def test_bookings_after_the_day_are_listed_on_the_page(bureau: Path):
    arguments = ["page", str(bureau), "990101", "--day", "2026-03-20", "--year", "2026"]
    done = CliRunner().invoke(tree, arguments, standalone_mode=False)

    assert (
        "没有算进去的 1 行\n  4　60.00 元　日期 2026-03-21 在 2026-03-20 以后"
        in done.output
    )
