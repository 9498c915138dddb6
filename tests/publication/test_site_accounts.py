"""A document of a site is an account where the reading says so, and its errors are told."""

from pathlib import Path

from jixiao.publication.site_accounts import look_at_account


def test_a_text_that_is_no_account_is_a_doubt(tmp_path: Path):
    (tmp_path / "a.txt").write_text("没有表的一页", "utf-8")

    seen = look_at_account(tmp_path / "a.txt")

    assert not seen.is_account
    assert ["a.txt 里没有读出预算决算的表"] == seen.doubts
