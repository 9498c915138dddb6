"""Pages of a document as small pictures, to show where on the paper something stands."""

import base64
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jixiao.documents import Document
from jixiao.evidence import Box, Evidence
from jixiao.findings import Severity

_DPI = 80
_MOST = 40
_POINTS = 72


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


def picture_pages(
    document: Document, found: Iterable[tuple[Severity, str, Evidence]]
) -> list[Picture]:
    """Give the pages that hold findings, each given as (severity, code, evidence).

    Only a PDF or a picture whose file still stands where it was read has pages to show.
    """
    by_page: dict[int, dict[Box, list[tuple[Severity, str]]]] = {}
    for severity, code, at in found:
        if at.page and at.box:
            by_page.setdefault(at.page, {}).setdefault(at.box, []).append((severity, code))
    upright = {page.number: page for page in document.pages if not page.rotation}
    wanted = sorted(set(by_page) & set(upright))[:_MOST]
    path = Path(document.source.path)
    if document.source.format not in ("pdf", "picture") or not wanted or not path.is_file():
        return []
    pictures: list[Picture] = []
    with suppress(OSError, ValueError):
        for number, address in _painted(path, document.source.format, wanted):
            page = upright[number]
            spots = [
                Spot(
                    100 * box[0] / page.width, 100 * box[1] / page.height,
                    100 * (box[2] - box[0]) / page.width, 100 * (box[3] - box[1]) / page.height,
                    min((severity for severity, _ in told), key=lambda grave: grave.rank),
                    " ".join(dict.fromkeys(code for _, code in told)),
                )
                for box, told in by_page[number].items()
            ]  # fmt: skip
            pictures.append(Picture(number, address, tuple(spots)))
    return pictures


def _painted(path: Path, kind: str, numbers: list[int]) -> Iterator[tuple[int, str]]:
    from PIL import Image, ImageSequence  # noqa: PLC0415 — only where there are pages to show

    if kind == "pdf":
        import pypdfium2  # noqa: PLC0415

        pdf = pypdfium2.PdfDocument(path.read_bytes())
        try:
            for number in numbers:
                image = pdf[number - 1].render(scale=_DPI / _POINTS).to_pil()
                yield number, _address(image.convert("L"))
        finally:
            pdf.close()
        return
    with Image.open(path) as opened:
        for number, frame in enumerate(ImageSequence.Iterator(opened), 1):
            if number in numbers:
                small = frame.convert("L")
                small.thumbnail((_DPI * 9, _DPI * 13))
                yield number, _address(small)


def _address(image: object) -> str:
    from PIL import Image  # noqa: PLC0415

    stream = io.BytesIO()
    if isinstance(image, Image.Image):
        image.quantize(8).save(stream, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
