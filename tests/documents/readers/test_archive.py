"""Archives and packed formats: members in order, and limits that hold against bombs."""

import io
import zipfile

import pytest

from jixiao.documents import open_document
from jixiao.errors import DocumentTooLarge, UnreadableDocument
from jixiao.settings import Settings
from tests.documents.sheets import as_docx, as_zip

BOMB = b"0" * 50_000_000


def test_members_are_read_in_order_and_named(write):
    packed = as_zip(
        {"一.docx": as_docx("甲"), "二.txt": "乙".encode(), "坏.pdf": b"%PDF-1.4"}
    )
    document = open_document(write(packed))

    assert ["甲", "乙"] == [line.text for line in document.lines]
    assert ["member", "member", "member_unread"] == [
        note.code for note in document.notes
    ]


def test_an_old_name_in_gbk_is_read(write):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("x" * 8 + ".txt", "文")
    renamed = stream.getvalue().replace(b"x" * 8, "目标表格".encode("gbk"))

    assert "目标表格.txt" in open_document(write(renamed)).notes[0].text


@pytest.mark.parametrize("name", ["大.txt", "word/document.xml", "xl/workbook.xml"])
def test_a_bomb_is_refused_before_it_fills_memory(write, name: str):
    with pytest.raises(
        (UnreadableDocument, DocumentTooLarge), match=r"上限|太大|没有能读"
    ):
        open_document(write(as_zip({name: BOMB})), Settings(largest_unpacked=1_000_000))


def test_archives_in_archives_end(write):
    packed = as_zip({"底.txt": "文".encode()})
    for _ in range(6):
        packed = as_zip({"内.zip": packed})

    with pytest.raises(UnreadableDocument, match=r"套得太深"):
        open_document(write(packed))


def test_a_protected_member_is_told(write):
    content = bytearray(as_zip({"密.txt": b"x"}))
    content[6] |= 1
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1

    with pytest.raises(UnreadableDocument, match=r"密码"):
        open_document(write(bytes(content)))


def test_xml_entities_are_not_expanded(write):
    xml = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "AAAAAAAAAA"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/hostname">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>文&b;&c;</w:t></w:r></w:p></w:body></w:document>"
    )
    document = open_document(write(as_zip({"word/document.xml": xml.encode()})))

    assert ["文"] == [line.text for line in document.lines]


def test_two_members_of_one_name_are_both_read(write):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("表.txt", "甲")
        with pytest.warns(UserWarning, match="Duplicate name"):
            package.writestr("表.txt", "乙")

    document = open_document(write(stream.getvalue()))

    assert ["甲", "乙"] == [line.text for line in document.lines]


def test_a_document_with_two_texts_is_refused(write):
    stream = io.BytesIO(as_docx("甲"))
    with zipfile.ZipFile(stream, "a") as package:
        text = package.read("word/document.xml").replace("甲".encode(), "乙".encode())
        with pytest.warns(UserWarning, match="Duplicate name"):
            package.writestr("word/document.xml", text)

    with pytest.raises(UnreadableDocument, match=r"2 份不同的 word/document\.xml"):
        open_document(write(stream.getvalue()))
