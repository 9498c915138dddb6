"""Pictures of pages, and the limits within which they are decoded."""

from struct import pack
from zlib import compress, crc32

import pytest

from jixiao.documents import open_document
from jixiao.documents.readers.pictures import pictures
from jixiao.errors import UnreadableDocument
from jixiao.settings import Settings
from tests.parts import RECOGNISER

recognises = RECOGNISER.needed


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head claims any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    head = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", compress(b"\0" * (3 * width + 1) * min(height, 100)))
    return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")


@recognises
@pytest.mark.parametrize(
    ("width", "height"), [(30_000, 33_334), (2**31 - 1, 1), (0, 0)]
)
def test_a_picture_that_claims_too_many_pixels_is_not_decoded(
    monkeypatch: pytest.MonkeyPatch, width: int, height: int
):
    import cv2

    monkeypatch.setattr(cv2, "imdecodemulti", lambda *_: pytest.fail("decoded"))
    content = claiming(min(width, 1), 0).replace(
        pack(">II", min(width, 1), 0), pack(">II", width, height)
    )

    assert [] == pictures(content, Settings())


@recognises
def test_the_limit_of_pixels_is_a_setting():
    content = claiming(100, 100)

    assert 1 == len(pictures(content, Settings(most_pixels=10_000)))
    assert [] == pictures(content, Settings(most_pixels=9_999))


@recognises
@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n...", b"\xff\xd8\xff..."], ids=["png", "jpeg"]
)
def test_a_damaged_picture_is_told(write, content: bytes):
    with pytest.raises(UnreadableDocument, match=r"损坏"):
        open_document(write(content))
