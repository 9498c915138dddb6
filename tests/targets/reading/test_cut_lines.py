"""Text without gaps whose lines were cut at a fixed width."""

from jixiao.documents import Line
from jixiao.targets.reading.cut_lines import with_cut_lines_joined

WHOLE = (
    "甲市2025年项目支出绩效目标表项目名称路灯改造主管部门甲市城市管理局资金情况年度资金总额518.2"
    "一级指标二级指标三级指标指标值产出指标数量指标更换灯具盏数≥3650盏质量指标亮灯率≥98.5%"
)


def joined(text: str, width: int) -> list[str]:
    cut = [text[at : at + width] for at in range(0, len(text), width)]
    lines = [Line(number, part, 1) for number, part in enumerate(cut, 1)]
    return [line.text for line in with_cut_lines_joined(lines)]


def test_lines_that_were_cut_at_one_width_are_one():
    assert [WHOLE] == joined(WHOLE, 24)


def test_a_text_that_holds_no_table_stays_as_it_is():
    prose = WHOLE.replace("指标", "内容")

    assert len(joined(prose, 24)) > 1


def test_lines_of_their_own_lengths_stay_as_they_are():
    lines = [Line(n, text, 1) for n, text in enumerate(WHOLE.split("指标"), 1)]

    assert lines == list(with_cut_lines_joined(lines))
