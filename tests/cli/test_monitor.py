"""`jixiao monitor` and `jixiao suggest`."""

import json
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.reading import read_document
from tests.measures.ledgers import a_bureau


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_bureau(tmp_path_factory.mktemp("monitor") / "bureau", range(2025, 2027))


@pytest.mark.slow
def test_july_tells_what_the_year_will_bring(
    folder: Path, targets: str, capsys: pytest.CaptureFixture[str]
):
    assert 1 == main(
        ["monitor", str(folder), "--targets", targets, "--until", "2026-07"]
    )

    printed = capsys.readouterr().out
    assert "执行率 58.33%，按月均推算全年 12000.00元" in printed
    assert "［有可能］ 培训人次　≥100人次　已完成 77人次　全年预计 132" in printed
    assert "［完全不可能］ 印发宣传折页" in printed
    assert "红：印发宣传折页" in printed


@pytest.mark.slow
def test_what_is_done_in_october_is_on_course(
    folder: Path, targets: str, capsys: pytest.CaptureFixture[str]
):
    main(["monitor", str(folder), "--targets", targets, "--until", "2026-10"])

    assert "［确定能］ 培训人次　≥100人次　已完成 110人次" in capsys.readouterr().out


@pytest.mark.slow
def test_the_json_has_the_intervals(
    folder: Path, targets: str, capsys: pytest.CaptureFixture[str]
):
    main(["monitor", str(folder), "--targets", targets, "--until", "2026-07", "--json"])

    (project,) = json.loads(capsys.readouterr().out)["projects"]
    assert {"at_risk", "off_course", "open"} == {
        each["course"] for each in project["progress"]
    }


def test_the_form_and_the_page_are_written(
    folder: Path, targets: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    form, page = tmp_path / "july.xlsx", tmp_path / "july.html"

    main(
        [
            "monitor",
            str(folder),
            "--targets",
            targets,
            "--until",
            "2026-07",
            "--to",
            str(form),
            "--html",
            str(page),
        ]
    )

    assert "监控表：“印发宣传折页”指标值" in capsys.readouterr().out
    (table,) = read_document(form).tables
    assert ("mof_monitor_2019", 7) == (table.dialect, table.monitored_months)
    assert {"有可能", "完全不可能", None} == {
        row.likelihood for row in table.indicators
    }
    text = page.read_text("utf-8")
    assert "1–7 月运行监控" in text
    assert "请写原因" in text


@pytest.mark.parametrize("until", ["七月", "2026", "2026-13"])
def test_a_month_that_is_none_is_told(
    folder: Path, targets: str, until: str, capsys: pytest.CaptureFixture[str]
):
    assert 2 == main(["monitor", str(folder), "--targets", targets, "--until", until])
    assert "月份" in capsys.readouterr().err


@pytest.mark.slow
def test_next_year_is_suggested_with_its_reason(
    folder: Path, targets: str, capsys: pytest.CaptureFixture[str]
):
    assert 0 == main(
        [
            "suggest",
            str(folder),
            "--targets",
            targets,
            "--year",
            "2027",
            "--peers",
            targets,
        ]
    )

    printed = capsys.readouterr().out
    assert "培训人次：建议 144人次\n      2025 年 120人次、2026 年 132人次" in printed
    assert "其他单位承诺 100 到 100" in printed
    assert (
        "群众满意度：建议 90%\n      前三年没有记录；其他单位承诺 90 到 90" in printed
    )


@pytest.mark.slow
def test_suggestions_come_as_json_too(
    folder: Path, targets: str, capsys: pytest.CaptureFixture[str]
):
    main(["suggest", str(folder), "--targets", targets, "--year", "2027", "--json"])

    printed = json.loads(capsys.readouterr().out)
    assert "jixiao.suggestions/1" == printed["schema"]
    assert printed["projects"][0]["suggestions"]
