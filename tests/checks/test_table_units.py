"""A table whose unit cannot be right is told once, and read on with the unit that is meant."""

from jixiao.checks import Dossier
from jixiao.checks.table_units import unit_slips, with_units_mended
from jixiao.reading import read_opened
from tests.spec_document import document, opened

SPENT = {"科目编码": "", "科目名称": "总计", "上年执行数": "400", "合计": "384.30"}
TOTAL = [SPENT | {"基本支出": "366.80", "项目支出": "17.50", "增减额": "", "增减%": ""}]


def dossier(basic: str) -> Dossier:
    row = {
        "科目编码": "",
        "科目名称": "总计",
        "合计": basic,
        "人员支出": "324.70",
        "日常公用支出": "42.10",
    }
    blocks = [("units", "T3=元"), ("T2", TOTAL), ("T3", [row])]
    paper = opened(document(blocks))
    return Dossier(read_opened(paper), paper)


def units(of: Dossier) -> dict[str, str]:
    return {table.code: table.money_unit for table in of.budget.tables if of.budget}


def test_the_same_digits_under_another_unit_are_a_slip():
    asked = dossier("366.80")

    (slip,) = unit_slips(asked.reading.budget)
    assert ("T3", "366.80", "万元") == (slip.table.code, slip.number, slip.meant)
    assert "万元" == units(asked)["T3"]


def test_amounts_that_fit_their_unit_keep_it():
    asked = dossier("3668000")

    assert asked.reading.budget is with_units_mended(asked.reading.budget)
    assert "元" == units(asked)["T3"]
