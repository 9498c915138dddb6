"""Tables of text that were not read, or read into wrong columns, claim nothing."""

from jixiao.budgets.misreadings import CELLS_BELOW, SUMS_FAIL
from jixiao.checks import Dossier, run
from jixiao.findings import Severity
from jixiao.reading import read_document

ROWS = [
    ["合计", "100.00", "60.00", "40.00"],
    ["205 教育支出", "70.00", "40.00", "30.00"],
    ["210 卫生健康支出", "20.00", "15.00", "5.00"],
    ["221 住房保障支出", "10.00", "5.00", "5.00"],
]
HEADS = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def budget_of(write, rows: list[list[str]], cells: str):
    lines = "\n".join(cells.join(row) for row in [HEADS, *rows])
    text = (
        "示例县教育局2026年部门预算\n一、一般公共预算支出表\n单位：万元\n"
        f"{lines}\n"
        "二、一般公共预算基本支出表\n单位：万元\n科目编码 科目名称 合计 人员经费 公用经费\n"
        "合计 60.00 50.00 10.00\n"
    )
    return read_document(write(text))


def errors(reading) -> list[str]:
    report = run(Dossier(reading))
    return [f.code for f in report.findings if f.severity is Severity.ERROR]


def test_rows_that_add_up_are_believed(write):
    reading = budget_of(write, ROWS, " ")

    assert all(row.sure for row in reading.budget.tables[0].rows)


def test_a_table_with_a_cell_a_line_is_not_read_and_not_blank(write):
    reading = budget_of(write, ROWS, "\n")

    table = reading.budget.tables[0]
    assert () == table.rows
    assert CELLS_BELOW in [note.text for note in table.notes]
    assert reading.unread
    assert [] == errors(reading)


def test_many_rows_that_do_not_add_up_are_our_fault(write):
    shifted = [[name, total, project, "1.00"] for name, total, _, project in ROWS]
    reading = budget_of(write, shifted, " ")

    table = reading.budget.tables[0]
    assert {SUMS_FAIL} == {row.evidence.doubt for row in table.rows}
    assert [] == errors(reading)


def test_one_row_that_does_not_add_up_is_the_papers(write):
    wrong = [ROWS[0], ["205 教育支出", "70.00", "41.00", "30.00"], *ROWS[2:]]
    reading = budget_of(write, wrong, " ")

    assert all(row.sure for row in reading.budget.tables[0].rows)
