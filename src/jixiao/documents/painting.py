"""Pages as pictures, for a person to compare with what was read; painted in a process of its own."""

import io
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from jixiao.documents.worker import Service, Tick, ask
from jixiao.errors import UnreadableDocument, name_of
from jixiao.settings import Settings

_POINTS = 72
"""Of a PDF, to the inch."""
_A4_WIDTH = 8.27
"""In inches: a picture's shorter side is taken for the width of such a page."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")


class PaintingTask(msgspec.Struct, frozen=True):
    """The file whose first pages are painted, at most so many, and dots to the inch."""

    path: str
    name: str
    most_pages: int
    dpi: int


class PaintedPages(msgspec.Struct, frozen=True):
    """A grey PNG for each page in turn."""

    pages: tuple[bytes, ...]


def paint_pages(
    path: Path, *, most_pages: int, dpi: int, settings: Settings
) -> tuple[bytes, ...]:
    """The first pages of a PDF or a picture as PNG; none of any other file.

    Raises:
        UnreadableDocument: it is damaged or beyond the limits.
    """
    task = PaintingTask(str(path.absolute()), name_of(path), most_pages, dpi)
    return ask(PAINTING, task, task.name, settings).pages


def _paint_task(task: PaintingTask, settings: Settings, tick: Tick) -> PaintedPages:
    with Path(task.path).open("rb") as file:
        head = file.read(8)
    if head.startswith(b"%PDF"):
        pages = _pdf_pages(task, settings, tick)
    elif head.startswith(_PICTURES):
        pages = _picture_pages(task, settings, tick)
    else:
        pages = []
    return PaintedPages(tuple(pages))


PAINTING = Service(f"{__name__}:PAINTING", PaintingTask, PaintedPages, _paint_task)
"""Paint the pages of a file."""


def _pdf_pages(task: PaintingTask, settings: Settings, tick: Tick) -> list[bytes]:
    import pypdfium2 as pdfium  # noqa: PLC0415 — heavy

    try:
        document = pdfium.PdfDocument(task.path)
        count = min(len(document), task.most_pages)
        return [_pdf_page(document[at], task, settings, tick) for at in range(count)]
    except pdfium.PdfiumError as error:
        raise _damaged(task) from error


def _pdf_page(page: Any, task: PaintingTask, settings: Settings, tick: Tick) -> bytes:
    """A page as PNG; one as large as a field is painted as large as the limit."""
    width, height = page.get_size()
    scale = task.dpi / _POINTS
    dots = width * height * scale**2
    scale *= min(1.0, (settings.most_pixels / dots) ** 0.5) if dots else 1.0
    picture = _png(page.render(scale=scale).to_pil().convert("L"))
    tick()
    return picture


def _picture_pages(task: PaintingTask, settings: Settings, tick: Tick) -> list[bytes]:
    from PIL import Image, ImageSequence  # noqa: PLC0415 — heavy

    pages = []
    try:
        with Image.open(task.path) as image:
            for page in islice(ImageSequence.Iterator(image), task.most_pages):
                if page.width * page.height > settings.most_pixels:
                    raise _damaged(task)
                scale = _A4_WIDTH * task.dpi / min(page.size)
                size = round(page.width * scale), round(page.height * scale)
                if size[0] * size[1] > settings.most_pixels:
                    raise _damaged(task)
                pages.append(_png(page.convert("L").resize(size)))
                tick()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, UnreadableDocument):
            raise
        raise _damaged(task) from error
    return pages


def _png(image: Any) -> bytes:
    stream = io.BytesIO()
    save: Callable[..., None] = image.save
    save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _damaged(task: PaintingTask) -> UnreadableDocument:
    message = f"{task.name} 的页面画不出来，可能已损坏，或大得超过上限。请重新扫描或导出后再上传。"
    return UnreadableDocument(message)
