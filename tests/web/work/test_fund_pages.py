"""Records that others hold are waited for; what is not there is said at once."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile
from jixiao.fund.store import opening
from jixiao.web.work import fund_pages
from jixiao.web.work.fund_pages import working


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let records be held by others at first, as often as there are words."""
    monkeypatch.setattr(fund_pages, "_PAUSE", 0)
    holders = ["甲", "乙"]

    @contextmanager
    def open_engine(folder: Path):
        if holders:
            message = f"{holders.pop()} 正在用"
            raise UnreadableFile(message)
        yield folder

    monkeypatch.setattr(opening, "open_engine", open_engine)
    return holders


def test_the_worker_waits_until_others_let_go(held: list[str], tmp_path: Path):
    (tmp_path / "fund.duckdb").touch()

    with working(tmp_path) as engine:
        assert engine == tmp_path

    assert [] == held


def test_what_nobody_lets_go_of_is_said(held: list[str], tmp_path: Path):
    (tmp_path / "fund.duckdb").touch()
    held.extend("丙" for _ in range(300))

    with pytest.raises(UnreadableFile, match="丙 正在用"), working(tmp_path):
        pytest.fail("nobody let go")


def test_what_was_not_loaded_is_said_at_once(held: list[str], tmp_path: Path):
    with pytest.raises(UnreadableFile, match="还没有收基金数据"), working(tmp_path):
        pytest.fail("nothing is there")

    assert ["甲", "乙"] == held
