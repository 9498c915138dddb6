"""One form as PDF whose pages are turned, two on a sheet, stamped, or printed over."""

import io
from collections.abc import Callable
from random import Random

import pypdfium2
import typst

from jixiao.publication.writers.fonts import folders
from jixiao.settings import Settings
from tests.documents.sheets import typst_text
from tests.properties.unseen import Grid, Unseen

_A4 = "width: 21cm, height: 29.7cm, margin: 2cm"
_QUARTERS = (90, 180, 270)


def compiled(source: str) -> bytes:
    """A PDF of a typst source."""
    compiler = typst.Compiler(source.encode(), font_paths=folders(Settings()))
    content: bytes = compiler.compile()
    return content


def table(grid: Grid, how: str = "") -> str:
    """A table of typst; `how` are arguments of its own."""
    cells = [
        f"table.cell(rowspan: {c.rows}, colspan: {c.columns})[#{typst_text(c.text)}]"
        for row in grid
        for c in row
        if c
    ]
    return f"#table(columns: (1fr,) * {len(grid[0])}, {how} {', '.join(cells)})"


def body(form: Unseen, how: str = "") -> str:
    """A form between its lines."""
    above, below = (
        "".join(f"#par({typst_text(line)})\n" for line in part)
        for part in (form.above, form.below)
    )
    return f"{above}{table(form.grid, how)}\n{below}"


def paged(inner: str, page: str = _A4, size: str = "9pt") -> bytes:
    """Pages of some contents."""
    font = f'#set text(font: "Noto Sans CJK SC", size: {size})'
    return compiled(f"#set page({page})\n{font}\n{inner}")


def turned(content: bytes, *angles: int) -> bytes:
    """Pages turned by angles, one after the other, in the way a viewer turns them."""
    pdf = pypdfium2.PdfDocument(content)
    for number in range(len(pdf)):
        pdf[number].set_rotation(angles[number % len(angles)])
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def turned_by_viewer(form: Unseen, draw: Random) -> bytes:
    """Pages that a viewer turns."""
    return turned(paged(body(form)), draw.choice(_QUARTERS))


def set_sideways(form: Unseen, draw: Random) -> bytes:
    """Contents that are set on their side."""
    angle = draw.choice(_QUARTERS)
    inner = f"#rotate({angle}deg, reflow: true, box(width: 17cm)[{body(form)}])"
    return paged(inner, "width: auto, height: auto, margin: 2cm")


def scanned_in_turns(form: Unseen, draw: Random) -> bytes:
    """Contents set on their side, and turned by the viewer, perhaps not all the way."""
    angle = draw.choice(_QUARTERS)
    inner = f"#rotate({angle}deg, reflow: true, box(width: 17cm)[{body(form)}])"
    content = paged(inner, "width: auto, height: auto, margin: 2cm")
    return turned(content, draw.choice(_QUARTERS))


def half_turned(form: Unseen, draw: Random) -> bytes:
    """The first page stands, the second lies; the table goes on over the break."""
    high = draw.choice([12, 15, 18])
    page = f"width: 21cm, height: {high}cm, margin: 1.5cm"
    return turned(paged(body(form), page), 0, draw.choice(_QUARTERS))


def two_up(form: Unseen, draw: Random) -> bytes:
    """Two pages on a sheet, the second going on with the table of the first."""
    high = draw.choice([13, 16])
    pages = f"columns: 2, flipped: false, width: 42cm, height: {high}cm, margin: 1.5cm"
    return paged(f"#set columns(gutter: 3cm)\n{body(form)}", pages)


def two_forms_up(form: Unseen, _: Random) -> bytes:
    """The form beside other prose on a sheet of two pages."""
    prose = "本部门按照预算管理的要求，对项目实施情况进行了全面梳理。" * 30
    inner = f"#grid(columns: (1fr, 1fr), gutter: 3cm, [{body(form)}], [#par({typst_text(prose)})])"
    return paged(inner, "width: 42cm, height: 29.7cm, margin: 1.5cm")


def watermarked(form: Unseen, draw: Random) -> bytes:
    """A pale text slants over each page."""
    fill = draw.choice(
        ["luma(200)", "luma(225)", "rgb(255, 0, 0, 60)", "rgb(0, 0, 0, 40)"]
    )
    mark = f"rotate(-{draw.choice([30, 45])}deg, text({draw.choice([40, 70])}pt, fill: {fill})[公开文件])"
    where = draw.choice(["background", "foreground"])
    return paged(body(form), f"{_A4}, {where}: {mark}")


def tiled(form: Unseen, draw: Random) -> bytes:
    """A small pale text is repeated all over each page, level or slanting."""
    angle = draw.choice([0, -20, -45])
    fill = draw.choice(["luma(190)", "luma(210)", "rgb(0, 0, 0, 50)"])
    mark = f"rotate({angle}deg, text({draw.choice([8, 10, 14])}pt, fill: {fill})[内部资料 2024])"
    tiles = f"grid(columns: (1fr,) * 4, row-gutter: 2.3cm, ..({mark},) * 40)"
    return paged(
        body(form), f"{_A4}, {draw.choice(['background', 'foreground'])}: {tiles}"
    )


def dark_mark(form: Unseen, draw: Random) -> bytes:
    """A large text in a strong colour slants over each page."""
    fill = draw.choice(["red", "blue", "gray", "black"])
    mark = f"rotate(-{draw.choice([20, 45])}deg, text({draw.choice([30, 60])}pt, fill: {fill})[样本]])"
    return paged(body(form), f"{_A4}, foreground: {mark.replace(']])', '])')}")


def sealed(form: Unseen, draw: Random) -> bytes:
    """A round red seal lies over the table, with letters round it and level ones in it."""
    letters = "示例县财政局预算绩效专用章"
    ring = "".join(
        f"#place(center + horizon, rotate({at * 26 - 156}deg, move(dy: -1.6cm, text(11pt, fill: red)[{letter}])))"
        for at, letter in enumerate(letters)
    )
    seal = f"#circle(radius: 2cm, stroke: 2pt + red)[{ring}#place(center + horizon, text(9pt, fill: red)[2024年]) ]"
    x, y = draw.choice([3, 8, 13]), draw.choice([5, 9, 14])
    return paged(
        body(form),
        f"{_A4}, foreground: place(top + left, dx: {x}cm, dy: {y}cm)[{seal}]",
    )


def received(form: Unseen, draw: Random) -> bytes:
    """A level stamp of receipt in red lies over the table, in a frame or bare."""
    frame = draw.choice(["1pt + red", "none"])
    stamp = f"#rect(stroke: {frame}, text({draw.choice([9, 14])}pt, fill: red)[收文 第1024号])"
    x, y = draw.choice([3, 8, 13]), draw.choice([4, 7, 11])
    return paged(
        body(form),
        f"{_A4}, foreground: place(top + left, dx: {x}cm, dy: {y}cm)[{stamp}]",
    )


def over_pages(form: Unseen, draw: Random) -> bytes:
    """The table breaks over low pages, with heads and numbers of pages."""
    high = draw.choice([10, 12, 14])
    page = f'width: 21cm, height: {high}cm, margin: 1.5cm, header: [绩效目标公开], numbering: "— 1 —"'
    return paged(body(form), page)


def without_uprights(form: Unseen, _: Random) -> bytes:
    """Only level rules part the rows."""
    return paged(body(form, "stroke: (x: none, y: 0.5pt),"))


def with_double_rules(form: Unseen, draw: Random) -> bytes:
    """Rules are double, dotted, or filled boxes around cells."""
    how = draw.choice([
        "stroke: 2pt, gutter: 1.5pt,",
        'stroke: (paint: black, thickness: 0.4pt, dash: "dotted"),',
        "stroke: none, fill: (x, y) => if calc.odd(x + y) {luma(235)} else {luma(215)},",
        'stroke: 0.5pt + luma(160), fill: (x, y) => if y == 0 {rgb("#1f4e79")} else {white},',
    ])  # fmt: skip
    return paged(body(form, how))


def tiny(form: Unseen, draw: Random) -> bytes:
    """Everything shrunk to a small part of the page, or blown up."""
    size = draw.choice(["3pt", "5pt", "14pt"])
    return paged(
        body(form, "inset: 2pt,"), "width: 30cm, height: 60cm, margin: 2cm", size
    )


DISGUISES: dict[str, Callable[[Unseen, Random], bytes]] = {
    f"pdf {disguise.__name__}": disguise
    for disguise in (
        turned_by_viewer, set_sideways, scanned_in_turns, half_turned, two_up, two_forms_up,
        watermarked, tiled, dark_mark, sealed, received, over_pages, without_uprights,
        with_double_rules, tiny,
    )
}  # fmt: skip
