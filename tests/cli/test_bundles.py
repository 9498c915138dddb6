"""A month of bundles by commands."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.fund.store.opening import open_store
from tests.fund.payment.bundles.rows import COUNTY
from tests.measure_page import select_rows

QUALITY = [
    {
        "psn_no": "p1", "fixmedins_code": "H1", "kind": "1", "checked_on": "2026-04-02",
        "outcome": "1.3", "reached": "1",
    }
]  # fmt: skip


def county(folder: Path) -> Path:
    """Make a county's records of dialysis and give their folder."""
    with closing(open_store(folder)) as store:
        for code, rows in (COUNTY | {"DIAL_QUALITY": QUALITY}).items():
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(county(tmp_path_factory.mktemp("bundles")))


@pytest.mark.slow
def test_a_month_is_closed_with_what_leaked(folder: str, capsys):
    asked = ["bundles", "close", folder, "--month", "2026-04"]
    assert 2 == main(asked)
    assert "请写明从这个月开始。（加 --begin）" in capsys.readouterr().err
    assert 1 == main([*asked, "--begin"])

    printed = capsys.readouterr().out
    assert "应付合计 7,600.00 元" in printed
    assert "13 次（超上限 1 次）" in printed
    assert "包在里面又另收 150.00" in printed
    assert "协议没有写明的项目：Z0" in printed


@pytest.mark.slow
def test_a_closed_month_and_its_quality_have_json(folder: str, capsys):
    assert 1 == main(
        ["bundles", "close", folder, "--month", "2026-04", "--json", "--begin"]
    )
    answer = json.loads(capsys.readouterr().out)
    assert [520_000, 240_000] == [each["due"] for each in answer["centres"]]
    assert 0 == main(["bundles", "quality", folder, "--year", "2026", "--json"])
    first = json.loads(capsys.readouterr().out)["centres"][0]
    assert 1_300_000 == first["items"]["透析充分性"]["mean"]
    assert first["items"]["感染"] is None


@pytest.mark.slow
def test_what_was_not_given_is_said(folder: str, capsys):
    assert 0 == main(["bundles", "quality", folder, "--year", "2026"])

    printed = capsys.readouterr().out
    assert "透析充分性　1 人 1 次，达标 100.0%，平均 1.30" in printed
    assert "感染　未提供" in printed
