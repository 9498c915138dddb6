import pytest

from jixiao.documents import Coverage, Document, Flow, Line, Source, find_prose


@pytest.mark.parametrize(
    ("lines", "unread"),
    [
        (["为规范资金使用，现将目标予", "以公开。"], []),
        (["附件2", "一、主要职能", "- 3 -", "2022年1月18日"], []),
        (["现将目标公开。", "12.5 13.5", "完。"], ["12.5 13.5"]),
        (["孤立的几个字"], ["孤立的几个字"]),
        (["甲\t乙。", "丙\t丁"], ["甲 乙。", "丙 丁"]),
    ],
)
def test_paragraphs_and_headings_are_known_and_figures_are_not(lines, unread):
    source = Source(path="x", sha256="", format="text")
    numbered = tuple(Line(number, text) for number, text in enumerate(lines, start=1))
    flow = Flow(Document(source=source, lines=numbered))
    coverage = Coverage(flow)

    find_prose(flow, coverage)

    assert unread == [flow.evidence(*span).quote for span in coverage.unread()]
