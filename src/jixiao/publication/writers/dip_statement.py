"""A hospital's statement as a workbook: its year, its lines, months and cases, sums as formulas."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.errors import writing
from jixiao.fund.payment.kept import DEVIATIONS, DIP_CLEARED
from jixiao.fund.payment.statement import HospitalStatement

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FEN, _TENTHS, _MILLION = 100, 10_000, 1_000_000
_WIDTH = 18
_CASES = (
    "结算ID", "月份", "病种", "类别", "病种分值", "机构系数", "费用（元）", "记账的基金（元）",
    "支付标准（元）", "费用偏差", "病例分值", "辅助系数", "分型", "新技术加分", "按年初点值付的分值",
)  # fmt: skip
_STANDARD, _POINTS = 8, 10
_MONTHS = (
    "月份",
    "分值",
    "按年初点值折合（元）",
    "个人和其他支付（元）",
    "预付（元）",
    "留到年终（元）",
)


def write_dip_statement(statement: HospitalStatement, path: Path) -> None:
    """Write a statement; sums and payment standards are formulas over its own rows.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 — most callers write none

    with writing(path.parent), xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True})
        _write_year(book, statement, bold)
        _write_months(book, statement.months, bold)
        _write_cases(book, statement, bold)


def _sheet(
    book: "Workbook", name: str, heads: Sequence[str], bold: "Format"
) -> "Worksheet":
    sheet = book.add_worksheet(name)
    sheet.set_column(0, len(heads) - 1, _WIDTH)
    sheet.write_row(0, 0, heads, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _write_year(book: "Workbook", statement: HospitalStatement, bold: "Format") -> None:
    sheet = _sheet(book, "年度", ("项目", "值"), bold)
    cleared = statement.cleared
    money = (
        "cost", "booked", "share", "shared", "assessed", "deducted", "paid", "due", "fund",
    )  # fmt: skip
    for row, (name, column) in enumerate(DIP_CLEARED.columns.items(), 1):
        value: Any = statement.shared if name == "shared" else cleared.get(name) or 0
        if name in money:
            value /= _FEN
        elif name in ("points", "fixed_points", "budget_point_value"):
            value /= _MILLION
        title = column.title.partition("，")[0]
        sheet.write_row(row, 0, (f"{title}（元）" if name in money else title, value))
    first = len(DIP_CLEARED.columns) + 2
    sheet.write_row(first, 0, ("类别", "费用偏差", "病例", "费用（元）", "分值"), bold)
    for row, line in enumerate(statement.lines, first + 1):
        points = line.points / _MILLION
        sheet.write_row(
            row,
            0,
            (line.kind, line.deviation.word, line.cases, line.cost / _FEN, points),
        )


def _write_months(
    book: "Workbook", months: Sequence[Mapping[str, Any]], bold: "Format"
) -> None:
    sheet = _sheet(book, "月度", _MONTHS, bold)
    for row, month in enumerate(months, 1):
        money = (
            month[name] / _FEN for name in ("value", "others", "prepaid", "retained")
        )
        sheet.write_row(row, 0, (month["month"], month["points"] / _MILLION, *money))
    last = len(months) + 1
    sheet.write(last, 0, "合计", bold)
    for column in range(1, len(_MONTHS)):
        letter = chr(ord("A") + column)
        sheet.write_formula(last, column, f"=SUM({letter}2:{letter}{last})")


def _write_cases(
    book: "Workbook", statement: HospitalStatement, bold: "Format"
) -> None:
    sheet = _sheet(book, "病例", _CASES, bold)
    value = statement.cleared["budget_point_value"] / _MILLION
    for row, case in enumerate(statement.rows, 1):
        sheet.write_row(
            row,
            0,
            (
                case["setl_id"], case["month"], case["dip_group"] or "", case["kind"] or "",
                case["points"] / _TENTHS, case["coefficient"] / _TENTHS,
                case["medfee_sumamt"] / _FEN, case["booked"] / _FEN,
            ),
        )  # fmt: skip
        factors = case["coefficient"] / _TENTHS * case["auxiliary"] / _TENTHS
        standard = case["points"] / _TENTHS * factors * value
        formula = f"=E{row + 1}*F{row + 1}*L{row + 1}*{value}"
        sheet.write_formula(row, _STANDARD, formula, None, standard)
        sheet.write(row, _STANDARD + 1, DEVIATIONS[case["deviation"]])
        sheet.write(row, _POINTS, case["case_points"] / _MILLION)
        fixed = (case.get("fixed_points") or 0) / _MILLION
        added = case["added"] / _TENTHS
        besides = (case["auxiliary"] / _TENTHS, case["type"], added, fixed)
        sheet.write_row(row, _POINTS + 1, besides)
    last = len(statement.rows) + 1
    sheet.write(last, 0, "合计", bold)
    total = sum(case["case_points"] for case in statement.rows) / _MILLION
    sheet.write_formula(last, _POINTS, f"=SUM(K2:K{last})", None, total)
