"""PDF written by hand, object by object: pages that no program would set so."""

from collections.abc import Sequence

from jixiao.documents import Document, Source
from jixiao.documents.readers.pdf import read_pdf
from jixiao.settings import Settings

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_TREE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
_FONTS = b"<</F 5 0 R/G 6 0 R/H 7 0 R>>"
_STATES = b"<</Clear<</ca .3>>>>"


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """Write objects by hand, the first one the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return bytes(out) + end + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, len(out),
    )  # fmt: skip


def stream_of(drawing: str) -> bytes:
    """A stream with what is drawn."""
    content = drawing.encode()
    return b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)


def page_of(drawing: str, box: str = "0 0 600 800", extra: str = "") -> bytes:
    """A PDF of one page; its fonts are F (Helvetica), G (Courier) and H (one of odd heights)."""
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]{extra}/Contents 4 0 R"
        f"/Resources<</Font {_FONTS.decode()}/ExtGState {_STATES.decode()}>>>>"
    )
    odd = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/Odd/FirstChar 32/LastChar 126"
        b"/Widths[%b]/FontDescriptor 8 0 R>>" % b" ".join([b"500"] * 95)
    )
    odd_heights = (
        b"<</Type/FontDescriptor/FontName/Odd/Flags 32/Ascent 2400/Descent -100"
        b"/ItalicAngle 0/CapHeight 700/StemV 80/FontBBox[0 -100 500 2400]>>"
    )
    return pdf_of(
        [
            CATALOGUE,
            _TREE,
            page.encode(),
            stream_of(drawing),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
            odd,
            odd_heights,
        ]
    )


def read(content: bytes) -> Document:
    """Read a PDF in this process."""
    return read_pdf(
        content, Source(path="drawn.pdf", sha256="", format="pdf"), Settings()
    )


def text(words: str, x: float, y: float, size: float = 10, font: str = "F") -> str:
    """Draw words at a place, y counted up."""
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n"


def turned(words: str, x: float, y: float, matrix: str, size: float = 10) -> str:
    """Draw words along a direction: “0 1 -1 0” reads up."""
    return f"BT /F {size} Tf {matrix} {x} {y} Tm ({words}) Tj ET\n"


def table(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Draw the rules of a table, each from one end to the other."""
    level = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    upright = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return "\n".join(["1 w", *level, *upright, ""])


def cells(document: Document) -> list[str]:
    """What the cells of all tables hold, in order."""
    return [cell.text for grid in document.grids for cell in grid.cells]


def notes(document: Document) -> list[str]:
    """The codes of what is noted."""
    return [note.code for note in document.notes]
