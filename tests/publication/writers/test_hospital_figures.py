"""What a hospital is told of the others: their spread, and of few of them nothing."""

from pathlib import Path

from python_calamine import CalamineWorkbook

from jixiao.fund.payment.hospital_figures import YearFigures
from jixiao.publication import write_hospital_figures
from tests.fund.payment.test_hospital_figures import counted


def cells(figures: YearFigures, hospital: str, path: Path) -> dict[str, list]:
    write_hospital_figures(figures, hospital, ["样例参数"], path)
    book = CalamineWorkbook.from_path(path)
    sheets = (book.get_sheet_by_name(name) for name in ("指标", "病种"))
    return {row[0]: row[1:] for sheet in sheets for row in sheet.to_python()}


def test_a_hospital_sees_others_by_their_spread_alone(tmp_path: Path):
    rows = cells(counted(), "H1", tmp_path / "new" / "H1.xlsx")

    mean = rows["例均费用"]
    assert [5_000, "2/4", 5_666.67] == [*mean[1:3], round(mean[3], 2)]
    assert [5_000, 5_000, 7_000] == mean[4:7]
    assert [2, 5_000, 5, 5_000, 1] == rows["A"]
    assert "不印" == rows["清单及时率"][3]


def test_of_few_others_nothing_is_told(tmp_path: Path):
    rows = cells(counted(cases=4), "H1", tmp_path / "H1.xlsx")

    assert [5_000.0, *["不印"] * 5] == rows["例均费用"][1:7]
    assert ["不印"] * 3 == rows["A"][2:]
    assert "不印" == rows["超支机构"][3]
