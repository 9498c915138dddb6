"""Points in brackets behind the names of indicators."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import Indicator

ABOVE = "项目支出绩效自评表\n项目名称：节能改造\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t得分\n"
ROWS = (
    "产出指标\t数量指标\t更换灯具(12分)\t≥1500盏\t1520盏\t12\n"
    "\t\t检修配电箱(8分)\t≥60台\t58台\t7.5\n"
    "\t质量指标\t设备完好率(10分)\t≥99%\t99.2%\t10\n"
)


def rows(text: str) -> tuple[Indicator, ...]:
    (table,) = read_opened(
        read_text(text.encode(), "a.txt", "0" * 64, Settings())
    ).tables
    return table.indicators


def test_points_behind_every_name_are_its_weight():
    read = rows(ABOVE + ROWS)

    assert [("更换灯具", 12), ("检修配电箱", 8), ("设备完好率", 10)] == [
        (row.name, row.weight) for row in read
    ]


def test_points_behind_a_single_name_stay_in_it():
    read = rows(ABOVE + ROWS.replace("(8分)", "").replace("(10分)", ""))

    assert ["更换灯具(12分)", "检修配电箱", "设备完好率"] == [row.name for row in read]
