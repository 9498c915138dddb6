"""Pages of a document as small pictures, to show where on the paper something stands."""

import base64
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jixiao.documents import Document, Page
from jixiao.evidence import Box, Evidence
from jixiao.findings import Severity

_DPI = 80
_MOST = 40
"""Pages of a document that are shown."""
_POINTS = 72
"""In an inch."""
_INCHES_WIDE, _INCHES_HIGH = 9, 13


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page in percent of its width and height, and the gravest of what stands there."""

    left: float
    top: float
    width: float
    height: float
    severity: Severity
    codes: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: a picture as a data address, and the spots on it."""

    number: int
    address: str
    spots: tuple[Spot, ...]


_Placed = dict[Box, list[tuple[Severity, str]]]
"""What stands in each box of a page: severities and codes."""


def picture_pages(
    document: Document, places: Iterable[tuple[Severity, str, Evidence]]
) -> list[Picture]:
    """The pages that hold findings; each finding is given by severity, code and evidence.

    Only a PDF or a picture whose file still stands where it was read has pages to show.
    """
    path = Path(document.source.path)
    if document.source.format not in ("pdf", "picture") or not path.is_file():
        return []
    by_page = _by_page(places)
    upright = {page.number: page for page in document.pages if not page.rotation}
    numbers = sorted(set(by_page) & set(upright))[:_MOST]
    pictures: list[Picture] = []
    with suppress(OSError, ValueError):
        for number, address in _painted(path, document.source.format, numbers):
            page = upright[number]
            boxes = by_page[number].items()
            spots = tuple(_spot(page, box, placed) for box, placed in boxes)
            pictures.append(Picture(number, address, spots))
    return pictures


def _by_page(places: Iterable[tuple[Severity, str, Evidence]]) -> dict[int, _Placed]:
    by_page: dict[int, _Placed] = {}
    for severity, code, at in places:
        if at.page and at.box:
            by_page.setdefault(at.page, {}).setdefault(at.box, []).append(
                (severity, code)
            )
    return by_page


def _spot(page: Page, box: Box, placed: list[tuple[Severity, str]]) -> Spot:
    left, top, right, bottom = box
    severities = (severity for severity, _ in placed)
    return Spot(
        left=100 * left / page.width,
        top=100 * top / page.height,
        width=100 * (right - left) / page.width,
        height=100 * (bottom - top) / page.height,
        severity=min(severities, key=lambda severity: severity.rank),
        codes=" ".join(dict.fromkeys(code for _, code in placed)),
    )


def _painted(path: Path, kind: str, numbers: list[int]) -> Iterator[tuple[int, str]]:
    """Pages by their numbers, each as the data address of a small grey picture."""
    if not numbers:
        return iter(())
    return (
        _painted_pdf(path, numbers) if kind == "pdf" else _painted_frames(path, numbers)
    )


def _painted_pdf(path: Path, numbers: list[int]) -> Iterator[tuple[int, str]]:
    import pypdfium2  # noqa: PLC0415 — only where there are pages to show

    pdf = pypdfium2.PdfDocument(path.read_bytes())
    try:
        for number in numbers:
            image = pdf[number - 1].render(scale=_DPI / _POINTS).to_pil()
            yield number, _address(image.convert("L"))
    finally:
        pdf.close()


def _painted_frames(path: Path, numbers: list[int]) -> Iterator[tuple[int, str]]:
    from PIL import Image, ImageSequence  # noqa: PLC0415 — only where there are pages to show

    with Image.open(path) as opened:
        for number, frame in enumerate(ImageSequence.Iterator(opened), 1):
            if number in numbers:
                small = frame.convert("L")
                small.thumbnail((_DPI * _INCHES_WIDE, _DPI * _INCHES_HIGH))
                yield number, _address(small)


def _address(image: object) -> str:
    from PIL import Image  # noqa: PLC0415

    stream = io.BytesIO()
    if isinstance(image, Image.Image):
        image.quantize(8).save(stream, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode(
        "ascii"
    )
