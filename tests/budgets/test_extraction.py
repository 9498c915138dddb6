"""Department budgets in tabs, with a list of contents, and narratives as bureaus write them."""

from jixiao.budgets import Budget
from jixiao.reading import read_document

TABLES = """示例市医疗保障局2024年部门预算
目录
二、一般公共预算支出表
三、一般公共预算基本支出表
二、一般公共预算支出表
单位：万元
科目编码\t科目名称\t2023年执行数\t合计\t基本支出\t项目支出\t增减额\t增减%
\t合计\t90\t100\t60\t40\t10\t11.11%
210\t卫生健康支出\t90\t100\t60\t40\t10\t11.11%
21015\t医疗保障管理事务\t90\t100\t60\t40\t10\t11.11%
2101505\t医疗保障政策管理\t30\t40\t\t40\t10\t33.33%
三、一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计\t人员支出\t日常公用支出
301\t工资福利支出\t50\t50\t
302\t商品和服务支出\t10\t\t10
"""


def read(write, text: str) -> Budget:
    reading = read_document(write(text))
    assert () == reading.unread
    assert reading.budget
    return reading.budget


def test_cells_give_columns_without_any_guess(write):
    budget = read(write, TABLES)

    subjects, economic = budget.tables
    assert ("示例市医疗保障局", 2024) == (budget.department, budget.fiscal_year)
    assert {
        "上年执行数": "30",
        "合计": "40",
        "项目支出": "40",
        "增减额": "10",
        "增减%": "33.33%",
    } == subjects.rows[-1].amounts
    assert [1, 2, 3] == [row.level for row in subjects.rows if row.subject_code]
    assert {"合计": "10", "日常公用支出": "10"} == economic.rows[-1].amounts


def test_one_table_alone_is_no_budget(write):
    reading = read_document(write(TABLES.split("三、一般公共预算基本支出表", maxsplit=1)[0]))

    assert reading.budget is None


def test_figures_of_the_narrative_know_what_they_are_part_of(write):
    budget = read(
        write,
        TABLES
        + "示例市医疗保障局2024年部门预算情况说明\n（一）基本支出情况说明\n基本支出60万元，比上年增加5万元，"
        "增长9.09%。\n人员经费50万元，主要包括：基本工资30万元、津贴补贴20万元；\n公用经费10万元。\n",
    )

    told = [(f.of, f.concept, f.amount, f.direction, f.against) for f in budget.figures]
    assert [
        (None, "基本支出", "60", None, None),
        ("基本支出", "较上年增减额", "5", "增加", "上年"),
        ("基本支出", "较上年增减率", "9.09", "增长", "上年"),
        ("基本支出", "人员经费", "50", None, None),
        ("人员经费", "基本工资", "30", None, None),
        ("人员经费", "津贴补贴", "20", None, None),
        ("基本支出", "公用经费", "10", None, None),
    ] == told
    assert {"基本支出情况说明"} == {figure.section for figure in budget.figures}
