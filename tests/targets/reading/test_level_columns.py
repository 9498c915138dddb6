"""Kinds of indicators as columns of a table of projects."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings

TABLE = (
    "2024年项目绩效目标公开表\n"
    "序号\t项目名称\t预算数（万元）\t数量指标\t质量指标\t满意度指标\n"
    "1\t两癌筛查\t42\t筛查人数≥5000人；复查人数≥300人\t准确率≥98%\t满意度≥95%\n"
    "2\t家庭教育\t12\t举办讲座20场\t/\t家长满意度≥92%\n"
)


def test_each_project_is_a_form_of_its_own():
    tables = read_opened(
        read_text(TABLE.encode(), "a.txt", "0" * 64, Settings())
    ).tables

    assert [("两癌筛查", 42), ("家庭教育", 12)] == [
        (table.project_name, table.funding.annual.total) for table in tables
    ]
    assert [
        ("数量指标", "筛查人数", "≥5000人"),
        ("数量指标", "复查人数", "≥300人"),
        ("质量指标", "准确率", "≥98%"),
    ] == [(row.aspect, row.name, row.target.text) for row in tables[0].indicators[:3]]
    assert ["举办讲座", "家长满意度"] == [row.name for row in tables[1].indicators]
