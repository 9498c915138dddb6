"""The columns that the heads of a text name."""

import pytest

from jixiao.budgets import layouts
from jixiao.budgets.text_heads import read_heads

TABLES = {table.code: table for layout in layouts().values() for table in layout.tables}


@pytest.mark.parametrize(
    ("code", "text", "columns", "understood"),
    [
        ("F5", "项目合计基本支出项目支出科目编码科目名称", ("小计", "基本支出", "项目支出"), True),
        ("T2", "科目名称2023年执行数合计基本支出项目支出", ("上年执行数", "合计", "基本支出", "项目支出"), True),
        ("T2", "科目编码科目名称金额", ("上年执行数", "合计", "基本支出", "项目支出", "增减额", "增减%"), False),
        ("F9", "科目名称年初结转和结余本年支出小计基本支出项目支出", ("小计", "基本支出", "项目支出"), False),
        ("F1", "收入支出项目决算数项目决算数", ("决算数", "支出决算数"), True),
    ],
)  # fmt: skip
def test_heads_of_a_text(code: str, text: str, columns: tuple[str, ...], *, understood):
    heads = read_heads(text, TABLES[code], 2024)

    assert (columns, understood) == (heads.table.columns, heads.understood)


def test_budget_and_final_figure_may_stand_beside_each_other():
    items = [name.split("·", 1)[1] for name in TABLES["F7"].columns[:6]]
    text = "".join(items) + "预算数决算数" * 6

    columns = read_heads(text, TABLES["F7"], 2024).table.columns

    assert ("预算数·合计", "决算数·合计") == columns[:2]
    assert 12 == len(columns)
