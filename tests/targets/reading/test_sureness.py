"""How sure a row is, and by what its cells were told apart."""

from jixiao.documents.readers.text import read_text
from jixiao.evidence import ReadAs
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable

ABOVE = (
    "项目支出绩效目标申报表\n(2024年度)\n项目名称 渡口灯标更换\n主管部门 甲县航道局\n"
)


def table(text: str) -> TargetTable:
    (read,) = read_opened(
        read_text(text.encode(), "a.txt", "0" * 64, Settings())
    ).tables
    return read


def test_cells_apart_are_a_column_and_sure():
    (row,) = table(
        ABOVE
        + "一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 更换灯标数量 ≥12座\n"
    ).indicators

    assert ReadAs.ALIGNED_COLUMN is row.evidence.read_as
    assert not row.evidence.unsure


def test_text_run_together_says_so():
    heads = "一级指标二级指标三级指标指标值"
    rows = "产出指标数量指标更换灯标数量≥12座质量指标灯标完好率≥98%"
    read = table(f"{ABOVE}{heads}{rows}\n").indicators

    assert ["更换灯标数量", "灯标完好率"] == [row.name for row in read]
    assert {ReadAs.RUN_TOGETHER} == {row.evidence.read_as for row in read}


def test_a_row_that_may_be_cut_otherwise_is_not_sure():
    heads = "一级指标二级指标三级指标指标解释指标值"
    rows = "产出指标数量指标巡查河道次数全年巡查河道的次数12次"
    (row,) = table(f"{ABOVE}{heads}{rows}\n").indicators

    assert row.evidence.unsure
    assert row.evidence.doubt


HEADS = "一级指标 二级指标 三级指标 指标值\n"
TITLE = "项目支出绩效目标表\n(2024年度)\n项目名称 桥梁检测\n"


def doubts(text: str) -> list[str | None]:
    reading = read_opened(
        read_text((TITLE + text).encode(), "a.txt", "0" * 64, Settings())
    )
    return [row.evidence.doubt for t in reading.tables for row in t.indicators]


def test_a_row_under_no_level_that_its_heads_announce_is_unsure():
    rows = "\t\t检测座数\t≥46座\n产出指标\t质量指标\t合格率\t≥95%\n\t时效指标\t及时率\t100%\n"

    assert ["没有认出这一行的二级指标", None, None] == doubts(
        HEADS.replace(" ", "\t") + rows
    )


def test_a_number_apart_in_a_name_may_be_a_column():
    heads = "一级指标 二级指标 三级指标 指标值\n"
    rows = "产出指标 数量指标 发放时间 10 9月30日前\n质量指标 适配率 10 ≥97%\n"

    assert None not in doubts(heads + rows)


def test_words_apart_behind_a_value_may_be_a_column():
    rows = (
        "产出指标 数量指标 检测桥梁座数 ≥46座 反映检测工作完成数量\n"
        "质量指标 报告通过率 ≥95% 反映检测工作质量\n"
    )

    assert None not in doubts(HEADS + rows)


def test_a_row_that_holds_the_words_of_heads_is_unsure():
    rows = "产出指标\t数量指标\t检测座数\t≥46座\n质量指标\t三级指标\t指标值\n"

    assert doubts(HEADS.replace(" ", "\t") + rows)[-1]
