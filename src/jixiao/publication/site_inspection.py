"""An inspection of a site as Word documents: the score sheet, and the letter of what to put right."""

from collections.abc import Sequence
from datetime import date

from jixiao.documents import Cell, Grid
from jixiao.publication.forms import Sheet
from jixiao.publication.letters import Letter, LetterLine, letter_docx, shortened
from jixiao.publication.writers.form_docx import form_docx
from jixiao.service.disclosure.faults import Fault
from jixiao.service.disclosure.indicators import Scheme
from jixiao.service.disclosure.inspection import Inspection
from jixiao.service.disclosure.scoring import ScoreSheet, Verdict

_VETO_HEAD = ("代码", "单项否决指标", "结果", "发现", "待核")
_DEDUCTION_HEAD = ("代码", "扣分指标", "扣分", "发现", "待核")
_SHEET_WIDTHS = (6, 36, 10, 8, 8)


def score_sheet_docx(
    unit: str, inspection: Inspection, scheme: Scheme, sheet: ScoreSheet
) -> bytes:
    """Return the score sheet as a Word document."""
    vetoes = [
        (v.veto.code, v.veto.title, v.standing, str(v.sure), str(v.unsure))
        for v in sheet.vetoes
    ]
    deductions = [
        (
            line.deduction.code,
            f"{line.deduction.group}：{line.deduction.title}",
            str(line.points),
            "没有核对" if line.sure is None else str(line.sure),
            str(line.unsure),
        )
        for line in sheet.deductions
    ]
    rows = [_VETO_HEAD, *vetoes, _DEDUCTION_HEAD, *deductions]
    notes = (
        f"站点：{inspection.home}　巡检日：{inspection.day}",
        f"依据：{scheme.line}",
        f"没有见到原文的：{'、'.join(scheme.unconfirmed)}",
        result_line(sheet),
    )
    titles = ("政务公开巡检评分表", unit)
    return form_docx([_sheet(titles, notes, rows, _SHEET_WIDTHS, {0, len(vetoes) + 1})])


def result_line(sheet: ScoreSheet) -> str:
    """Return what came of a site in one sentence; an unfinished score is called so."""
    most = "至多 " if sheet.unchecked else ""
    bonus = f"，加分 {sheet.bonus}" if sheet.bonus else ""
    sentence = f"扣 {sheet.taken} 分{bonus}，得分{most}{sheet.score}，{sheet.verdict}"
    if sheet.verdict is Verdict.OPEN or sheet.unchecked:
        sentence += f"；还有 {len(sheet.unchecked)} 项没有核对"
    return sentence + (f"，{sheet.unsure} 处要人核对" if sheet.unsure else "")


def rectification_docx(
    unit: str,
    issuer: str,
    inspection: Inspection,
    scheme: Scheme,
    sheet: ScoreSheet,
    answer_by: date,
) -> bytes:
    """Return the letter that lists what to put right, by the house's writer of letters."""
    lines = [
        LetterLine(f"{nth} {fault.kind}", _fault_line(fault), 0, 0)
        for nth, fault in enumerate(inspection.faults, 1)
    ]
    facts = {
        "visit_on": f"{inspection.day}",
        "place": inspection.home,
        "outcome": result_line(sheet),
        "answer_by": f"{answer_by}",
    }
    letter = Letter(
        "site_rectification",
        "",
        inspection.day,
        unit,
        issuer,
        scheme.line,
        facts,
        shortened(lines),
    )
    return letter_docx(letter)


def _fault_line(fault: Fault) -> str:
    doubt = "" if fault.is_sure else "（待核）"
    return f"{fault.where}　{fault.says}{doubt}"


def _sheet(
    titles: tuple[str, ...],
    notes: tuple[str, ...],
    rows: Sequence[Sequence[str]],
    widths: tuple[int, ...],
    heads: set[int],
) -> Sheet:
    cells = tuple(
        Cell(row=at, column=column, text=text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    return Sheet(
        titles=titles,
        notes=notes,
        grid=Grid(cells=cells, rows=len(rows), columns=len(widths)),
        widths=widths,
        labels=frozenset((at, column) for at in heads for column in range(len(widths))),
        head=0,
        landscape=False,
        unplaced=(),
    )
