"""Columns that only blanks part: where a character stands says what it belongs to."""

from jixiao.documents import Line
from jixiao.targets.reading.blank_columns import with_joined_heads, with_whole_cells


def lines(text: str) -> list[Line]:
    return [Line(n, line, 1) for n, line in enumerate(text.splitlines(), 1) if line]


def test_heads_over_three_lines_are_joined_by_where_they_stand():
    heads = """
一级   二级   三级   年度   实际         偏差原因分析
                              分值 得分
指标   指标   指标   指标值 完成值       及改进措施
"""
    (joined,) = with_joined_heads(lines(heads))

    assert [
        "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
        "偏差原因分析及改进措施",
    ] == joined.text.split()  # fmt: skip


def test_lines_of_rows_are_no_heads():
    rows = "产出   数量\n指标   指标\n"

    assert [line.text for line in lines(rows)] == [
        line.text for line in with_joined_heads(lines(rows))
    ]


FROM_TOP = """
  一级指标  二级指标    三级指标            指标值
                        新建乡村公厕及改造  ≥12座
            数量指标    座数
  产出指标              清运垃圾            ≥300吨
            质量指标    验收合格率          100%
  效益指标  社会效益指  受益人口            ≥2万人
            标
"""
CENTRED = """
  一级指标  二级指标    三级指标            指标值   偏差原因
                        新建乡村公厕及改造  ≥12座    雨季较长推迟
            数量指标    座数                         了两个月
  产出指标              清运垃圾            ≥300吨
                        验收合格率不含维修
            质量指标    改造和零星添置的部  100%
                        分
"""


def rows(text: str) -> list[str]:
    return [line.text.rstrip("\t") for line in with_whole_cells(lines(text))]


def test_wrapped_cells_are_whole_and_labels_stand_before_their_rows():
    assert [
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t新建乡村公厕及改造座数\t≥12座",
        "\t\t清运垃圾\t≥300吨",
        "\t质量指标\t验收合格率\t100%",
        "效益指标\t社会效益指标\t受益人口\t≥2万人",
    ] == rows(FROM_TOP)


def test_a_value_may_stand_in_the_middle_of_its_row():
    assert [
        "产出指标\t数量指标\t新建乡村公厕及改造座数\t≥12座\t雨季较长推迟了两个月",
        "\t\t清运垃圾\t≥300吨",
        "\t质量指标\t验收合格率不含维修改造和零星添置的部分\t100%",
    ] == rows(CENTRED)[1:]


def test_lines_that_may_be_parted_in_two_ways_are_left_as_they_are():
    either = FROM_TOP.replace("新建乡村公厕及改造", "新建公厕          ")

    assert [] == rows(either)


TIED = """
  一级指标   二级指标   三级指标              指标值
                        新建乡镇快递服务站点  ≥16个
             数量指标   及合作网点
                        开通农村客货邮线路及  ≥9条
  产出指标              班次
             质量指标   服务站点达标率和网点  ≥95%
                        完好率
"""


def test_of_an_even_number_of_lines_a_label_stands_on_the_upper_one():
    assert [
        "产出指标\t数量指标\t新建乡镇快递服务站点及合作网点\t≥16个",
        "\t\t开通农村客货邮线路及班次\t≥9条",
        "\t质量指标\t服务站点达标率和网点完好率\t≥95%",
    ] == rows(TIED)[1:]


def test_heads_broken_within_a_word_are_joined():
    heads = "一级指   二级指标   三级指标   指标值\n标\n"

    (joined,) = with_joined_heads(lines(heads))

    assert ["一级指标", "二级指标", "三级指标", "指标值"] == joined.text.split()


ON_ROWS = """
  一级指标   二级指标   三级指标          指标值
                        开展历史文化名村
  产出指标   数量指标   保护修缮工程数量  ≥4个
                        的规模
                        编制保护规划      ≥2部
                        修缮工程竣工验收
             质量指标   一次性验收合格比  100%
                        例
"""


def test_labels_on_the_lines_of_values_stand_on_the_first_of_their_rows():
    assert ["产出指标\t数量指标", "\t", "\t质量指标"] == [
        row.rsplit("\t", 2)[0] for row in rows(ON_ROWS)[1:]
    ]


def test_a_line_breaks_before_figures_that_do_not_fit():
    text = """
一级指标   二级指标   三级指标         指标值    得分   偏差原因分析
                                                       及改进措施
产出指标   数量指标   接入远程诊疗终   ≥9套     15     0
                      端
                      开展远程会诊     ≥600例   13     7月台风致断网
                                                     12天,已增设备用
                                                     链路
           质量指标   报告合格率       ≥97%     10     0
"""
    _, first, second, _ = with_whole_cells(lines(text))

    assert "接入远程诊疗终端" == first.text.split("\t")[2]
    assert "7月台风致断网12天,已增设备用链路" == second.text.split("\t")[-1]
