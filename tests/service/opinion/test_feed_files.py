"""Feeds of every make are read with China's time; what is none is refused."""

from datetime import datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.opinion.feed_files import read_feed

NINE = datetime(2026, 3, 31, 9)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("Tue, 31 Mar 2026 01:00:00 GMT", NINE), ("Tue, 31 Mar 2026 09:00:00 +0800", NINE),
        ("2026-03-31T01:00:00Z", NINE), ("2026-03-31 09:00", NINE), ("昨天", None), ("", None),
    ],
)  # fmt: skip
def test_times_are_those_of_china(tmp_path: Path, written: str, at: datetime | None):
    text = f"<rss><channel><title>源</title><item><title>甲</title><pubDate>{written}</pubDate></item></channel></rss>"
    (tmp_path / "f.xml").write_text(text, "utf-8")

    (item,) = read_feed(tmp_path / "f.xml")

    assert ("源", at) == (item.source, item.at)


def test_markup_in_a_text_is_taken_off_and_no_entity_is_followed(tmp_path: Path):
    text = (
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><feed><title>源</title><entry>'
        '<title>甲&x;</title><link href="http://a"/><content>&lt;p&gt;一&lt;b&gt;二&lt;/b&gt;&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    (tmp_path / "f.xml").write_text(text, "utf-8")

    (item,) = read_feed(tmp_path / "f.xml")

    assert ("甲&x;", "一二", "http://a") == (item.title, item.text, item.url)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<html><body>x</body></html>", "不是 RSS"), ("<rss><channel>", "不是完整的"),
        ("来源,标题\n甲,乙\n", "缺少列 时间"), ("来源,时间,标题\n甲,昨天,乙\n", "应写作 2026"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(tmp_path: Path, text: str, why: str):
    (tmp_path / "f.csv").write_text(text, "utf-8")

    with pytest.raises(JixiaoError, match=why):
        read_feed(tmp_path / "f.csv")
