"""The letter with which lists go back to a hospital (docx): what is to be corrected, blanks to sign."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jixiao.errors import writing
from jixiao.fund.grouping.quality.returns import HospitalReturn, ListMark

_HEADS = ("序号", "结算ID", "出院日期", "检查", "要更正的")
_WIDTHS_CM = (1.2, 3.6, 2.4, 3.6, 5.6)
_Element = Any
"""python-docx carries no types."""


def write_list_return(returned: HospitalReturn, path: Path) -> None:
    """Write a hospital's letter; when it is due and who signs are left blank for a person.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    from docx import Document  # noqa: PLC0415 — most callers write none

    paper = Document()
    paper.add_heading("结算清单退回函", 1)
    paper.add_paragraph("编号：")
    paper.add_paragraph(f"{returned.addressee}：")
    paper.add_paragraph(
        f"你单位 {returned.year} 年出院的结算清单 {returned.lists} 张，经核对有 {returned.returned} 张"
        f"要更正（{len(returned.refused)} 处），现予退回。请逐张对照病案更正后重新上传；"
        "认为没有错的，写明理由并附病案。"
    )
    _add_marks(paper, returned.refused)
    if returned.warned:
        paper.add_paragraph(
            f"下列 {len(returned.warned)} 处有疑点，清单不退回，请一并核对，有错的也请更正："
        )
        _add_marks(paper, returned.warned)
    if returned.not_asked:
        paper.add_paragraph(f"这次没有核对的：{'；'.join(returned.not_asked)}。")
    paper.add_paragraph("请于　　　　年　　月　　日前办结。")
    paper.add_paragraph("经办机构（盖章）：　　　　　　　　日期：　　　　")
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        paper.save(str(path))


def _add_marks(paper: _Element, marks: Sequence[ListMark]) -> None:
    from docx.shared import Cm  # noqa: PLC0415

    table = paper.add_table(rows=len(marks) + 1, cols=len(_HEADS), style="Table Grid")
    table.autofit = False
    rows = [_HEADS, *(_cells(number, mark) for number, mark in enumerate(marks, 1))]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, _WIDTHS_CM, strict=True):
            cell.text, cell.width = text, Cm(width)


def _cells(number: int, mark: ListMark) -> tuple[str, ...]:
    day = "没有记" if mark.discharged_on is None else mark.discharged_on.isoformat()
    return str(number), mark.setl_id, day, mark.check, mark.says
