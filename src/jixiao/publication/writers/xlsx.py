"""Findings as a workbook: a row each, to be filtered, assigned and ticked off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Self

from jixiao import chinese
from jixiao.errors import UnreadableFile, name_of, reason_of, whole
from jixiao.evidence import places
from jixiao.findings import Severity
from jixiao.publication.reports import CheckedDocument
from jixiao.reading import Failure

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_PAINT = {
    Severity.ERROR: "#FBE4E2",
    Severity.WARNING: "#FFF3D1",
    Severity.ADVICE: "#DFF1F2",
}
_SHEETS = {
    "发现": {
        "文件": 24,
        "项目": 30,
        "程度": 7,
        "代码": 8,
        "检查": 26,
        "发现": 70,
        "行": 14,
        "怎么改": 40,
        "依据": 18,
        "核对结果": 14,
    },
    "不再提示": {"文件": 24, "项目": 30, "代码": 8, "发现": 70, "理由": 40},
    "未能检查": {"文件": 24, "代码": 8, "原因": 60},
    "未读的文件": {"文件": 40, "原因": 90},
}
"""The columns of each sheet with their widths in characters."""
_ALWAYS, _PAINTED = "发现", "程度"
_A4 = 9
"""The number of the paper in a workbook."""

_ALL = 10_000
_LINE = 16

_SheetRow = tuple[Severity | None, list[str]]


def write_xlsx(
    judged: Iterable[CheckedDocument], path: Path, failures: Iterable[Failure] = ()
) -> Path:
    """Write the workbook; every cell is text, so nothing printed becomes a formula.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 — slow to import
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    documents = list(judged)
    rows_of: dict[str, list[_SheetRow]] = {
        "发现": list(_findings(documents)),
        "不再提示": list(_silenced(documents)),
        "未能检查": list(_unchecked(documents)),
        "未读的文件": [(None, [failure.path, failure.reason]) for failure in failures],
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as half, Workbook(str(half)) as book:
            styles = _Styles.of(book)
            for title, rows in rows_of.items():
                if rows or title == _ALWAYS:
                    _write_sheet(
                        book.add_worksheet(title), _SHEETS[title], rows, styles
                    )
    except (OSError, FileCreateError) as error:
        cause = error.args[0] if isinstance(error, FileCreateError) else error
        why = reason_of(cause) if isinstance(cause, OSError) else str(cause)
        message = f"不能写入 {name_of(path)}：{why}。若正在 Excel 里打开，请先关上。"
        raise UnreadableFile(message) from error
    return path


@dataclass(frozen=True, slots=True)
class _Styles:
    """The formats of the heads, of a cell, and of the cell that shows a severity."""

    head: "Format"
    usual: "Format"
    painted: dict[Severity, "Format"]

    @classmethod
    def of(cls, book: "Workbook") -> Self:
        """Make the formats in a workbook."""
        plain = {"text_wrap": True, "valign": "top"}
        return cls(
            head=book.add_format({"bold": True, "bg_color": "#F2F5F8", "bottom": 1}),
            usual=book.add_format(plain),
            painted={
                severity: book.add_format(plain | {"bg_color": color})
                for severity, color in _PAINT.items()
            },
        )


def _write_sheet(
    sheet: "Worksheet", columns: dict[str, int], rows: list[_SheetRow], styles: _Styles
) -> None:
    """Write a sheet that filters by its heads and prints on A4 laid across."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for at, (column, width) in enumerate(columns.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, column, styles.head)
    for number, (severity, cells) in enumerate(rows, 1):
        sheet.set_row(number, _height(cells, columns.values()))
        for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            is_painted = severity is not None and column == _PAINTED
            style = (
                styles.painted[severity] if is_painted and severity else styles.usual
            )
            sheet.write_string(number, at, cell, style)


def _height(cells: Iterable[str], widths: Iterable[int]) -> int:
    """The height, in points, that wrapped text needs: not every program works it out."""
    most_lines = 1
    for cell, width in zip(cells, widths, strict=True):
        lines = ceil(chinese.width(cell) / (width - 1))
        most_lines = max(most_lines, lines)
    return _LINE * most_lines


def _findings(documents: list[CheckedDocument]) -> Iterator[_SheetRow]:
    for document in documents:
        for finding in document.report.findings:
            cells = [
                _file(document),
                finding.project_name or "",
                finding.severity.word,
                finding.code,
                finding.title,
                finding.message,
                places(finding.evidence, _ALL),
                finding.suggestion,
                finding.basis,
                "",
            ]
            yield finding.severity, cells


def _silenced(documents: list[CheckedDocument]) -> Iterator[_SheetRow]:
    for document in documents:
        for silenced in document.report.silenced:
            finding = silenced.finding
            cells = [
                _file(document),
                finding.project_name or "",
                finding.code,
                finding.message,
                silenced.reason,
            ]
            yield None, cells


def _unchecked(documents: list[CheckedDocument]) -> Iterator[_SheetRow]:
    for document in documents:
        for unchecked in document.report.unchecked:
            yield None, [_file(document), unchecked.code, unchecked.reason]


def _file(judged: CheckedDocument) -> str:
    return Path(judged.reading.source.path).name
