"""What a whole form says for its rows."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable

LINES = """项目支出绩效自评表
项目名称
档案数字化
一级指标
二级指标
三级指标
年初目标值
实际完成值
权重
产出指标
数量指标
扫描页数
160万页
172万页
{points}
质量指标
图像处理
清晰可辨、无漏页
清晰可辨、无漏页
20
时效指标
验收时间
2023年11月
2023年11月
20
效益指标
社会效益指标
查档便利
一站式查询
一站式查询
20
"""
SENTENCES = """2025年农机监理经费绩效自评报告
项目名称：农机监理
1.拖拉机检验台数，年初目标值≥850台，实际完成值882台，自评得分20分；
2.驾驶人培训期数，年初目标值6期，实际完成值5期，自评得分12分；
3.隐患整改率，年初目标值=100%，实际完成值=100%，自评得分15分。
"""


def read(text: str) -> TargetTable:
    (table,) = read_opened(
        read_text(text.encode(), "a.txt", "0" * 64, Settings())
    ).tables
    return table


def doubts(table: TargetTable) -> list[str | None]:
    return [row.evidence.doubt for row in table.indicators]


def test_words_are_not_odd_in_lines_of_their_own_alike_in_every_row():
    assert [None] * 4 == doubts(read(LINES.format(points="30")))


def test_a_row_that_lacks_a_line_of_the_others_is_not_spoken_for():
    text = LINES.format(points="30").replace("一站式查询\n一站式查询\n", "一站式\n")

    assert doubts(read(text))[-1]


def test_levels_that_a_text_nowhere_prints_are_not_missed():
    assert [None] * 3 == doubts(read(SENTENCES))


GLUED = (
    "项目支出绩效自评表项目名称水箱清洗主管部门甲市供水处年度资金总额56.4"
    "绩效指标一级指标二级指标三级指标分值年度指标值产出指标数量指标"
    "清洗水箱{weight}≥28座检修泵组20≥16台质量指标水质合格率20≥95%"
    "满意度指标服务对象满意度指标用水户满意度{rest}≥90%"
)


def test_points_that_add_up_answer_for_the_cuts_between_figures():
    assert [None] * 4 == doubts(read(GLUED.format(weight="30", rest="30")))


def test_names_are_levels_where_no_form_of_it_prints_any_other():
    rows = (
        "指标类型\t指标名称\t指标值\t指标描述\n"
        "产出指标\t数量指标\t≥24人次\t执勤警力\n\t质量指标\t100%\t到岗比例\n"
        "\t时效指标\t2025年2月\t灯会结束\n\t成本指标\t200元\t补助\n"
    )
    table = read(f"项目概况表\n项目名称\t灯会执勤\n{rows}")

    assert ["数量指标", "质量指标", "时效指标", "成本指标"] == [
        row.name for row in table.indicators
    ]
    assert [None] * 4 == doubts(table)
