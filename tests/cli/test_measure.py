"""`jixiao measure`, `measures`, `bind` and `explain measure`."""

import csv
import json
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.measures import library
from tests.conftest import ROOT
from tests.measures.ledgers import a_bureau


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_bureau(tmp_path_factory.mktemp("measure") / "bureau")


@pytest.mark.slow
def test_each_promise_is_answered_or_asked_of_a_person(
    folder: Path, targets: str, capsys: pytest.CaptureFixture[str]
):
    assert 1 == main(["measure", str(folder), "--targets", targets, "--year", "2026"])

    printed = capsys.readouterr().out
    assert (
        "［达到］ 培训人次　≥100人次\n      实际 120人次　AC02 培训人次：培训 120 人次"
        in printed
    )
    assert "［未达］ 培训合格率　≥95%\n      实际 90.00%" in printed
    assert "［待定］ 政策范围内住院报销比例" in printed
    assert "［人工］ 宣传机制" in printed
    assert (
        "［无数］ 群众满意度　≥90%\n      SA01 满意度（参保人员）：没有收满意度调查表"
        in printed
    )
    assert "共 8 条：达到 3，未达 2，待定 1，人工 1，无数 1" in printed


@pytest.mark.slow
def test_a_decision_is_kept_and_taken(
    folder: Path, targets: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    place = str(tmp_path)
    name = "政策范围内住院报销比例"
    assert 0 == main(
        ["bind", name, "BE01", "--by", "甲", "--in", place, "--scope", "scheme=居民"]
    )
    decided = str(tmp_path / "bindings.toml")

    main(
        [
            "measure",
            str(folder),
            "--targets",
            targets,
            "--year",
            "2026",
            "--bindings",
            decided,
        ]
    )

    assert (
        "BE01 政策范围内住院费用基本医保支付比例（居民）：没有收结算表"
        in capsys.readouterr().out
    )


def test_the_json_has_all_that_is_told(
    folder: Path, targets: str, capsys: pytest.CaptureFixture[str]
):
    main(["measure", str(folder), "--targets", targets, "--year", "2026", "--json"])

    printed = json.loads(capsys.readouterr().out)
    first = printed["tables"][0]["answers"][0]
    assert "jixiao.measured/1" == printed["schema"]
    assert ("AC02", 120, True) == (
        first["measured"]["code"],
        first["measured"]["above"],
        first["met"],
    )
    assert 12 == len(first["measured"]["months"])
    assert "SELECT" in first["measured"]["sql"]


@pytest.mark.slow
def test_part_of_a_year(folder: Path, targets: str, capsys: pytest.CaptureFixture[str]):
    main(
        [
            "measure",
            str(folder),
            "--targets",
            targets,
            "--year",
            "2026",
            "--until",
            "2026-07",
        ]
    )

    assert "实际 70人次" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--year", "2026", "--until", "2025-07"], "应是 2026 年的月份"),
        (["--year", "2026", "--until", "2026-13"], "应是 2026 年的月份"),
        (["--year", "x"], "应为不小于 1 的整数"),
    ],
)
def test_a_wrong_period_is_told(
    folder: Path,
    targets: str,
    words: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
):
    assert 2 == main(["measure", str(folder), "--targets", targets, *words])
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bind", "x", "XX99", "--by", "甲"], "没有口径 XX99"),
        (
            ["bind", "x", "BE01", "--by", "甲", "--scope", "level=三级"],
            "不能按 level 细分",
        ),
        (["bind", "x", "BE01", "--by", "甲", "--scope", "居民"], "应写成 名称=值"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert 2 == main([*words, "--in", str(tmp_path)])
    assert said in capsys.readouterr().err
    assert not (tmp_path / "bindings.toml").exists()


def test_a_document_without_a_table_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "letter.txt").write_text("通知\n请各单位报送材料。\n", "utf-8")

    assert 2 == main(
        [
            "measure",
            str(folder),
            "--targets",
            str(tmp_path / "letter.txt"),
            "--year",
            "2026",
        ]
    )
    assert "没有读到绩效目标表" in capsys.readouterr().err


def test_the_catalogue_lists_every_measure(capsys: pytest.CaptureFixture[str]):
    assert 0 == main(["measures"])
    listed = capsys.readouterr().out.splitlines()
    assert 0 == main(["measures", "--json"])

    assert len(library()) == len(listed)
    assert list(library()) == [
        entry["code"] for entry in json.loads(capsys.readouterr().out)
    ]


def test_a_measure_explains_itself_and_its_rows(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert 0 == main(["explain", "measure", "sa01"])
    assert "限 content_from = 80" in capsys.readouterr().out

    rows = str(tmp_path / "rows.csv")
    words = [
        "explain",
        "measure",
        "AC02",
        "--from",
        str(folder),
        "--year",
        "2026",
        "--csv",
        rows,
    ]
    assert 0 == main(words)

    printed = capsys.readouterr().out
    assert "AC02 培训人次（2026-01-01 至 2026-12-31）：120" in printed
    assert '查询：\nWITH "activities_' in printed
    with Path(rows).open(encoding="utf-8-sig") as file:
        written = list(csv.DictReader(file))
    assert 120 == sum(int(row["above"]) for row in written)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["XX99"], "没有代码为 XX99 的口径"),
        (["AC02", "--from", "x"], "用 --year"),
        (
            ["AC02", "--from", "x", "--year", "2026", "--scope", "care"],
            "应写成 名称=值",
        ),
    ],
)
def test_what_cannot_be_explained_is_told(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    assert 2 == main(["explain", "measure", *words])
    assert said in capsys.readouterr().err


def test_a_scope_the_measure_does_not_know_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    start = [
        "explain",
        "measure",
        "BE01",
        "--from",
        str(folder),
        "--year",
        "2026",
        "--scope",
    ]

    assert 2 == main([*start, "level=三级医院"])
    assert "不能按 机构 细分" in capsys.readouterr().err
    assert 2 == main([*start, "scheme=农民"])
    assert "没有“农民”" in capsys.readouterr().err


@pytest.mark.slow
def test_promises_of_documents_are_listed_with_what_answers_them(tmp_path, capsys):
    examples = ROOT / "examples" / "documents" / "ningxia_2021"
    document = min(examples.glob("*.txt"))
    table = tmp_path / "promises.csv"

    code = main(
        ["measures", str(document), str(tmp_path / "none.txt"), "--csv", str(table)]
    )
    printed = capsys.readouterr()

    assert 2 == code
    assert "未读" in printed.err
    assert "说不出要什么记录的 0 条" in printed.out
    assert table.read_text("utf-8-sig").startswith("文件,项目,指标,指标值,状态")
    assert 0 == main(["measures", str(document), "--json"])
    assert "口径" in json.loads(capsys.readouterr().out)[0]
