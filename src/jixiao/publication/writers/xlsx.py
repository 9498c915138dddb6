"""Findings as a workbook: a row each, to be filtered, assigned and ticked off."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jixiao import chinese
from jixiao.errors import UnreadableFile, name_of, reason_of
from jixiao.evidence import places
from jixiao.findings import Severity
from jixiao.publication.reports import Judged
from jixiao.reading import Failure

_PAINT = {Severity.ERROR: "#FBE4E2", Severity.WARNING: "#FFF3D1", Severity.ADVICE: "#DFF1F2"}
_SHEETS = {
    "发现": {
        "文件": 24, "项目": 30, "程度": 7, "代码": 8, "检查": 26, "发现": 70, "行": 14,
        "怎么改": 40, "依据": 18, "核对结果": 14,
    },
    "不再提示": {"文件": 24, "项目": 30, "代码": 8, "发现": 70, "理由": 40},
    "未能检查": {"文件": 24, "代码": 8, "原因": 60},
    "未读的文件": {"文件": 40, "原因": 90},
}  # fmt: skip

_ALL = 10_000
_LINE = 16

Row = tuple[Severity | None, list[str]]


def write_xlsx(judged: Iterable[Judged], path: Path, failures: Iterable[Failure] = ()) -> Path:
    """Write the workbook; every cell is text, so nothing printed becomes a formula.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 — slow to import
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    documents = list(judged)
    sheets: dict[str, list[Row]] = {
        "发现": list(_findings(documents)),
        "不再提示": list(_silenced(documents)),
        "未能检查": list(_unchecked(documents)),
        "未读的文件": [(None, [failure.path, failure.reason]) for failure in failures],
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with Workbook(str(path)) as book:
            plain = {"text_wrap": True, "valign": "top"}
            head = book.add_format({"bold": True, "bg_color": "#F2F5F8", "bottom": 1})
            usual = book.add_format(plain)
            paint = {s: book.add_format(plain | {"bg_color": c}) for s, c in _PAINT.items()}
            for title, columns in _SHEETS.items():
                rows = sheets[title]
                if not rows and title != "发现":
                    continue
                sheet = book.add_worksheet(title)
                sheet.freeze_panes(1, 0)
                sheet.autofilter(0, 0, len(rows), len(columns) - 1)
                sheet.set_landscape()
                sheet.set_paper(9)
                sheet.fit_to_pages(1, 0)
                sheet.repeat_rows(0)
                for at, (column, width) in enumerate(columns.items()):
                    sheet.set_column(at, at, width)
                    sheet.write_string(0, at, column, head)
                for number, (severity, cells) in enumerate(rows, 1):
                    sheet.set_row(number, _height(cells, columns.values()))
                    for at, cell in enumerate(cells):
                        mark = severity is not None and list(columns)[at] == "程度"
                        style = paint[severity] if mark and severity else usual
                        sheet.write_string(number, at, cell, style)
    except (OSError, FileCreateError) as error:
        cause = error.args[0] if isinstance(error, FileCreateError) else error
        why = reason_of(cause) if isinstance(cause, OSError) else str(cause)
        message = f"不能写入 {name_of(path)}：{why}。若正在 Excel 里打开，请先关上。"
        raise UnreadableFile(message) from error
    return path


def _height(cells: Iterable[str], widths: Iterable[int]) -> int:
    """Give the height, in points, that wrapped text needs: not every program works it out."""
    lines = [
        -(-chinese.width(cell) // (width - 1)) for cell, width in zip(cells, widths, strict=True)
    ]
    return _LINE * max(1, *lines)


def _findings(documents: list[Judged]) -> Iterator[Row]:
    for one in documents:
        for finding in one.report.findings:
            yield finding.severity, [
                _file(one), finding.project_name or "", finding.severity.word, finding.code,
                finding.title, finding.message, places(finding.evidence, _ALL), finding.suggestion,
                finding.basis, "",
            ]  # fmt: skip


def _silenced(documents: list[Judged]) -> Iterator[Row]:
    for one in documents:
        for item in one.report.silenced:
            found = item.finding
            cells = [_file(one), found.project_name or "", found.code, found.message, item.reason]
            yield None, cells


def _unchecked(documents: list[Judged]) -> Iterator[Row]:
    for one in documents:
        yield from ((None, [_file(one), item.code, item.reason]) for item in one.report.unchecked)


def _file(one: Judged) -> str:
    return Path(one.reading.source.path).name
