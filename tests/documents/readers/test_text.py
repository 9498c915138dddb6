import codecs

import pytest

from jixiao.documents import open_document
from jixiao.errors import JixiaoError, UnreadableText
from jixiao.settings import Settings

TEXT = "项目名称 医保政策宣讲\n主管部门 示例局\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
    ],
)
def test_an_encoding_is_detected_and_told(write, content: bytes, encoding: str):
    document = open_document(write(content))

    assert "项目名称 医保政策宣讲" == document.lines[0].text
    assert encoding == document.source.encoding
    assert encoding.startswith("utf-8") is (document.notes == ())


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03" * 50,
        bytes(range(128, 256)) * 20,
        "项目".encode() + b"\xff\xfe" * 30,
        codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8\x01",
        codecs.BOM_UTF8 + b"\xff\xff",
    ],
)
def test_bytes_that_are_no_text_are_refused_in_plain_words(write, content: bytes):
    with pytest.raises(UnreadableText, match="请"):
        open_document(write(content))


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", codecs.BOM_UTF8])
def test_an_empty_file_is_said_to_be_empty(write, content: bytes):
    with pytest.raises(UnreadableText, match="空文件"):
        open_document(write(content))


def test_lines_keep_their_numbers_and_pages(write):
    document = open_document(write("一\r\n\n二\n\f三\n四\f五\n"))

    numbered = [
        (line.number, line.page, line.text) for line in document.lines if line.text
    ]
    assert [
        (1, 1, "一"),
        (3, 1, "二"),
        (4, 2, "三"),
        (5, 2, "四"),
        (5, 3, "五"),
    ] == numbered


def test_without_form_feeds_pages_are_unknown(write):
    assert {None} == {line.page for line in open_document(write(TEXT)).lines}


def test_a_line_too_long_to_be_a_document_is_refused(write):
    with pytest.raises(UnreadableText, match="第 2 行"):
        open_document(write("一\n" + "字" * 11), Settings(longest_line=10))


def test_every_refusal_is_of_one_tree(write):
    with pytest.raises(JixiaoError):
        open_document(write(b"\xff" * 100))
