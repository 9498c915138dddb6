"""What another version says otherwise: named by its indicator, and found again on the form."""

from decimal import Decimal

from msgspec.structs import replace

from jixiao.publication.forms import lay_out
from jixiao.quantity import read_value
from jixiao.targets import Amounts, Funding, TargetTable
from jixiao.web.work.changes import changed_cells, named_changes
from tests.web.conftest import a_table


def changed() -> TargetTable:
    first, second, *others = a_table().indicators
    less = replace(first, target=read_value("≥8场", 2026)[0])
    renamed = replace(second, name="讲解准确率")
    money = Funding(annual=Amounts(total=Decimal(9), fiscal_appropriation=Decimal(12)))
    return replace(a_table(), indicators=(less, renamed, *others[:-1]), funding=money)


def test_changes_are_called_by_their_indicators():
    named = {c.name: (c.before, c.after) for c in named_changes(a_table(), changed())}

    assert {
        "年度资金总额": ("12", "9"),
        "“宣传场次”的指标值": ("≥12场", "≥8场"),
        "“讲解合格率”的三级指标": ("讲解合格率", "讲解准确率"),
        "“群众满意度”的一级指标": ("满意度指标", ""),
        "“群众满意度”的二级指标": ("服务对象满意度指标", ""),
        "“群众满意度”的三级指标": ("群众满意度", ""),
        "“群众满意度”的指标值": ("≥90%", ""),
    } == named


def test_what_changed_is_found_on_the_form_and_nothing_else():
    sheet = lay_out(changed())

    marked = changed_cells(sheet, named_changes(a_table(), changed()))

    texts = [c.text for c in sheet.grid.cells if (c.row, c.column) in marked]
    assert ["9", "≥8场", "讲解准确率"] == texts
