"""Print lines and a ruled table as OFD, the way office programs lay it out."""

import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO

from tests.properties.unseen import Grid, Unseen

SIZE = 3.5
COLUMN = 26.0
LINE = 5.0
MARGIN = 15.0
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str) -> str:
    """One text object; its steps are told as “g count step”, the last odd one by itself."""
    step = f"g {len(words) - 2} {SIZE} {SIZE}" if len(words) > 2 else str(SIZE)
    deltas = f'DeltaX="{step}"' if len(words) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {SIZE * len(words)} {LINE}" Font="3" Size="{SIZE}">'
        f'<ofd:TextCode X="0" Y="{SIZE}" {deltas}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    boundary = f"{x0} {y0} {x1 - x0} {y1 - y0}"
    data = f"M 0 0 L {x1 - x0} {y1 - y0}"
    return (
        f'<ofd:PathObject ID="2" Boundary="{boundary}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def wrapped(words: str, width: float) -> list[str]:
    fits = max(1, int((width - 2) / SIZE))
    return [words[at : at + fits] for at in range(0, len(words), fits)] or [""]


def table(grid: Grid, top: float) -> tuple[list[str], float]:
    """Rules round every cell and its wrapped text."""
    heights = [
        max(
            [
                len(wrapped(c.text, c.columns * COLUMN))
                for c in row
                if c and c.rows == 1
            ],
            default=1,
        )
        * LINE
        + 3
        for row in grid
    ]
    ys = [top + sum(heights[:at]) for at in range(len(grid) + 1)]
    items = []
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            left, right = (
                MARGIN + column * COLUMN,
                MARGIN + (column + cell.columns) * COLUMN,
            )
            high, low = ys[row], ys[row + cell.rows]
            items += [rule(left, high, right, high), rule(left, low, right, low)]
            items += [rule(left, high, left, low), rule(right, high, right, low)]
            lines = wrapped(cell.text, right - left) if cell.text else []
            items += [
                text(left + 1, high + 1 + at * LINE, line)
                for at, line in enumerate(lines)
            ]
    return items, ys[-1]


def ofd_of(pages: Sequence[Sequence[str]], template: Sequence[str] = ()) -> bytes:
    """Pack pages of objects; a template is printed under each."""

    def content(items: Sequence[str], template_id: str = "") -> str:
        return (
            f"{_HEAD}<ofd:Page {_SPACE}><ofd:Area><ofd:PhysicalBox>0 0 240 900</ofd:PhysicalBox></ofd:Area>"
            f'{template_id}<ofd:Content><ofd:Layer ID="1">{"".join(items)}</ofd:Layer></ofd:Content></ofd:Page>'
        )

    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
        for n in range(len(pages))
    )
    under = (
        '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        if template
        else ""
    )
    members = {
        "OFD.xml": (
            f"{_HEAD}<ofd:OFD {_SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"{_HEAD}<ofd:Document {_SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            f"</ofd:PhysicalBox></ofd:PageArea>{under}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
    }
    if template:
        members["Doc_0/Tpls/Tpl_0/Content.xml"] = content(template)
    use = '<ofd:Template TemplateID="9"/>' if template else ""
    for number, items in enumerate(pages):
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = content(items, use)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in members.items():
            package.writestr(name, xml)
    return stream.getvalue()


def as_ofd(form: Unseen) -> bytes:
    """A form on one long page."""
    above = [text(MARGIN, MARGIN + at * 8, line) for at, line in enumerate(form.above)]
    items, foot = table(form.grid, MARGIN + len(above) * 8 + 2)
    below = [
        text(MARGIN, foot + 4 + at * 8, line) for at, line in enumerate(form.below)
    ]
    return ofd_of([[*above, *items, *below]])
