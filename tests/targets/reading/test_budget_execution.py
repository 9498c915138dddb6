"""What a self-evaluation form says was budgeted and spent."""

import pytest

from jixiao.reading import read_document
from tests.targets.forms import EVALUATED


@pytest.mark.parametrize("mark", ["\t", " | ", "|"])
def test_a_self_evaluation_form_gives_what_was_done_and_spent(write, mark: str):
    """Also where a text joins its cells with |."""
    read = read_document(write(EVALUATED.replace("\t", mark)))
    (table,) = read.tables

    assert [("20", "20", None), ("15", "12.5", "招标推迟"), ("30", "30", None)] == [
        (str(row.weight), str(row.score), row.reason) for row in table.indicators
    ]
    assert ["2.1万份", "2024年12月10日", "86%"] == [
        row.actual.text for row in table.indicators if row.actual
    ]
    spent = table.budget_execution
    assert spent is not None
    assert ("120.00", "110.00", "99.00", "90.00", "9") == tuple(
        str(getattr(spent.total, name))
        for name in ("initial", "budget", "executed", "rate", "score")
    )
    assert 90 == spent.fiscal_appropriation.rate
    assert 96 == table.total_score
    assert "110.00" == str(table.funding.annual.total)
    assert table.objective is not None
    assert ("印制宣传资料2万份。", "已印制宣传资料2.1万份。") == (
        table.objective.text,
        table.objective_achieved,
    )
    assert () == read.unread


def test_a_row_that_begins_left_of_the_heads_is_moved_below_them(write):
    text = EVALUATED.split("项目资金")[0]
    money = (
        "项目资金（万元）\t\t年初预算数\t1-8月执行数\t1-8月执行率\n"
        "年度资金总额：\t78\t40.2\t51.54%\n"
    )
    rows = (
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t免疫犬只\t≥5万只\n"
    )
    (table,) = read_document(write(text + money + rows)).tables

    assert "78" == str(table.funding.annual.total)
