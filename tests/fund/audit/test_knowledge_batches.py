"""Batches of knowledge points: what rules can ask by is taken, the rest refused row by row."""

from pathlib import Path

import pytest
import xlsxwriter

from jixiao.fund.audit.knowledge_batches import read_batch, write_points
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine

HEADS = (
    "知识点编码", "规则类别", "医保目录编码", "限定值", "上限", "时间窗口", "生效日期", "失效日期",
    "被哪个知识点代替",
)  # fmt: skip
ROWS = [
    ["k1", "药品区分性别", "XA01", "女", None, None, "2026年1月5日", None, "k2"],
    ["k2", "药品区分性别", "XA01", "2", None, None, "20260601", "2026-12-31", None],
    ["k3", "药品限性别", "XA01", "女", None, None, "2026-01-05", None, None],
    ["k4", "药品限最大开药天数", "XA02", None, "30天", None, "2026/1/5", None, "k9"],
    ["k5", "重复收费", "F1", None, None, "一辈子", "2026-01-05", None, None],
    ["k6", "药品区分性别", "XA01", "老人", None, None, "明天", None, None],
    ["k2", "药品区分性别", "XA01", "1", None, None, "2026-01-05", None, None],
    [None, "药品区分性别", "XA01", "1", None, None, "2026-01-05", None, None],
    ["k7", "药品限机构级别", "XA03", "县级", None, None, "2026-02-01", "2026-01-01", None],
]  # fmt: skip


def batch_file(folder: Path) -> Path:
    path = folder / "第十七批.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADS, *ROWS)):
            sheet.write_row(number, 0, row)
    return path


def test_points_are_taken_as_rules_ask_and_the_rest_is_refused_in_words(
    tmp_path: Path,
):
    batch = read_batch(batch_file(tmp_path))

    assert ["k1", "k2", "k4"] == [point["kp_id"] for point in batch.points]
    k1, _, k4 = batch.points
    assert ("2", "2026-01-05") == (k1["allowed"], k1["begndate"])
    assert "30" == k4["most"]
    assert [
        (4, "没有规则按“药品限性别”这一类审核，最像的是“药品区分性别”"),
        (6, "没有“一辈子”这种时间范围，可用 单日、单次就诊、6小时、同一小时"),
        (7, "开始日期“明天”不是日期；限定值“老人”应是男或女"),
        (8, "与第 3 行的编号相同"),
        (9, "没有写知识点编号"),
        (10, "结束日期 2026-01-01 早于开始日期 2026-02-01；限定值“县级”应是 三级、二级、一级、无等级 之一"),
    ] == [(each.row, each.why) for each in batch.refused]  # fmt: skip
    assert "k9 不在这一份里" in batch.doubts[0]


@pytest.mark.slow
def test_what_is_written_loads_and_ends_where_it_is_replaced(tmp_path: Path):
    batch = read_batch(batch_file(tmp_path))
    write_points(batch.points, tmp_path / "points.csv")

    load(tmp_path / "points.csv", tmp_path / "store")

    with open_engine(tmp_path / "store") as engine:
        ((count,),) = engine.tuples("SELECT count(*) FROM KB_POINT")
    assert 3 == count
