"""Formats: cells exact with place and merge, and seconds a page, against other programs.

Writes the forms of the examples as PDF, Word and Excel, many projects to a file, and reads each
back. For PDF the same pages are given in turn to us, as far as cells and as far as target tables,
to pdfplumber, and to camelot, markitdown and kreuzberg where they are installed. Where the extra
`ocr` is, some pages are read as pictures of 200 dpi, by img2table with the same recogniser too if
it is installed. Ratios are of one run; docs/benchmarks.md has the results and how to install the
peers. A merged cell that a page break cuts is two cells, and counts as wrong.
"""

import importlib
import importlib.util
import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from measuring import ROOT, best, best_in_turn

from jixiao import chinese
from jixiao.documents import Document, Grid, Source, open_document
from jixiao.documents.readers.pdf import read_pdf, read_picture
from jixiao.documents.readers.recogniser import can_recognise
from jixiao.publication import write_form
from jixiao.publication.forms import lay_out
from jixiao.reading import read, read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable

Cells = set[tuple[int, int, int, int, str]]
COPIES = 10
SCANNED = 3
DPI = 200


def cells_of(grids: Iterable[Grid]) -> list[Cells]:
    """Give the cells of each project: place, spans and text without white space."""
    read_tables: list[Cells] = []
    row_before = 0
    for grid in grids:
        named = (c.row for c in grid.cells if chinese.key(c.text) == "项目名称")
        first = min(named, default=None)
        if first is not None or not read_tables:
            read_tables.append(set())
            row_before = -(first or 0)  # title lines above the form are no part of it
        for cell in grid.cells:
            if cell.row + row_before >= 0:
                place = (
                    cell.row + row_before,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                )
                read_tables[-1].add((*place, chinese.key(cell.text)))
        row_before += grid.rows
    return read_tables


def exact(wanted: list[Cells], read_tables: list[Cells]) -> float:
    """Give the share of cells found with their place, their spans and their text.

    A blank cell that is not merged is nothing to a sheet, and is not asked for.
    """
    asked = [{cell for cell in cells if cell[2:] != (1, 1, "")} for cells in wanted]
    right = sum(len(w & f) for w, f in zip(asked, read_tables, strict=False))
    return right / sum(map(len, asked))


def texts(wanted: list[Cells], read_text: str) -> float:
    """Give the share of filled cells whose text stands somewhere."""
    plain = chinese.key(read_text)
    filled = [cell[-1] for cells in wanted for cell in cells if cell[-1]]
    return sum(text in plain for text in filled) / len(filled)


def by_pdfplumber(content: bytes) -> str:
    """Give what pdfplumber's tables hold."""
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        rows = (
            row
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
        )
        return "".join(cell or "" for row in rows for cell in row)


def by_camelot(content: bytes) -> str:
    """Give what camelot's tables hold."""
    camelot = importlib.import_module("camelot")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        tables = camelot.read_pdf(file.name, pages="all", flavor="lattice")
    return "".join(
        "".join(map(str, row)) for table in tables for row in table.df.values.tolist()
    )


def by_markitdown(content: bytes) -> str:
    """Give markitdown's text."""
    converter = importlib.import_module("markitdown").MarkItDown()
    return str(
        converter.convert_stream(
            io.BytesIO(content), file_extension=".pdf"
        ).text_content
    )


def by_kreuzberg(content: bytes) -> str:
    """Give kreuzberg's text."""
    kreuzberg = importlib.import_module("kreuzberg")
    return str(kreuzberg.extract_bytes_sync(content, "application/pdf").content)


PEERS: dict[str, Callable[[bytes], str]] = {
    "pdfplumber": by_pdfplumber,
    "camelot": by_camelot,
    "markitdown": by_markitdown,
    "kreuzberg": by_kreuzberg,
}


def measure(tables: list[TargetTable], folder: Path) -> None:
    """Print the figures of every format and, for PDF, of every peer."""
    wanted = cells_of(lay_out(table).grid for table in tables)
    for suffix in (".docx", ".xlsx", ".pdf"):
        path = folder / f"forms{suffix}"
        write_form(tables, path)
        seconds = best(partial(open_document, path))
        document: Document = open_document(path)
        share = exact(wanted, cells_of(document.grids))
        print(
            f"{suffix[1:]:<22} {1000 * seconds / len(tables):.1f} ms a project, "
            f"{share:.2%} of cells with place and merge"
        )
    content = (folder / "forms.pdf").read_bytes()
    measure_pdf(content, wanted)
    if can_recognise():
        measure_scans(content, texts_of=wanted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory, all of them    {peak:.0f} MB")


def measure_pdf(content: bytes, wanted: list[Cells]) -> None:
    """Print the figures of PDF, ours and every peer's, each taking its turn."""
    source = Source(path="forms.pdf", sha256="", format="pdf")

    def ours() -> Document:
        return read_pdf(content, source, Settings())

    document = ours()
    read_whole = read_opened(document)
    works: dict[str, Callable[[], object]] = {
        "ours, cells": ours,
        "ours, tables": lambda: read_opened(ours()),
    }
    shares = {
        "ours, cells": texts(wanted, "".join(line.text for line in document.lines)),
        "ours, tables": len(read_whole.tables) / len(wanted),
    }
    for name, reader in PEERS.items():
        if not importlib.util.find_spec(name):
            print(f"pdf, {name:<17} not installed")
            continue
        works[name] = partial(reader, content)
        shares[name] = texts(wanted, reader(content))
    seconds = best_in_turn(works)
    pages = len(document.pages)
    slowest = seconds.get("pdfplumber", seconds["ours, cells"])
    for name, taken in seconds.items():
        of = "of projects" if name == "ours, tables" else "of texts"
        print(
            f"pdf, {name:<17} {1000 * taken / pages:.1f} ms of CPU a page "
            f"({slowest / taken:.1f} times as fast as pdfplumber), {shares[name]:.2%} {of}"
        )


def by_img2table(pictures: list[bytes]) -> str:
    """Give what img2table's tables hold, its recogniser set as ours is."""
    module = importlib.import_module("img2table.document")
    engine = importlib.import_module("img2table.ocr").RapidOCR(
        params={
            "Global.use_cls": False,
            "Rec.lang_type": importlib.import_module("rapidocr").LangRec.CH,
        }
    )
    printed = (
        table
        for picture in pictures
        for table in module.Image(picture).extract_tables(ocr=engine, min_confidence=1)
    )
    return "".join(
        str(cell.value or "")
        for table in printed
        for row in table.content.values()
        for cell in row
    )


def by_scan(pictures: list[bytes]) -> str:
    """Give what our reader of pictures finds."""
    source = Source(path="scan.png", sha256="", format="picture")
    documents = (read_picture(picture, source, Settings()) for picture in pictures)
    return "".join(line.text for document in documents for line in document.lines)


def measure_scans(content: bytes, texts_of: list[Cells]) -> None:
    """Print the figures of the first pages as pictures."""
    import pypdfium2  # noqa: PLC0415

    pictures = []
    with pypdfium2.PdfDocument(content) as pdf:
        for page in list(pdf)[:SCANNED]:
            stream = io.BytesIO()
            page.render(scale=DPI / 72).to_pil().save(stream, "PNG")
            pictures.append(stream.getvalue())
        held = chinese.key(
            "".join(
                page.get_textpage().get_text_range() for page in list(pdf)[:SCANNED]
            )
        )
    wanted = [
        {cell for cell in cells if cell[-1] in held} for cells in texts_of[:SCANNED]
    ]
    ours = 0.0
    for name, reader in (("ours", by_scan), ("img2table", by_img2table)):
        if name != "ours" and not importlib.util.find_spec(name):
            print(f"scan, {name:<16} not installed")
            continue
        start = time.perf_counter()
        text = reader(pictures)
        seconds = (time.perf_counter() - start) / SCANNED
        ours = ours or seconds
        print(
            f"scan, {name:<16} {seconds:.1f} s a page ({seconds / ours:.1f} times ours), "
            f"{texts(wanted, text):.2%} of texts"
        )


def main() -> int:
    """Measure on the example documents, each project several times."""
    examples = read(sorted((ROOT / "examples" / "documents").glob("*/*.txt"))).tables
    with tempfile.TemporaryDirectory() as folder:
        measure(list(examples) * COPIES, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
