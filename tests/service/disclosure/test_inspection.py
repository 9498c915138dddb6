"""A site with planted faults: each found, each doubt asked, each twin spared."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.synthesis.site import write_site
from jixiao.service.disclosure.accounts import AccountSeen, read_due
from jixiao.service.disclosure.columns import read_plan
from jixiao.service.disclosure.faults import FaultKind
from jixiao.service.disclosure.indicators import load_scheme
from jixiao.service.disclosure.inspection import Asked, Inspection, inspect_site
from jixiao.service.disclosure.site_export import open_export
from jixiao.service.disclosure.wording import load_wording
from jixiao.settings import Settings
from tests.service.disclosure.planted import differences

DAY = date(2026, 3, 31)


def unread(_path: Path) -> AccountSeen:
    return AccountSeen(None, is_account=False, faults=(), doubts=["没有读"])


def inspected(folder: Path, *, is_whole: bool = False) -> Inspection:
    due = folder / "accounts.csv"
    asked = Asked(
        read_plan(folder / "columns.csv"),
        load_scheme(),
        load_wording(),
        DAY,
        read_due(due) if due.is_file() else (),
        unread,
    )
    export = open_export(folder / "site", is_whole=is_whole)
    return inspect_site(export, asked, Settings.load())


def test_what_is_planted_is_found_asked_or_spared(tmp_path: Path):
    write_site(tmp_path, tmp_path, 2026, 1)

    seen = inspected(tmp_path)
    faults = [(each.kind, each.where + each.says, each.is_sure) for each in seen.faults]

    assert [] == differences(tmp_path / "site.csv", faults)
    assert not any(str(tmp_path) in each.says for each in seen.faults)
    assert "没有核对" in seen.notes[0]


def site(folder: Path, front: str, plan: str = "") -> Path:
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text(f"<html><body>{front}</body></html>", "utf-8")  # fmt: skip
    plan = plan or "首页,http://site/,静态,"
    (folder / "columns.csv").write_text(f"栏目,网址,类别,更新天数\n{plan}\n", "utf-8")
    return folder


def test_what_a_partial_export_lacks_is_a_note_and_of_a_whole_one_a_dead_link(
    tmp_path: Path,
):
    folder = site(tmp_path, '<a href="gone.html">没了</a>')

    partly, whole = inspected(folder), inspected(folder, is_whole=True)

    assert [] == partly.of(FaultKind.DEAD_AT_HOME)
    assert "不知道是错链还是没有存" in partly.notes[0]
    assert 1 == len(whole.of(FaultKind.DEAD_AT_HOME))


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        ("2026-03-17", []),
        ("2026-03-16", [True]),
        ("2026年3月16日", [True]),
        ("", [False]),
    ],
)
def test_the_front_page_is_stale_a_day_after_two_weeks(
    tmp_path: Path, written: str, faults: list[bool]
):
    folder = site(tmp_path, f'<ul><li><a href="a.html">一</a> {written}</li></ul>')

    assert faults == [
        each.is_sure for each in inspected(folder).of(FaultKind.HOME_STALE)
    ]


def test_a_column_that_was_not_saved_is_not_called_empty(tmp_path: Path):
    folder = site(tmp_path, "医保", "动态,http://site/gone/,动态要闻,")

    (fault,) = inspected(folder).of(FaultKind.NEWS_STALE, FaultKind.EMPTY)

    assert not fault.is_sure
    assert "没有这个栏目的页面" in fault.says


@pytest.mark.parametrize(
    ("index", "why"),
    [
        ("网址,文件\nhttp://site/,../../x.html\n", "要在导出的文件夹里"),
        ("网址,文件\nhttp://site/,gone.html\n", "没有这个文件"),
        ("网址,文件\nsite,index.html\n", "应写作 http"),
        ("网址,文件\nhttp://site/a.pdf,\n", "没有存下来的网页"),
    ],
)
def test_an_index_that_cannot_be_followed_is_refused(
    tmp_path: Path, index: str, why: str
):
    folder = site(tmp_path, "医保")
    (folder / "site" / "index.csv").write_text(index, "utf-8")

    with pytest.raises(JixiaoError, match=why):
        inspected(folder)
