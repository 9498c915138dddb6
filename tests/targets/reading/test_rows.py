"""Running lines parted into names and values."""

import pytest

from jixiao.documents import Flow
from jixiao.documents.readers.text import read_text
from jixiao.settings import Settings
from jixiao.targets import dialects
from jixiao.targets.reading.rows import UNSURE, column_width, part_rows


def parted(*lines: str, single: bool = False) -> list[tuple[str, str]]:
    flow = Flow(read_text("\n".join(lines).encode(), "a.txt", "0" * 64, Settings()))
    spans = list(flow.line_spans(0, len(flow)))
    width = column_width(flow, spans)
    rows = part_rows(flow, spans, dialects()["base"], width, single=single)
    return [(flow.join(row.name), flow.join(row.value)) for row in rows]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (
            ["修缮道路 3条", "检测断面 12个"],
            [("修缮道路", "3条"), ("检测断面", "12个")],
        ),
        (["群众政策知晓率≥85%"], [("群众政策知晓率", "≥85%")]),
        (
            ["参加城乡居民基本医疗保", "险的人数 ≥300人"],
            [("参加城乡居民基本医疗保险的人数", "≥300人")],
        ),
        (["完成时间 2026年", "3月底前"], [("完成时间", "2026年3月底前")]),
        (["群众获得感 显著提升"], [("群众获得感", "显著提升")]),
    ],
)
def test_lines_are_parted_the_cheapest_way(
    lines: list[str], rows: list[tuple[str, str]]
):
    assert rows == parted(*lines)


def test_a_prefix_always_begins_a_row():
    assert 2 == len(parted("指标1：宣传", "指标2：培训 12场"))


def test_where_every_row_has_its_labels_the_lines_are_one():
    assert [("修缮道路检测断面", "12个")] == parted(
        "修缮道路", "检测断面 12个", single=True
    )


def test_a_row_without_a_value_is_for_a_person():
    flow = Flow(read_text("修缮道路".encode(), "a.txt", "0" * 64, Settings()))
    (row,) = part_rows(flow, [(0, len(flow))], dialects()["base"], 8, single=False)

    assert row.cost > UNSURE
