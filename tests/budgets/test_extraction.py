"""Department budgets in tabs, with a list of contents, and narratives as bureaus write them."""

import pytest

from jixiao.budgets import Budget
from jixiao.checks import Dossier, run
from jixiao.documents import open_document
from jixiao.reading import read_document, read_opened

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
    reading = read_document(
        write(TABLES.split("三、一般公共预算基本支出表", maxsplit=1)[0])
    )

    assert reading.budget is None


def test_figures_of_the_narrative_know_what_they_are_part_of(write):
    budget = read(
        write,
        TABLES
        + "示例市医疗保障局2024年部门预算情况说明\n（一）基本支出情况说明\n基本支出60万元，比上年增加5万元，"
        "增长9.09%。\n人员经费50万元，主要包括：基本工资30万元、津贴补贴20万元；\n公用经费10万元。\n",
    )

    figures = [
        (f.of, f.concept, f.amount, f.direction, f.against) for f in budget.figures
    ]
    assert [
        (None, "基本支出", "60", None, None),
        ("基本支出", "较上年增减额", "5", "增加", "上年"),
        ("基本支出", "较上年增减率", "9.09", "增长", "上年"),
        ("基本支出", "人员经费", "50", None, None),
        ("人员经费", "基本工资", "30", None, None),
        ("人员经费", "津贴补贴", "20", None, None),
        ("基本支出", "公用经费", "10", None, None),
    ] == figures
    assert {"基本支出情况说明"} == {figure.section for figure in budget.figures}


def budget(subjects: str, *, before: str = "示例市医疗保障局2024年部门预算\n") -> str:
    return (
        before + "二、一般公共预算支出表\n单位：万元\n科目编码 科目名称 上年 合计 基本支出 项目支出 增减额 增减%\n"
        + subjects + "三、一般公共预算基本支出表\n单位：万元\n301 工资福利支出 50 50\n"
    )  # fmt: skip


ROWS = """总计 90 100 60 40 10 11.11%
210 卫生健康支出 90 100 60 40 10 11.11%
2101505 医疗保障政策管理 30 40 40 10 33.33%
"""


def amounts(write, text: str) -> dict[str, dict[str, str]]:
    return {row.subject_name: row.amounts for row in read(write, text).tables[0].rows}


def test_a_page_number_and_heads_printed_again_are_no_figures(write):
    broken = ROWS.replace("2101505", "- 5 -\n\f科目编码 科目名称 上年 合计\n2101505")

    assert amounts(write, budget(ROWS)) == amounts(write, budget(broken))


def test_a_total_set_with_spaces_is_the_total(write):
    assert (
        "100" == amounts(write, budget(ROWS.replace("总计", "总 计")))["总计"]["合计"]
    )


def test_a_code_in_the_middle_of_a_wrapped_name_is_its_code(write):
    wrapped = ROWS.replace(
        "2101505 医疗保障政策管理 30 40 40 10 33.33%",
        "医疗保障政\n2101505 30 40 40 10 33.33%\n策管理",
    )

    assert amounts(write, budget(ROWS)) == amounts(write, budget(wrapped))


def test_a_new_bureau_has_no_last_year(write):
    rows = amounts(
        write,
        budget("总计 100 80 20\n2101501 行政运行 80 80\n2101504 信息化建设 20 20\n"),
    )

    assert {"合计": "100", "基本支出": "80", "项目支出": "20"} == rows["总计"]
    assert {"合计": "20", "项目支出": "20"} == rows["信息化建设"]


def test_cells_whose_trailing_blanks_were_trimmed_keep_their_columns(write):
    rows = ROWS.replace(" ", "\t").replace("\t30\t40\t40\t10\t33.33%", "\t\t40\t\t40")

    assert {"合计": "40", "项目支出": "40"} == amounts(write, budget("\t" + rows))[
        "医疗保障政策管理"
    ]


def test_a_list_of_contents_hides_no_fact(write):
    contents = "目录\n二、一般公共预算支出表\n三、一般公共预算基本支出表\n部门概况\n编制12人，在职11人。\n"

    reading = read(
        write, budget(ROWS, before="示例市医疗保障局2024年部门预算\n" + contents)
    )

    assert {"authorised_posts": "12", "staff_in_post": "11"} == {
        k: f.amount for k, f in reading.facts.items()
    }


def test_numbers_of_published_tables_belong_to_their_titles(write):
    text = budget(ROWS).replace(
        "三、一般公共预算基本支出表", "部门公开表3\n一般公共预算基本支出表"
    )

    assert amounts(write, budget(ROWS)) == amounts(write, text)


def test_blank_cells_of_the_three_public_expenses_are_placed_year_by_year(write):
    text = (
        budget(ROWS)
        + "四、“三公”经费支出表\n单位：万元\n0.80 0.80 0.35 0.35 0.60 0.60\n"
    )

    table = read(write, text).tables[-1]

    assert {
        "上年预算数·合计": "0.80",
        "上年预算数·公务接待费": "0.80",
    }.items() <= table.rows[0].amounts.items()
    assert {
        "本年预算数·合计": "0.60",
        "本年预算数·公务接待费": "0.60",
    }.items() <= table.rows[0].amounts.items()
    assert ["columns_inferred"] == [note.code for note in table.notes]


def test_a_budget_may_stand_behind_a_target_table(write):
    form = "项目名称 甲\n年度总体目标\n乙。\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 场次 3场\n"

    reading = read_document(write(form + budget(ROWS)))

    assert reading.budget
    assert (1, 2) == (len(reading.tables[0].indicators), len(reading.budget.tables))


FINAL = """甲县医疗保障局2024年度部门决算
第二部分 部门决算表
一、收入支出决算总表
公开01表	单位：万元
收入		支出
项目	行次	决算数	项目	行次	决算数
一、一般公共预算财政拨款收入	1	184.30	一、一般公共服务支出	32	1.08
二、上级补助收入	2		八、社会保障和就业支出	39	16.37
三、其他收入	8		九、卫生健康支出	40	166.85
本年收入合计	27	184.30	本年支出合计	57	184.30
年初结转和结余	29	0	年末结转和结余	60	0
总计	31	184.30	总计	62	184.30
二、收入决算表
单位：万元
科目编码	科目名称	本年收入合计	财政拨款收入	上级补助收入	事业收入	经营收入	附属单位上缴收入	其他收入
合计		184.30	184.30	0	0	0	0	0
210	卫生健康支出	184.30	184.30	0	0	0	0	0
21015	医疗保障管理事务	184.30	184.30	0	0	0	0	0
2101501	行政运行	114.85	114.85	0	0	0	0	0
2101506	医疗保障经办事务	69.45	69.45	0	0	0	0	0
三、一般公共预算财政拨款支出决算表
单位：万元
科目编码	科目名称	小计	基本支出	项目支出
合计		184.30	160.40	23.90
210	卫生健康支出	184.30	160.40	23.90
四、一般公共预算财政拨款基本支出决算表
单位：万元
人员经费			公用经费
科目编码	科目名称	决算数	科目编码	科目名称	决算数
301	工资福利支出	146.33	302	商品和服务支出	14.07
30101	基本工资	100.00	30201	办公费	13.57
30102	津贴补贴	46.33	30228	工会经费	0.50
人员经费合计		146.33	公用经费合计		14.07
"""


def test_final_accounts_are_read_by_their_own_layout(write):
    budget = read_document(write(FINAL)).budget

    assert budget is not None
    assert ("final_2017", 2024) == (budget.layout, budget.fiscal_year)
    assert ["F1", "F2", "F5", "F6"] == [table.code for table in budget.tables]
    first, *_, last = budget.tables
    assert {"行次": "2"} == first.rows[2].amounts
    assert ["301", "302", "30101", "30201", "30102", "30228"] == [
        row.subject_code for row in last.rows if row.subject_code
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("\t23.90\n210", "\t24.90\n210", "BU01"),
        ("工会经费\t0.50", "工会经费\t0.70", "BU01"),
        ("总计\t62\t184.30", "总计\t62\t185.30", "BU10"),
        ("69.45\t69.45", "69.45\t68.45", "BU11"),
        ("合计\t\t184.30\t184.30", "合计\t\t184.10\t184.10", "BU07"),
    ],
)
def test_the_budget_checks_hold_final_accounts_to_their_sums(
    write, right: str, wrong: str, code: str
):
    def codes(text: str) -> set[str]:
        document = open_document(write(text))
        findings = run(Dossier(read_opened(document), document)).findings
        return {
            f.code for f in findings if f.code.startswith("BU") and f.code != "BU13"
        }

    assert right in FINAL
    assert set() == codes(FINAL)
    assert code in codes(FINAL.replace(right, wrong))


def test_a_title_broken_over_lines_is_not_the_table_its_end_names(write):
    granted = "财政拨款\n收支总表\n单位：万元\n一、拨款收入 5 一、卫生健康支出 5\n"

    tables = read(write, TABLES + granted).tables

    assert ["T2", "T3", "T1"] == [table.code for table in tables]
    assert "财政拨款收支总表" == tables[-1].printed_title


@pytest.mark.parametrize(
    "cover",
    ["示例市医疗保障局2024年部门预算", "示例市医疗\n保障局\n2024年度部门预算", "2024年示例市医疗保障局部门预算"],
)  # fmt: skip
def test_a_cover_names_the_department_and_the_year(write, cover: str):
    budget = read(write, TABLES.replace("示例市医疗保障局2024年部门预算", cover))

    assert ("示例市医疗保障局", 2024) == (budget.department, budget.fiscal_year)


def test_a_total_above_a_dated_title_names_no_department(write):
    text = TABLES.partition("\n")[2] + "收入总计\t支出总计\n2024年部门收入预算总表\n"

    assert read(write, text).department is None


def test_a_table_may_name_the_department(write):
    about = "部门：示例市医疗保障局 单位：万元"
    text = TABLES.replace("示例市医疗保障局2024年部门预算\n", "").replace(
        "单位：万元", about
    )

    assert "示例市医疗保障局" == read(write, text).department


@pytest.mark.parametrize(
    "cover",
    ["2024年\n示例市医疗保障局部门预算", "2024年度\n示例市医疗保障局\n部门预算"],
)
def test_years_among_the_heads_of_a_table_are_not_the_years_of_the_budget(write, cover):
    heads = "科目编码\t项目\t2023年预算数\t合计\t基本支出\t项目支出\t增减额\t增减%"
    body = TABLES.partition("\n")[2].replace(
        "科目编码\t科目名称\t2023年执行数\t合计\t基本支出\t项目支出\t增减额\t增减%",
        heads,
    )

    budget = read_document(write(f"{cover}\n{body}")).budget

    assert ("示例市医疗保障局", 2024) == (budget.department, budget.fiscal_year)
