"""Documents people bring, read in the worker: the tables in them, and pictures of their pages."""

import shutil
import tempfile
from itertools import islice
from pathlib import Path

import msgspec
from django.db import transaction

from jixiao.errors import JixiaoError
from jixiao.progress import Progress
from jixiao.reading import DocumentReading, read_document
from jixiao.web.browser_words import for_browser
from jixiao.web.models import Job, Upload
from jixiao.web.running.stored_files import place_of

_DPI = 110
"""The page beside the form is painted so; office.js reckons with it."""
_POINTS = 72
"""Of a PDF, to the inch."""
_MOST_PICTURES = 60
_STEM = 40
"""How much of a name is kept while a document is read: a disk takes 255 bytes."""
_A4_WIDTH = 8.27
"""In inches."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")


def read_upload(job: Job, progress: Progress) -> None:
    """Read an upload; what cannot be read is told in its own words."""
    upload = Upload.objects.get(pk=int(job.about))
    Upload.objects.filter(pk=upload.pk).update(state="reading")
    progress(f"正在读 {upload.name}", 0, 2)
    try:
        reading = _read(upload)
        progress("正在画页面", 1, 2)
        _draw(upload)
    except Exception as error:
        known = isinstance(error, JixiaoError)
        message = for_browser(str(error)) if known else "没有读完，请再传一次。"
        Upload.objects.filter(pk=upload.pk).update(state="failed", message=message)
        raise
    with transaction.atomic():
        body = msgspec.json.encode(reading).decode()
        Upload.objects.filter(pk=upload.pk).update(
            state="read", reading=body, message=""
        )


def _read(upload: Upload) -> DocumentReading:
    """Read it under its own name: the name tells formats that bytes do not."""
    with tempfile.TemporaryDirectory() as folder:
        name = Path(Path(upload.name).name)
        path = Path(folder, f"{name.stem[:_STEM]}{name.suffix[:_STEM]}" or "file")
        shutil.copyfile(place_of(upload.digest), path)
        try:
            return read_document(path)
        except JixiaoError as error:
            # Where the worker put it means nothing to who brought it.
            raise JixiaoError(str(error).replace(str(path), upload.name)) from error


def _draw(upload: Upload) -> None:
    """Paint the pages of a PDF, or keep a picture as the page it is."""
    path = place_of(upload.digest)
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"%PDF"):
        _draw_pdf(upload.digest)
    elif head.startswith(_PICTURES):
        _draw_pictures(upload.digest)


def _draw_pdf(digest: str) -> None:
    import pypdfium2 as pdfium  # noqa: PLC0415 — heavy

    document = pdfium.PdfDocument(place_of(digest))
    for number in range(min(len(document), _MOST_PICTURES)):
        target = picture_of(digest, number + 1)
        if not target.exists():
            image = document[number].render(scale=_DPI / _POINTS).to_pil()
            image.convert("L").save(target, "PNG", optimize=True)


def _draw_pictures(digest: str) -> None:
    from PIL import Image, ImageSequence  # noqa: PLC0415 — heavy

    with Image.open(place_of(digest)) as image:
        for number, page in enumerate(
            islice(ImageSequence.Iterator(image), _MOST_PICTURES), 1
        ):
            # The reader takes the shorter side for the width of an A4 page.
            scale = _A4_WIDTH * _DPI / min(page.size)
            size = (round(page.width * scale), round(page.height * scale))
            page.convert("L").resize(size).save(picture_of(digest, number), "PNG")


def picture_of(digest: str, page: int) -> Path:
    """The file that holds the picture of a page; pages count from one."""
    return place_of(digest).with_name(f"{digest}-{page}.png")


def reading_of(upload: Upload) -> DocumentReading | None:
    """What was read in an upload; None before that."""
    return (
        msgspec.json.decode(upload.reading, type=DocumentReading)
        if upload.reading
        else None
    )
