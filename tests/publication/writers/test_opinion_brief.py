"""A brief says what was counted and never more; persons are taken out."""

from datetime import date, datetime

from jixiao.publication.writers.opinion_brief import Brief, brief_html
from jixiao.service.opinion.feed_files import FeedItem
from jixiao.service.opinion.watch import Story, Watch

DAY = date(2026, 3, 31)
STORY = Story(
    [FeedItem("论坛", datetime(2026, 3, 31, 9), "<b>电话13800000000</b>", "", "")],
    ("甲县",), (), (), 0,
)  # fmt: skip
WATCH = Watch(DAY, DAY, [STORY], [], [STORY.first], 1, 3)


def test_a_page_tells_counts_and_doubts_and_no_numbers_of_persons():
    page = brief_html(Brief("甲局", "第1期", WATCH, [], [], DAY))

    assert "收到 3 条，去掉转载和相近的 2 条，共 1 件" in page
    assert "没有写时间" in page
    assert "不代表全部舆论" in page
    assert "13800000000" not in page
    assert "&lt;b&gt;" in page
