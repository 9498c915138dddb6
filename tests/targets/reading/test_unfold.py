"""Tables that extraction ran together into one line."""

from jixiao.documents.readers.text import read_text
from jixiao.settings import Settings
from jixiao.targets.reading.unfold import unfold

HEADER = (
    "项目支出绩效目标表项目名称医保政策宣传项目主管部门甲市医疗保障局年度资金总额12万元"
)
HEADS = "一级指标二级指标三级指标指标值"
ROWS = "产出指标数量指标宣传场次12场质量指标讲解合格率≥95%"


def pieces(text: str) -> list[str]:
    document = unfold(read_text(text.encode(), "a.txt", "0" * 64, Settings()))
    return [line.text for line in document.lines]


def test_a_line_without_spaces_is_cut_at_labels_heads_and_values():
    cut = pieces(HEADER + HEADS + ROWS)

    assert ["一级指标", "二级指标", "三级指标", "指标值"] == cut[
        cut.index("一级指标") :
    ][:4]
    assert cut[-1].endswith("宣传场次12场质量指标讲解合格率≥95%")


def test_a_line_with_spaces_is_cut_at_them():
    words = [
        *["项目支出绩效目标表", "项目名称", "医保政策宣传"],
        *(f"第{n}项内容" for n in range(9)),
    ]
    heads = [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "产出指标",
        "数量指标",
        "宣传场次",
        "12场",
    ]

    assert [*words, *heads] == pieces(" ".join([*words, *heads]))


def test_pieces_keep_the_number_of_their_line():
    document = unfold(
        read_text((HEADER + HEADS + ROWS).encode(), "a.txt", "0" * 64, Settings())
    )

    assert {1} == {line.number for line in document.lines}


def test_other_lines_stay_as_they_are():
    assert ["甲" * 80, "乙"] == pieces("甲" * 80 + "\n乙")


def test_labels_glued_to_bodies_and_those_of_signers_are_told_apart():
    header = (
        "主管部门审核意见单位公章:甲市部门预算项目支出绩效目标表"
        "项目名称药店巡查项目单位甲市医保中心年度资金总额12万元"
    )

    cut = pieces(header + HEADS + ROWS)

    assert ("药店巡查", "甲市医保中心") == (
        cut[cut.index("项目名称") + 1], cut[cut.index("项目单位") + 1],
    )  # fmt: skip
