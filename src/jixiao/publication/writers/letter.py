"""The letter to a unit: what a reviewer marked as true, one sheet a unit, as a Word document."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from jixiao.documents import Cell, Grid
from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of, whole
from jixiao.evidence import places
from jixiao.findings import Finding
from jixiao.publication.forms import Sheet
from jixiao.publication.reports import CheckedDocument
from jixiao.publication.reviews import Mark, Review, Verdict, marked, unit_of
from jixiao.publication.writers.form_docx import form_docx

_HEAD = ("序号", "项目", "问题", "位置", "修改意见", "依据")
_WIDTHS = (6, 16, 42, 25, 28, 15)
_Row = tuple[str, ...]


def letter_docx(marked_by_unit: Mapping[str, Iterable[tuple[Finding, Mark]]]) -> bytes:
    """The letter as a Word document: for each unit what was marked as true, with the marks."""
    sheets = [
        _sheet(unit, [_row(finding, mark) for finding, mark in pairs])
        for unit, pairs in marked_by_unit.items()
    ]
    return _as_letters(form_docx(sheets))


def _as_letters(content: bytes) -> bytes:
    """The sheets as letters: whom it is for and what to do stand left, who signs below each."""
    import docx  # noqa: PLC0415 — kept out of jixiao --help
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    document = docx.Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        if paragraph.text.endswith("：") or paragraph.text == _LEAD:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.space_after = Pt(6)
    for table in document.tables:
        signed = document.add_paragraph(_SIGNED)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.space_before = Pt(14)
        table._tbl.addnext(signed._p)  # noqa: SLF001 — the only way to put it behind a table
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


_LEAD = "经审核，发现下列问题。请逐条核对修改后重新报送；有不同意见的，请在对应各条写明理由。"
_SIGNED = "审核单位（盖章）：　　　　　　　　　　　　　　年　　月　　日"


def write_letter(judged: Iterable[CheckedDocument], path: Path, review: Review) -> Path:
    """Write the letter.

    Raises:
        JixiaoError: nothing was marked as true.
        UnreadableFile: the file cannot be written.
    """
    by_unit = _by_unit(judged, review)
    if not by_unit:
        message = (
            "没有标为“属实”的发现，没有可写的意见。请先在报告网页上标，再保存意见。"
        )
        raise JixiaoError(message)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as half:
            half.write_bytes(letter_docx(by_unit))
    except OSError as error:
        message = (
            f"不能写入 {name_of(path)}：{reason_of(error)}。请换一个位置或检查权限。"
        )
        raise UnreadableFile(message) from error
    return path


def _by_unit(
    judged: Iterable[CheckedDocument], review: Review
) -> dict[str, list[tuple[Finding, Mark]]]:
    """What was marked as true, by the unit that it is for."""
    by_unit: dict[str, list[tuple[Finding, Mark]]] = {}
    for document in judged:
        unit = unit_of(document.reading)
        findings = document.report.findings
        if pairs := marked(unit, findings, review, Verdict.TRUE):
            name = unit or Path(document.reading.source.path).stem
            by_unit.setdefault(name, []).extend(pairs)
    return by_unit


def _row(finding: Finding, mark: Mark) -> _Row:
    advice = "；".join(filter(None, (finding.suggestion, mark.note)))
    return (
        finding.project_name or "全部门",
        finding.message,
        places(finding.evidence),
        advice,
        finding.basis,
    )


def _sheet(unit: str, rows: list[_Row]) -> Sheet:
    printed = [_HEAD, *((str(number), *row) for number, row in enumerate(rows, 1))]
    cells = tuple(
        Cell(row=at, column=column, text=text)
        for at, row in enumerate(printed)
        for column, text in enumerate(row)
    )
    return Sheet(
        titles=("绩效目标和预算审核意见", f"{unit}："),
        notes=(_LEAD,),
        grid=Grid(cells=cells, rows=len(printed), columns=len(_HEAD)),
        widths=_WIDTHS,
        labels=frozenset((0, column) for column in range(len(_HEAD))),
        head=0,
        landscape=True,
        unplaced=(),
    )
