"""Counties hand packages to a city by command; what was planted comes out, to the fen and the row."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.cli.main import app

pytestmark = pytest.mark.slow
PERIOD = ("--year", "2025", "--day", "2025-12-31")
COUNTIES = ("990101", "990102", "990103")


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*map(str, words)], standalone_mode=False)
    assert done.exception is None, done.output
    return done.return_value, done.output


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region")
    run("synthesise", "--counties", 3, "--insured", 40, "--seed", 7, "--to", folder)
    for name in ("city", *COUNTIES):
        run("load", folder / name / "extracts", "--to", folder / name)
    run("tree", "share", folder / "city")
    for code in COUNTIES:
        key = folder / f"{code}.key"
        run("tree", "key", key)
        run("tree", "trust", folder / "city", code, f"{key}.pub", "--by", "甲")
        packed = run(
            "tree", "pack", folder / code, code, *PERIOD, "--key", key,
            "--persons", folder / "city" / "persons.key", "--form", folder / code / "self.xlsx",
            "--to", folder / f"{code}.zip",
        )  # fmt: skip
        assert 0 == packed[0]
    return folder


def receive(folder: Path, *packages: str, on: str = "2026-01-20") -> tuple[int, str]:
    paths = [folder / f"{code}.zip" for code in packages]
    city = folder / "city"
    return run(
        "tree", "receive", city, "990100", *paths, *PERIOD, "--by", "甲", "--on", on
    )


def test_counties_add_up_to_what_was_drawn(region: Path, tmp_path: Path):
    code, output = receive(region, "990101", "990102")
    assert 1 == code
    assert "应报 3 个，收到 2 个，最迟 2026-01-31" in output
    assert "990103 示例3县　还没有报" in output
    code, output = receive(region, "990103", "990101", on="2026-02-01")
    assert "990103.zip　990103　已收　应在 2026-01-31 以前，迟 1 天" in output
    assert "990101.zip　990101　重复" in output

    money, results = tmp_path / "money.csv", tmp_path / "results.csv"
    run("tree", "money", region / "city", "--day", "2025-12-31", "--csv", money)
    run("tree", "results", region / "city", *PERIOD, "--csv", results)
    drawn = {row["区划代码"]: row for row in rows(region / "answers" / "money.csv")}
    for row in rows(money):
        truth = drawn[row["区划代码"]]
        assert [truth[step] for step in ("收到", "安排", "下达", "支出", "结余")] == [
            row[f"{name}"]
            for name in ("收到上级", "本级安排", "下达下级", "支出", "结余")
        ]
    of_city = {r["指标名称"]: r for r in rows(results) if r["区划代码"] == "990100"}
    for truth in rows(region / "answers" / "results.csv"):
        row = of_city[truth["指标"]]
        assert truth["分子"] in {"", row["分子"]}
        assert truth["分母"] in {"", row["分母"]}
        assert truth["完成值"] in {"", row["完成值"]}


def test_what_was_planted_is_printed_with_its_document(region: Path):
    receive(region, *COUNTIES)

    _, output = run("tree", "money", region / "city", "--day", "2025-12-31")

    planted = rows(region / "answers" / "planted.csv")
    assert 3 == len(planted)
    for row in planted:
        assert row["文号"] in output or row["埋下的"] == "下达迟了"
    assert "对不上的 2 处" in output
    assert "迟的 1 份" in output


def test_the_official_form_and_the_map_are_written(region: Path, tmp_path: Path):
    receive(region, *COUNTIES)
    form, picture = tmp_path / "form.xlsx", tmp_path / "map.svg"

    _, output = run(
        "tree",
        "form",
        region / "city",
        "990100",
        *PERIOD,
        "--to",
        form,
        "--map",
        picture,
    )
    (read,) = [
        line for line in output.split("\n") if line.startswith("已写入 form.xlsx")
    ]

    assert "合成自评表 1 张，指标 4 项" in read
    assert "救助资金按时支付率" in picture.read_text("utf-8")
    _, output = run("read", form)
    assert "医疗救助补助资金" in output


def test_a_key_is_not_overwritten(region: Path):
    done = CliRunner().invoke(app, ["tree", "key", str(region / "990101.key")], standalone_mode=False)  # fmt: skip
    again = CliRunner().invoke(app, ["tree", "share", str(region / "city")], standalone_mode=False)  # fmt: skip

    assert "不覆盖" in str(done.exception)
    assert "不覆盖" in str(again.exception)
