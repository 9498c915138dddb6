"""What a form prints of a place that holds no value: its label, words that name it, or nothing."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import Presence, TargetTable

FORM = """项目支出绩效表式
(  年度)
项目名称\t渡口灯标更换
主管部门\t\t实施单位\t云坪县航道站
年度资金总额\t36.5
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t更换灯标\t≥5座
效益指标\t社会效益指标\t\t
"""


def table(text: str) -> TargetTable:
    return read_opened(read_text(text.encode(), "form", "0" * 64, Settings())).tables[0]


@pytest.mark.parametrize(
    ("place", "presence"),
    [
        ("project_name", Presence.FILLED),
        ("supervising_department", Presence.BLANK),
        ("fiscal_year", Presence.BLANK),
        ("objective", Presence.NOT_SEEN),
        ("funding.annual.total", Presence.FILLED),
        ("产出指标", Presence.FILLED),
        ("效益指标", Presence.BLANK),
        ("满意度指标", Presence.NOT_SEEN),
    ],
)
def test_a_place_is_filled_blank_or_not_seen(place: str, presence: Presence):
    assert presence is table(FORM).presence(place)


def test_words_that_no_value_was_read_beside_stand_among_the_lines():
    text = FORM.replace("主管部门\t\t", "") + "请报主管部门备查\n"

    unfilled = table(text)

    assert Presence.AMONG_LINES is unfilled.presence("supervising_department")


def test_an_amount_that_is_none_is_unsure_where_no_dialect_knows_the_form():
    notes = table(FORM.replace("36.5", "另行核定")).notes

    places = {note.place: note.evidence for note in notes}
    assert places["funding.annual.total"].unsure


BESIDE_LEVELS = """项目名称 | 渡口灯标更换 | 预算金额 | 36.5万元 |
主管部门 | 云坪县交通局 | 实施单位 | 云坪县航道站 |
年度绩效总目标 | 产出指标 | 更换灯标5座;灯标完好率≥98%。 | |
效益指标 | 夜航船舶≥400艘次。 | |
"""


def test_a_label_before_the_rows_of_its_objective_is_not_blank():
    assert Presence.AMONG_LINES is table(BESIDE_LEVELS).presence("objective")
