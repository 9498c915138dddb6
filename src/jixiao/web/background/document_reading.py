"""Documents people bring, read in the worker: the tables in them, and pictures of their pages."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import msgspec
from django.db import transaction

from jixiao.documents import SUFFIXES
from jixiao.documents.painting import paint_pages
from jixiao.errors import JixiaoError, UnreadableText, writing
from jixiao.progress import Progress
from jixiao.reading import DocumentReading, read_document
from jixiao.settings import Settings
from jixiao.web.browser_words import for_browser
from jixiao.web.models import Job, Upload
from jixiao.web.running.stored_files import place_of
from jixiao.web.sealing import seal_row

_DPI = 110
"""The page beside the form is painted so; office.js reckons with it."""
_MOST_PICTURES = 60
_STEM = 40
"""How much of a name is kept while a document is read: a disk takes 255 bytes."""


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
        seal_row(Upload.objects.get(pk=upload.pk))


def _read(upload: Upload) -> DocumentReading:
    """Read it under its own name: the name tells formats that bytes do not."""
    with tempfile.TemporaryDirectory() as folder:
        name = Path(Path(upload.name).name)
        path = Path(folder, f"{name.stem[:_STEM]}{name.suffix[:_STEM]}" or "file")
        shutil.copyfile(place_of(upload.digest), path)
        try:
            return read_document(path)
        except UnreadableText as error:
            raise JixiaoError(
                _not_what_it_is_called(upload.name, str(error))
            ) from error
        except JixiaoError as error:
            # Where the worker put it means nothing to who brought it.
            raise JixiaoError(str(error).replace(str(path), upload.name)) from error


_TEXTS = (".txt", ".csv", ".md", ".htm", ".html", ".json", "")


def _not_what_it_is_called(name: str, message: str) -> str:
    """Say of a file whose bytes are of no kind that is read what its sender can do.

    Only a text is to be saved in another encoding; a document is exported or fetched again.
    """
    suffix = Path(name).suffix.lower()
    if suffix in _TEXTS or "空文件" in message:
        return re.sub(r"^\S*/[^ ]*", lambda _: name, message)
    if suffix not in SUFFIXES:
        return (
            f"{name} 不是能读的文件（{suffix}）。能读的有 PDF、图片、Word、Excel、OFD、网页、文本"
            "和这些文件的压缩包。"
        )
    return (
        f"{name} 的内容不是它的后缀（{suffix}）说的格式，或者已经损坏。"
        "请在原来的软件里重新导出，或重新下载，能打开再传。"
    )


def _draw(upload: Upload) -> None:
    """Keep the pages of a PDF or a picture, painted, beside it."""
    digest = upload.digest
    if picture_of(digest, 1).exists():
        return
    pages = paint_pages(
        place_of(digest), most_pages=_MOST_PICTURES, dpi=_DPI, settings=Settings.load()
    )
    for number, picture in enumerate(pages, 1):
        place = picture_of(digest, number)
        with writing(place.parent):
            # The same document may be read twice at once.
            half = place.with_suffix(f".{os.getpid()}.part")
            half.write_bytes(picture)
            half.replace(place)


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
