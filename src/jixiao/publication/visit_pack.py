"""What inspectors take along on paper: the roll of a ward, an interview, the files, the sums."""

from collections.abc import Sequence
from datetime import date

from jixiao.documents import Cell, Grid
from jixiao.fund.supervision.roll_call import COLUMNS, Bed
from jixiao.publication.forms import Sheet
from jixiao.publication.writers.form_docx import form_docx

_LINES_TO_FILL = 12
_ROLL_WIDTHS = (10, 8, 8, 12, 8, 6, 12, 8)
_INTERVIEW = (
    "被询问人姓名、身份、联系方式",
    "入院日期、经治医生、主要不适",
    "每天做哪些检查和治疗",
    "夜间是否在病房，请假几次、谁批准",
    "住院费用由谁交纳，有没有收到返还或礼品",
    "其他要说明的",
)
_FILES = (
    "入院记录、首次病程记录、长期和临时医嘱",
    "护理记录、体温单、请假条",
    "检查化验报告原件和设备日志",
    "收费明细清单和票据存根",
    "药品耗材进销存台账",
    "医师排班表、签名留样",
)
_FILE_HEADS = ("资料", "是否提供", "份数", "备注")
_SUMS = ("项目", "应收数量", "实收数量", "单价（元）", "多收（元）", "备注")


def visit_pack(institution: str, day: date, people: str, beds: Sequence[Bed]) -> bytes:
    """Return the pack of a visit as a Word document: four sheets, each on a page of its own."""
    notes = (
        f"机构：{institution}　日期：{day}　检查人员：{people}　（两人以上，先出示证件）",
    )
    roll = [
        (bed.visit, bed.ward, str(bed.admitted), bed.diagnosis, bed.person, "", "", "")
        for bed in beds
    ]
    blank = [("",) * len(_SUMS)] * _LINES_TO_FILL
    interview = [(ask, "\n\n") for ask in _INTERVIEW]
    files = [(file, "", "", "") for file in _FILES]
    return form_docx(
        [
            _sheet("在床点名册", notes, COLUMNS, roll, _ROLL_WIDTHS, across=True),
            _sheet("询问提纲", notes, ("问什么", "答"), interview, (6, 12)),
            _sheet("调取资料清单", notes, _FILE_HEADS, files, (12, 4, 3, 5)),
            _sheet("费用核算表", notes, _SUMS, blank, (8, 4, 4, 4, 4, 6)),
        ]
    )


def _sheet(
    title: str,
    notes: tuple[str, ...],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: tuple[int, ...],
    *,
    across: bool = False,
) -> Sheet:
    printed = [tuple(heads), *map(tuple, rows)]
    cells = tuple(
        Cell(row=at, column=column, text=text)
        for at, row in enumerate(printed)
        for column, text in enumerate(row)
    )
    return Sheet(
        titles=(title,),
        notes=notes,
        grid=Grid(cells=cells, rows=len(printed), columns=len(heads)),
        widths=widths,
        labels=frozenset((0, column) for column in range(len(heads))),
        head=0,
        landscape=across,
        unplaced=(),
    )
