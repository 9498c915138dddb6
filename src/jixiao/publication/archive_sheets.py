"""What an archive is packed with: stamps, spines, lists of papers and boxes, of hand-over and destruction."""

from collections.abc import Mapping, Sequence
from datetime import date

from jixiao.documents import Cell, Grid
from jixiao.fund.tables import codes
from jixiao.publication.forms import Sheet
from jixiao.publication.list_sheet import list_sheet
from jixiao.service.archives.archive import Archive
from jixiao.service.archives.papers import Paper

_PAPER_HEADS = ("件号", "档号", "责任者", "题名", "日期", "页数", "备注")
_PAPER_WIDTHS = (3, 10, 6, 16, 6, 3, 5)
_STAMPS_ACROSS = 3
_STAMP = ("全宗号", "年度", "件号"), ("机构（问题）", "保管期限", "页数")
_UNCOUNTED = "没有数页"

Boxes = Mapping[tuple[tuple[int, str, str], str], Sequence[Paper]]
"""Papers by what their box may hold, and the box's number."""


def archive_sheets(archive: Archive, day: date) -> Sequence[Sheet]:
    """Lay out everything that goes with the boxes, and what is to be destroyed."""
    boxes = _boxes(archive)
    return [
        *(_spines(archive, boxes) if boxes else ()),
        *(_papers_of(key, papers) for key, papers in boxes.items()),
        *([_box_list(boxes)] if boxes else []),
        *([_stamps(archive, boxes)] if boxes else []),
        *([_hand_over(boxes, day)] if boxes else []),
        *_destruction_lists(archive),
    ]


def _boxes(archive: Archive) -> Boxes:
    boxes: dict[tuple[tuple[int, str, str], str], list[Paper]] = {}
    for paper in archive.papers():
        if paper.item.box:
            boxes.setdefault((paper.item.group, paper.item.box), []).append(paper)
    return boxes


def _spines(archive: Archive, boxes: Boxes) -> Sequence[Sheet]:
    """Spines to be cut out, some side by side."""
    strips = [
        (archive.fonds, str(year), _term(term), _class(of_class), box)
        for (year, of_class, term), box in boxes
    ]
    heads = ("全宗号", "年度", "保管期限", "机构（问题）", "盒号")
    across = 5
    parts = [strips[start : start + across] for start in range(0, len(strips), across)]
    return [_spine_sheet(heads, part, across) for part in parts]


def _spine_sheet(
    heads: Sequence[str], strips: Sequence[Sequence[str]], across: int
) -> Sheet:
    cells, labels = [], set()
    for column in range(across):
        for nth, head in enumerate(heads):
            value = strips[column][nth] if column < len(strips) else ""
            cells.append(
                Cell(
                    text=head if value or column < len(strips) else "",
                    row=2 * nth,
                    column=column,
                )
            )
            cells.append(Cell(text=f"\n{value}\n", row=2 * nth + 1, column=column))
            labels |= {(2 * nth, column), (2 * nth + 1, column)}
    return Sheet(
        titles=("盒脊（沿线裁开）",),
        notes=(),
        grid=Grid(rows=2 * len(heads), columns=across, cells=tuple(cells)),
        widths=(1,) * across,
        labels=frozenset(labels),
        head=0,
        landscape=False,
        unplaced=(),
    )


def _papers_of(key: tuple[tuple[int, str, str], str], papers: Sequence[Paper]) -> Sheet:
    (year, of_class, term), box = key
    rows = [
        (
            str(each.item.place),
            each.item.number,
            each.origin,
            each.item.title,
            each.made_on.isoformat(),
            str(each.item.pages or ""),
            "" if each.item.pages else _UNCOUNTED,
        )
        for each in papers
    ]
    note = f"{year} 年　{_class(of_class)}　{_term(term)}　第 {box} 盒"
    return list_sheet("归档文件目录", _PAPER_HEADS, rows, _PAPER_WIDTHS, notes=(note,))


def _box_list(boxes: Boxes) -> Sheet:
    rows = [
        (
            str(year), _class(of_class), _term(term), box, str(len(papers)),
            str(sum(each.item.pages for each in papers)),
            f"{papers[0].item.place}–{papers[-1].item.place}",
        )
        for ((year, of_class, term), box), papers in boxes.items()
    ]  # fmt: skip
    heads = ("年度", "类别", "保管期限", "盒号", "件数", "页数", "起止件号")
    return list_sheet("档案盒目录", heads, rows, (4, 8, 5, 3, 3, 3, 6))


def _stamps(archive: Archive, boxes: Boxes) -> Sheet:
    """Filing stamps to be pasted or copied on the first page of each paper."""
    papers = [paper for of_box in boxes.values() for paper in of_box]
    cells: list[Cell] = []
    for nth, paper in enumerate(papers):
        top = 4 * (nth // _STAMPS_ACROSS)
        left = 3 * (nth % _STAMPS_ACROSS)
        item = paper.item
        values = (
            (archive.fonds, str(item.year), str(item.place)),
            (_class(item.of_class), _term(item.term), str(item.pages or "")),
        )
        for line, (heads, line_values) in enumerate(zip(_STAMP, values, strict=True)):
            for column in range(3):
                cells.append(
                    Cell(text=heads[column], row=top + 2 * line, column=left + column)
                )
                cells.append(
                    Cell(
                        text=line_values[column],
                        row=top + 2 * line + 1,
                        column=left + column,
                    )
                )
    rows = 4 * -(-len(papers) // _STAMPS_ACROSS)
    columns = 3 * _STAMPS_ACROSS
    filled = {(cell.row, cell.column) for cell in cells}
    cells += [
        Cell(text="", row=row, column=column)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in filled
    ]
    return Sheet(
        titles=("归档章",),
        notes=("贴在每件首页上端空白处",),
        grid=Grid(rows=rows, columns=columns, cells=tuple(cells)),
        widths=(1,) * columns,
        labels=frozenset(
            (row, column) for row in range(rows) for column in range(columns)
        ),
        head=0,
        landscape=False,
        unplaced=(),
    )


def _hand_over(boxes: Boxes, day: date) -> Sheet:
    papers = sum(map(len, boxes.values()))
    rows = [
        ("移交内容", f"{len(boxes)} 盒，{papers} 件，目录附后"),
        ("移交日期", day.isoformat()),
        ("移交人（签字）", ""),
        ("接收人（签字）", ""),
        ("监交人（签字）", ""),
    ]
    return list_sheet("档案移交清单", ("项目", "内容"), rows, (5, 15))


def _destruction_lists(archive: Archive) -> Sequence[Sheet]:
    by_number = {paper.item.number: paper for paper in archive.papers()}
    sheets = []
    for proposal in archive.proposals():
        rows = [
            (number, by_number[number].item.title, str(by_number[number].item.year), _term(by_number[number].item.term))
            for number in proposal.archive_nos
        ]  # fmt: skip
        done = (
            f"{proposal.destroyed_on} 销毁" if proposal.destroyed_on else "还没有销毁"
        )
        notes = (
            f"提请 {proposal.by}（{proposal.at:%Y-%m-%d}）：{proposal.why}",
            f"批准 {'、'.join(proposal.approved_by) or '还没有'}　监销 {proposal.witness or '还没有'}　{done}",
        )
        title = f"档案销毁清册（第 {proposal.number} 批）"
        heads = ("档号", "题名", "年度", "保管期限")
        sheets.append(list_sheet(title, heads, rows, (8, 16, 3, 4), notes=notes))
    return sheets


def _term(code: str) -> str:
    return codes()["archive_term"][code]


def _class(code: str) -> str:
    return codes()["archive_class"][code]
