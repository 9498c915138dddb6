"""Where the narrative begins, and the figures it states, each with what it is about."""

from jixiao.budgets.extraction import NARRATIVE, read_budget
from jixiao.budgets.narrative import find_narrative
from jixiao.documents import Coverage, Flow
from jixiao.documents.readers.text import read_text
from jixiao.settings import Settings

CONTENTS = "一、部门收支总体情况\n二、部门收入总体情况\n"
SUMMARIES = (
    "一、部门收支总体情况\n2026年收支总预算845.86万元，比2025年增加25.14万元。\n"
    "二、部门收入总体情况\n2026年收入预算845.86万元。\n"
)
TABLES = (
    "部门收支总表\n单位：万元\n收入 预算数 支出 预算数\n一、一般公共预算 845.86 一、教育支出 845.86\n"
    "部门收入总表\n单位：万元\n科目编码 科目名称 合计\n205 教育支出 845.86\n"
)


def flow_of(text: str) -> Flow:
    return Flow(read_text(text.encode(), "a.txt", "0" * 64, Settings()))


def test_a_narrative_without_a_chapter_begins_where_amounts_are_told():
    flow = flow_of(CONTENTS + SUMMARIES + TABLES)
    tables = flow.folded.index("部门收支总表")

    begin, end = find_narrative(flow, (0, len(flow)), [tables])

    assert flow.folded[begin:].startswith("一、部门收支总体情况2026")
    assert tables == end


def test_a_list_of_contents_is_no_narrative():
    flow = flow_of(CONTENTS + TABLES)

    assert None is find_narrative(flow, (0, len(flow)), [])


def test_figures_told_before_the_tables_are_read():
    flow = flow_of("示例县教育局2026年部门预算\n" + SUMMARIES + TABLES)

    budget = read_budget(flow, Coverage(flow), (0, len(flow)))

    assert NARRATIVE in budget.chapters
    assert ["845.86", "25.14", "845.86"] == [figure.amount for figure in budget.figures]


def test_a_section_that_is_headed_like_the_chapter_is_not_its_begin():
    first = "一、收支决算总体情况说明\n2024年支出总计554.32万元。\n"
    second = "二、支出决算情况说明\n2024年支出554.32万元。\n"
    flow = flow_of(f"示例县教育局2024年部门决算\n{first}{second}{TABLES}")

    budget = read_budget(flow, Coverage(flow), (0, len(flow)))

    assert 2 == sum(figure.amount == "554.32" for figure in budget.figures)


ALONE = (
    "平川县水利局2026年部门预算公开说明\n一、收入预算\n2026年收入预算900.00万元，其中：财政拨款880.00万元，占97.78%；"
    "其他收入20.00万元，占2.22%。\n二、支出预算\n2026年支出预算900.00万元，其中：基本支出600.00万元，占66.67%；"
    "项目支出300.00万元，占33.33%。\n三、“三公”经费预算\n2026年“三公”经费预算4.50万元，其中：公务接待费1.50万元。\n"
)


def test_a_document_without_tables_is_read_by_what_its_cover_says():
    flow = flow_of(ALONE)

    budget = read_budget(flow, Coverage(flow), (0, len(flow)))

    assert ("平川县水利局", 2026, ()) == (
        budget.department,
        budget.fiscal_year,
        budget.tables,
    )
    assert NARRATIVE in budget.chapters
    assert {"收入预算", "支出预算"} <= {figure.section for figure in budget.figures}


def test_a_letter_that_names_one_amount_is_no_budget():
    flow = flow_of("平川县水利局2026年部门预算批复\n一、收入预算\n批复900.00万元。\n")

    assert None is read_budget(flow, Coverage(flow), (0, len(flow)))
