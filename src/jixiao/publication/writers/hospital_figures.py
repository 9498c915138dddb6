"""A hospital's sheet of a year's data (xlsx): its figures beside the area's, others not to be told."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from jixiao.errors import writing
from jixiao.fund.payment.hospital_figures import Figure, YearFigures
from jixiao.fund.records.institution_names import addressee

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FEWEST_OTHERS = 3
"""Of fewer other hospitals nothing is printed: what they have could be worked out."""
_A4, _WIDTH, _WIDE = 9, 14, 40
_FIGURES = (
    "指标", "单位", "本机构", "位次（从大到小）", "全统筹区", "其他机构最低", "其他机构中位",
    "其他机构最高", "怎样算",
)  # fmt: skip
_GROUPS = ("病种", "本机构例数", "本机构次均（元）", "全统筹区例数", "全统筹区次均（元）", "次均之比")  # fmt: skip
_WITHHELD = "不印"


def write_hospital_figures(
    figures: YearFigures, hospital: str, used: Sequence[str], path: Path
) -> None:
    """Write one hospital's workbook; `used` are the lines that tell the year's parameters.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 — most callers write none

    path.parent.mkdir(parents=True, exist_ok=True)
    with writing(path.parent), xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True})
        _write_figures(book, figures, hospital, bold)
        _write_groups(book, figures, hospital, bold)
        sheet = _sheet(book, "说明", ("说明",), bold)
        sheet.set_column(0, 0, 3 * _WIDE)
        sheet.write_column(1, 0, [*_notes(figures, hospital), *used])


def _sheet(
    book: "Workbook", name: str, heads: Sequence[str], bold: "Format"
) -> "Worksheet":
    sheet = book.add_worksheet(name)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, len(heads) - 1, _WIDTH)
    sheet.write_row(0, 0, heads, bold)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    return sheet


def _write_figures(
    book: "Workbook", figures: YearFigures, hospital: str, bold: "Format"
) -> None:
    sheet = _sheet(book, "指标", _FIGURES, bold)
    sheet.set_column(len(_FIGURES) - 1, len(_FIGURES) - 1, _WIDE)
    few = len(figures.hospitals) - 1 < FEWEST_OTHERS
    formats = {
        unit: book.add_format({"num_format": written})
        for unit, written in (("%", "0.00%"), ("元", "#,##0.00"), ("", "0.0000"))
    }
    for row, figure in enumerate(figures.figures, 1):
        numbers = formats.get(figure.unit)
        sheet.write_row(row, 0, (figure.name, figure.unit))
        for column, value in enumerate(_values(figure, hospital, few=few), 2):
            sheet.write(row, column, value, numbers)
        sheet.write(row, len(_FIGURES) - 1, figure.how)


def _values(figure: Figure, hospital: str, *, few: bool) -> list[float | str]:
    """Return what stands between a figure's unit and its explanation."""
    known = {code: v for code, v in figure.by_hospital.items() if v is not None}
    value = known.get(hospital)
    rank = (
        ""
        if value is None
        else f"{1 + sum(v > value for v in known.values())}/{len(known)}"
    )
    mine = "" if not figure.by_hospital else "不能算" if value is None else value
    if few:
        return [mine, _WITHHELD, *[_WITHHELD] * 4]
    whole = "不能算" if figure.whole is None else figure.whole
    others = [v for code, v in known.items() if code != hospital]
    if not figure.by_hospital:
        return [mine, "", whole, "", "", ""]
    if len(others) < FEWEST_OTHERS:
        return [mine, _WITHHELD, *[_WITHHELD] * 4]
    return [mine, rank, whole, min(others), median(others), max(others)]


def _write_groups(
    book: "Workbook", figures: YearFigures, hospital: str, bold: "Format"
) -> None:
    sheet = _sheet(book, "病种", _GROUPS, bold)
    for row, each in enumerate(figures.groups[hospital], 1):
        sheet.write_row(row, 0, (each.code, each.cases, round(each.mean, 2)))
        if each.elsewhere < FEWEST_OTHERS:
            sheet.write_row(row, 3, (_WITHHELD,) * 3)
            continue
        ratio = each.mean / each.whole_mean if each.whole_mean else ""
        whole = (each.whole_cases, round(each.whole_mean, 2), ratio)
        sheet.write_row(row, 3, whole)


def _notes(figures: YearFigures, hospital: str) -> list[str]:
    return [
        f"给 {addressee(hospital, figures.names)} 的数据。",
        f"{figures.year} 年，清算的机构 {len(figures.hospitals)} 家。其他机构只印最低、中位和最高，不印是哪家。",
        f"其他机构不足 {FEWEST_OTHERS} 家的（整份或某个病种），全统筹区和其他机构的数不印：能推算出是哪家的。",
        *(f"没有的：{each}。" for each in figures.missing),
    ]
