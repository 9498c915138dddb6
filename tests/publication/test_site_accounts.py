"""A document of a site is an account where the reading says so, and its errors are told."""

from datetime import date
from pathlib import Path

from jixiao.publication.site_accounts import look_at_account
from jixiao.service.disclosure.accounts import AccountDue
from jixiao.service.disclosure.columns import read_plan
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import load_scheme
from jixiao.service.disclosure.inspection import Asked, inspect_site
from jixiao.service.disclosure.site_export import open_export
from jixiao.service.disclosure.wording import load_wording
from jixiao.settings import Settings
from tests.sound_accounts import accounts


def test_a_text_that_is_no_account_is_a_doubt(tmp_path: Path):
    (tmp_path / "a.txt").write_text("没有表的一页", "utf-8")

    seen = look_at_account(tmp_path / "a.txt")

    assert not seen.is_account
    assert ["a.txt 里没有读出预算决算的表"] == seen.doubts


def faults_of(folder: Path, document: str) -> list[Fault]:
    """Inspect a site on which a final account of 2024 is published as a file."""
    (folder / "site" / "gk").mkdir(parents=True)
    link = '<a href="gk/js.html">2024年部门决算</a> 2025-08-20'
    page = "<title>2024年部门决算</title><p>发布时间：2025-08-20</p>"
    written = {
        "index.html": f"<html><body>{link}</body></html>",
        "gk/js.html": f'<html>{page}<a href="js.txt.html">2024年部门决算附表</a></html>',
        "gk/js.txt.html": f"<html>{page}{document}</html>",
    }
    for name, text in written.items():
        (folder / "site" / name).write_text(text, "utf-8")
    (folder / "plan.csv").write_text("栏目,网址,类别,更新天数\n首页,http://site/,静态,\n", "utf-8")  # fmt: skip
    due = [AccountDue(2024, "决算", date(2025, 8, 10)), AccountDue(2024, "预算", date(2024, 2, 1))]  # fmt: skip
    asked = Asked(
        read_plan(folder / "plan.csv"), load_scheme(), load_wording(), date(2025, 10, 1), due,
        look_at_account,
    )  # fmt: skip
    seen = inspect_site(open_export(folder / "site", is_whole=True), asked, Settings.load())  # fmt: skip
    return seen.of(FaultKind.ACCOUNT_MISSING, FaultKind.ACCOUNT_LATE, FaultKind.ACCOUNT_FAULTY)  # fmt: skip


def test_a_published_account_is_read_and_checked_by_what_reads_any(tmp_path: Path):
    sound = accounts(split=False)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    of_sound = faults_of(tmp_path / "a", sound)
    of_wrong = faults_of(tmp_path / "b", sound.replace("355.00", "356.00", 1))

    assert ["2024 年预算"] == [
        f.where for f in of_sound if f.kind == FaultKind.ACCOUNT_MISSING
    ]
    sentences = {f.says for f in of_wrong} - {f.says for f in of_sound}
    assert any("BU" in says and "356" in says for says in sentences), sentences
