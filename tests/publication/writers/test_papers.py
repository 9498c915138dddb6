"""Papers have fixed columns, and heads that stand on every page."""

from docx.shared import Cm

from jixiao.publication.writers.papers import add_table, new_paper


def test_columns_are_as_wide_as_they_are_told():
    paper = new_paper("报告")
    add_table(paper, ("甲", "乙"), (3, 9), [("1", "2")])
    (table,) = paper.tables

    assert [3, 9] == [round(column.width / Cm(1)) for column in table.columns]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "报告" == paper.paragraphs[0].text
