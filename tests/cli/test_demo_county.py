"""The demo county's records, made where an office is installed without the project's folder."""

import tomllib
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from jixiao.cli import demo_county
from jixiao.errors import JixiaoError
from jixiao.fund.store.opening import open_store
from tests.conftest import ROOT

STORY = ROOT / "examples" / "stories" / "qingshui_2026"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Note the commands that would make records, and make none."""
    commands: list[list[str]] = []

    def note(command: list[str], **_: object) -> SimpleNamespace:
        commands.append(command[3:])
        return SimpleNamespace(returncode=0, stderr=b"")

    monkeypatch.setattr(demo_county.subprocess, "run", note)
    return commands


def test_two_years_are_made_once(tmp_path: Path, asked: list[list[str]]):
    year, before = demo_county.records_of(STORY, tmp_path)
    demo_county.records_of(STORY, tmp_path)

    assert ["synthesise", "load"] * 2 == [words[0] for words in asked]
    assert (year / "filled.toml").is_file()
    shape = tomllib.loads((before / "last_year.toml").read_text("utf-8"))
    assert ("last_year", 2025) == (shape["shape"]["code"], shape["shape"]["last_year"])
    assert "last_year" not in shape["institutions"]
    assert "last_year" not in (year / "qingshui.toml").read_text("utf-8")


@pytest.mark.slow
def test_a_county_is_made_of_the_story_and_loaded(tmp_path: Path):
    year, before = demo_county.records_of(STORY, tmp_path)

    for folder in (year, before):
        with closing(open_store(folder)) as store:
            assert store.execute('SELECT count(*) FROM "SETL_D"').fetchone()[0] > 1000


def test_what_could_not_be_made_is_told_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    failed = SimpleNamespace(returncode=1, stderr="磁盘满".encode())
    monkeypatch.setattr(demo_county.subprocess, "run", lambda *_a, **_k: failed)

    with pytest.raises(JixiaoError, match="磁盘满"):
        demo_county.records_of(STORY, tmp_path)

    assert not (tmp_path / "county").exists()
