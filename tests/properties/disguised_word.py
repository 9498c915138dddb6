"""One form as Word files that hold it in unusual ways: nested, floating, lying about spans, tracked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from random import Random

from tests.documents.sheets import as_zip
from tests.properties.unseen import Cell, Grid, Unseen

_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_COLUMN = 1_000
"""Twentieths of a point that a column is wide."""
_DELETED = "<w:p><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>"
Write = Callable[[str], str]
"""How the words of a cell become the paragraphs in it."""


@dataclass(frozen=True)
class Place:
    """A cell of a row: what it holds, how wide it is, and whether it goes on from above."""

    cell: Cell
    column: int
    goes_on: bool


def places(grid: Grid) -> Iterator[list[Place]]:
    """The cells of each row from left to right, also those that go on from above."""
    open_cells: dict[int, tuple[Cell, int]] = {}
    for row in grid:
        placed: list[Place] = []
        column = 0
        while column < len(row):
            cell = row[column]
            if cell is None:
                cell, left = open_cells[column]
                open_cells[column] = cell, left - 1
                placed.append(Place(cell, column, goes_on=True))
            else:
                open_cells[column] = cell, cell.rows - 1
                placed.append(Place(cell, column, goes_on=False))
            column += cell.columns
        yield placed


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def cell_of(place: Place, write: Write = paragraph, span: int | None = None) -> str:
    """A cell as Word writes it; `span` is a lie about its columns."""
    width = place.cell.columns if span is None else span
    properties = f'<w:tcW w:w="{place.cell.columns * _COLUMN}" w:type="dxa"/>'
    if width > 1:
        properties += f'<w:gridSpan w:val="{width}"/>'
    if place.cell.rows > 1:
        properties += "<w:vMerge/>" if place.goes_on else '<w:vMerge w:val="restart"/>'
    inner = paragraph("") if place.goes_on else write(place.cell.text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row_of(cells: Sequence[str], properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table_of(rows: Sequence[str], widths: Sequence[int], properties: str = "") -> str:
    """A table of rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def plain_table(grid: Grid, write: Write = paragraph, properties: str = "") -> str:
    """A grid as Word writes it."""
    rows = [row_of([cell_of(place, write) for place in row]) for row in places(grid)]
    return table_of(rows, [_COLUMN] * len(grid[0]), properties)


def document(body: str, **parts: str) -> bytes:
    """A Word file with a body, and with other parts by their names."""
    whole = f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
    members = {"word/document.xml": whole}
    for name, inner in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {_SPACES}>{inner}</w:{name}>"
    return as_zip({name: text.encode() for name, text in members.items()})


def around(form: Unseen, body: str, **parts: str) -> bytes:
    """A form's lines above and below what stands for its table."""
    above, below = ("".join(map(paragraph, part)) for part in (form.above, form.below))
    return document(above + body + below, **parts)


def head_row(form: Unseen) -> int:
    """The row in which the heads of the indicators stand."""
    heads = len(form.grid) - len(form.rows) - 1
    for at, row in enumerate(form.grid):
        texts = {cell.text.replace(" ", "") for cell in row if cell}
        if texts & {"一级指标", "绩效指标分类", "序号"}:
            return at
    return heads


def in_a_frame(form: Unseen, _: Random) -> bytes:
    """All of it, lines too, in the one cell of an outer table."""
    above, below = ("".join(map(paragraph, part)) for part in (form.above, form.below))
    inner = above + plain_table(form.grid) + below + paragraph("")
    frame = table_of([row_of([f"<w:tc><w:tcPr/>{inner}</w:tc>"])], [9_000])
    return document(frame)


def in_two_frames(form: Unseen, _: Random) -> bytes:
    """Head and indicators as tables of their own in cells of an outer table, below each other."""
    at = head_row(form)
    rows = [
        row_of([f"<w:tc><w:tcPr/>{plain_table(part)}{paragraph('')}</w:tc>"])
        for part in (form.grid[:at], form.grid[at:])
    ]
    return around(form, table_of(rows, [9_000]))


def indicators_inside(form: Unseen, draw: Random) -> bytes:
    """The indicators as a table inside a cell of the form, a label left of it or none."""
    at = head_row(form)
    width = len(form.grid[0])
    rows = [row_of([cell_of(place) for place in row]) for row in places(form.grid[:at])]
    inner = plain_table(form.grid[at:]) + paragraph("")
    label = Place(Cell("绩效指标"), 0, goes_on=False)
    cells = [cell_of(label)] if draw.random() < 0.5 else []
    span = f'<w:gridSpan w:val="{width - len(cells)}"/>'
    cells.append(f"<w:tc><w:tcPr>{span}</w:tcPr>{inner}</w:tc>")
    return around(form, table_of([*rows, row_of(cells)], [_COLUMN] * width))


def values_in_tables(form: Unseen, draw: Random) -> bytes:
    """Some cells hold their words in a table of one cell."""

    def write(text: str) -> str:
        if not text or draw.random() > 0.15:
            return paragraph(text)
        inner = row_of([f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>"])
        return table_of([inner], [900]) + paragraph("")

    return around(form, plain_table(form.grid, write))


def floating(form: Unseen, _: Random) -> bytes:
    """Head and indicators as two floating tables."""
    at = head_row(form)
    tables = [
        plain_table(part, properties=f'<w:tblpPr w:vertAnchor="page" w:tblpY="{y}"/>')
        for part, y in ((form.grid[:at], 2_000), (form.grid[at:], 7_000))
    ]
    return around(form, paragraph("").join(tables))


def text_box(content: str) -> str:
    """A run with a text box, and what older programs show in its place."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def boxed(form: Unseen, _: Random) -> bytes:
    """Titles in one text box, the table in another."""
    titles = "".join(map(paragraph, form.above))
    body = f"<w:p>{text_box(titles)}</w:p><w:p>{text_box(plain_table(form.grid))}</w:p>"
    return document(body + "".join(map(paragraph, form.below)))


def values_in_boxes(form: Unseen, draw: Random) -> bytes:
    """Some cells hold their words in a text box."""

    def write(text: str) -> str:
        if not text or draw.random() > 0.15:
            return paragraph(text)
        return f"<w:p>{text_box(paragraph(text))}</w:p>"

    return around(form, plain_table(form.grid, write))


def spans_that_lie(form: Unseen, draw: Random) -> bytes:
    """In some rows one cell says that it spans more columns, or fewer, than it does."""
    rows = []
    for row in places(form.grid):
        liar = draw.randrange(len(row)) if draw.random() < 0.25 else None
        cells = []
        for at, place in enumerate(row):
            lie = max(1, place.cell.columns + draw.choice([-1, 1, 2]))
            cells.append(cell_of(place, span=lie if at == liar else None))
        rows.append(row_of(cells))
    return around(form, table_of(rows, [_COLUMN] * len(form.grid[0])))


def spans_without_widths(form: Unseen, draw: Random) -> bytes:
    """The last cell of some rows says too much or nothing, and no width tells the truth."""
    rows = []
    for row in places(form.grid):
        cells = [cell_of(place) for place in row]
        last = row[-1]
        if draw.random() < 0.3:
            span = draw.choice([1, last.cell.columns + 1, last.cell.columns + 9])
            cells[-1] = cell_of(last, span=span)
        rows.append(
            row_of([cell.replace('w:type="dxa"', 'w:type="auto"') for cell in cells])
        )
    return around(form, table_of(rows, []))


def merges_that_lie(form: Unseen, draw: Random) -> bytes:
    """Cells merged downwards begin twice, or never, or hold words again below."""
    rows = []
    for row in places(form.grid):
        cells = []
        for place in row:
            cell = cell_of(place)
            lie = draw.random()
            if place.cell.rows > 1 and place.goes_on and lie < 0.2:
                cell = cell.replace(paragraph(""), paragraph(place.cell.text))
            elif place.cell.rows > 1 and not place.goes_on and lie < 0.2:
                cell = cell.replace('<w:vMerge w:val="restart"/>', "<w:vMerge/>")
            cells.append(cell)
        rows.append(row_of(cells))
    return around(form, table_of(rows, [_COLUMN] * len(form.grid[0])))


def rows_cut_short(form: Unseen, _: Random) -> bytes:
    """Rows leave out blank cells at their ends, as Word does with gridBefore and gridAfter."""
    rows = []
    for row in places(form.grid):
        kept = list(row)
        after = 0
        while len(kept) > 1 and not kept[-1].cell.text and kept[-1].cell.rows == 1:
            after += kept.pop().cell.columns
        before = 0
        while len(kept) > 1 and not kept[0].cell.text and kept[0].cell.rows == 1:
            before += kept.pop(0).cell.columns
        properties = f'<w:gridBefore w:val="{before}"/>' if before else ""
        properties += f'<w:gridAfter w:val="{after}"/>' if after else ""
        rows.append(row_of([cell_of(place) for place in kept], properties))
    return around(form, table_of(rows, [_COLUMN] * len(form.grid[0])))


def tracked(form: Unseen, draw: Random) -> bytes:
    """Words replaced, a row inserted as it stands, and rows deleted, all under tracked changes."""

    def write(text: str) -> str:
        if not text or draw.random() > 0.3:
            return paragraph(text)
        at = draw.randrange(len(text))
        old = "".join(draw.sample("≥≤1234567890%次人", 3))
        new = f"<w:ins><w:r><w:t>{escape(text[at:])}</w:t></w:r></w:ins>"
        deleted = f"<w:del><w:r><w:delText>{old}</w:delText></w:r></w:del>"
        kept = f"<w:r><w:t>{escape(text[:at])}</w:t></w:r>"
        change = "<w:pPr><w:pPrChange><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:pPrChange></w:pPr>"
        return f"<w:p>{change}{kept}{deleted}{new}</w:p>"

    rows = []
    for row in places(form.grid):
        is_new = draw.random() < 0.2
        cells = [cell_of(place, write) for place in row]
        rows.append(row_of(cells, "<w:ins/>" if is_new else ""))
        if all(not p.goes_on and p.cell.rows == 1 for p in row) and draw.random() < 0.2:
            cells = [cell_of(place, lambda _: _DELETED) for place in row]
            rows.append(row_of(cells, "<w:del/>"))
    return around(form, table_of(rows, [_COLUMN] * len(form.grid[0])))


def with_rows_deleted(form: Unseen, draw: Random) -> bytes:
    """Whole rows deleted whose words are not marked one by one."""
    rows = []
    for row in places(form.grid):
        cells = [cell_of(place) for place in row]
        rows.append(row_of(cells))
        if all(not p.goes_on and p.cell.rows == 1 for p in row) and draw.random() < 0.3:
            other = [
                cell_of(place, lambda text: paragraph(text and "旧" + text))
                for place in row
            ]
            rows.append(row_of(other, "<w:del/>"))
    return around(form, table_of(rows, [_COLUMN] * len(form.grid[0])))


def hidden(form: Unseen, draw: Random) -> bytes:
    """Hidden words within cells, hidden paragraphs, hidden and flat rows."""
    vanished = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏99%</w:t></w:r>"
    styled = (
        '<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr><w:r><w:t>藏着</w:t></w:r></w:p>'
    )

    def write(text: str) -> str:
        words = paragraph(text)
        kind = draw.random()
        if kind < 0.15:
            return words.replace("</w:p>", f"{vanished}</w:p>")
        return words + styled if kind < 0.3 else words

    rows = []
    for row in places(form.grid):
        rows.append(row_of([cell_of(place, write) for place in row]))
        if all(not p.goes_on and p.cell.rows == 1 for p in row) and draw.random() < 0.3:
            how = draw.choice(
                ["<w:hidden/>", '<w:trHeight w:val="2" w:hRule="exact"/>']
            )
            rows.append(row_of([cell_of(place) for place in row], how))
    styles = '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    table = table_of(rows, [_COLUMN] * len(form.grid[0]))
    return around(form, table, styles=styles)


def in_pieces(form: Unseen, draw: Random) -> bytes:
    """Words cut into runs, in links, fields, content controls and over paragraphs."""

    def write(text: str) -> str:
        if len(text) < 4:
            return paragraph(text)
        at = draw.randrange(1, len(text) - 1)
        first, rest = (
            f"<w:r><w:t xml:space='preserve'>{escape(part)}</w:t></w:r>"
            for part in (text[:at], text[at:])
        )
        field = f"<w:fldSimple w:instr='REF 五'>{first}{rest}</w:fldSimple>"
        ruby = f"<w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase>{rest}</w:rubyBase>"
        content = f"<w:sdtContent><w:p>{first}{rest}</w:p></w:sdtContent>"
        return draw.choice([
            f"<w:p>{first}<w:bookmarkStart/>{rest}</w:p>",
            f"<w:p>{first}<w:hyperlink>{rest}</w:hyperlink></w:p>",
            f"<w:p><w:r><w:instrText>REF 九</w:instrText></w:r>{field}</w:p>",
            f"<w:sdt><w:sdtPr><w:alias w:val='四'/></w:sdtPr>{content}</w:sdt>",
            f"<w:p>{first}<w:smartTag>{rest}</w:smartTag></w:p>",
            f"<w:p>{first}<w:r><w:lastRenderedPageBreak/><w:softHyphen/></w:r>{rest}</w:p>",
            f"<w:p>{first}<w:r><w:ruby>{ruby}</w:ruby></w:r></w:p>",
        ])  # fmt: skip

    return around(form, plain_table(form.grid, write))


def side_by_side(form: Unseen, _: Random) -> bytes:
    """A list of hints right of the form, in another table of a table that lays out the page."""
    hints = [
        [Cell("填报说明")],
        [Cell("1.本表由项目单位填写")],
        [Cell("2.金额保留两位小数")],
    ]
    cells = "".join(
        f"<w:tc><w:tcPr/>{plain_table(part)}{paragraph('')}</w:tc>"
        for part in (form.grid, hints)
    )
    return around(form, table_of([row_of([cells])], [6_000, 3_000]))


DISGUISES: dict[str, Callable[[Unseen, Random], bytes]] = {
    f"docx {disguise.__name__}": disguise
    for disguise in (
        in_a_frame, in_two_frames, indicators_inside, values_in_tables, floating, boxed,
        values_in_boxes, spans_that_lie, spans_without_widths, merges_that_lie, rows_cut_short,
        tracked, with_rows_deleted, hidden, in_pieces, side_by_side,
    )
}  # fmt: skip
