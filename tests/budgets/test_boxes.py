"""Rows of cells, and the pieces of a table that pages part."""

from jixiao.budgets.boxes import is_remark, pieces
from jixiao.documents import Cell, Document, Flow, Source
from jixiao.documents.assembly import Block, assemble, grid_of


def flow(*blocks: Block) -> Flow:
    document: Document = assemble(Source(path="甲", sha256="", format="pdf"), blocks)
    return Flow(document)


def grid(page: int, *rows: list[str]) -> Block:
    return grid_of(
        [
            Cell(text=text, row=row, column=column, page=page)
            for row, texts in enumerate(rows)
            for column, text in enumerate(texts)
        ],
        page,
    )


def test_each_page_prints_a_piece_and_prose_none():
    read = flow(
        Cell(text="收入决算表", page=1),
        grid(1, ["科目", "金额"], ["合计", "1.00"]),
        grid(2, ["其他", "2.00"]),
    )

    parted = pieces(read, 0, len(read))

    assert [(2, 2), (1, 2)] == [(len(piece.rows), piece.width) for piece in parted]
    assert ["合计", "1.00"] == [cell.text for cell in parted[0].rows[1].cells]
    assert [] == pieces(read, 0, 5)


def test_a_remark_is_known_and_so_are_amounts():
    read = flow(grid(1, ["注：本表反映", ""], ["合计", "—"], ["甲", "-1,234.5"]))

    remark, blank, amount = pieces(read, 0, len(read))[0].rows

    assert [True, False, False] == [is_remark(row) for row in (remark, blank, amount)]
    assert [False, True] == [cell.is_figure for cell in blank.cells]
    assert [False, True] == [cell.is_figure for cell in amount.cells]
