"""Forms as a PDF, each on pages of its own, set with typst."""

from collections.abc import Sequence

from jixiao.publication.forms import Sheet
from jixiao.publication.writers.fonts import families, folders
from jixiao.settings import Settings


def form_pdf(sheets: Sequence[Sheet], settings: Settings) -> bytes:
    """The PDF's bytes."""
    import typst  # noqa: PLC0415 — kept out of jixiao --help

    names = ", ".join(_quoted(name) for name in families(settings))
    across = any(sheet.landscape for sheet in sheets)
    paper = "width: 29.7cm, height: 21cm" if across else "width: 21cm, height: 29.7cm"
    source = [
        f"#set page({paper}, margin: (x: 1.8cm, y: 1.8cm), numbering: none)",
        f'#set text(font: ({names},), size: 10pt, lang: "zh", hyphenate: false)',
        "#set par(justify: false, leading: 0.55em)",
        "#set table(stroke: 0.5pt, inset: (x: 4pt, y: 5pt))",
    ]
    for number, sheet in enumerate(sheets):
        if number:
            source.append("#pagebreak()")
        for index, title in enumerate(sheet.titles):
            size = 'size: 15pt, weight: "bold"' if not index else "size: 10pt"
            source.append(f"#align(center, text({size}, {_quoted(title)}))")
        source += [f"#align(right, {_quoted(note)})" for note in sheet.notes]
        source.append(_table(sheet))
    text: bytes = "\n".join(source).encode()
    made = typst.compile(  # type: ignore[misc]
        text,
        font_paths=folders(settings),
        ignore_system_fonts=not settings.font,
    )
    return made if isinstance(made, bytes) else b""


def _table(sheet: Sheet) -> str:
    widths = ", ".join(f"{width}fr" for width in sheet.widths)
    cells = []
    for cell in sheet.grid.cells:
        is_label = (cell.row, cell.column) in sheet.labels
        # A head of two lines stands on one page.
        is_head = is_label and cell.row == sheet.head and cell.column > 0
        is_tall = cell.row_span > 1 and not is_head
        align = "center" if is_label else "left"
        breakable = "true" if is_tall or len(cell.text) > _LONG else "false"
        place = (
            f"x: {cell.column}, y: {cell.row}, rowspan: {cell.row_span}, "
            f"colspan: {cell.column_span}, align: {align} + horizon, breakable: {breakable}"
        )
        lines = " #linebreak() ".join(
            f"#{_quoted(line)}" for line in cell.text.split("\n")
        )
        cells.append(f"table.cell({place})[{lines}]")
    return f"#table(columns: ({widths},),\n" + ",\n".join(cells) + ")"


_LONG = 400


def _quoted(text: str) -> str:
    """A string of typst's language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
