from pathlib import Path

import msgspec
import pytest

from jixiao.documents import find_documents, open_document, reader
from jixiao.errors import (
    DocumentTooLarge,
    UnknownFormat,
    UnreadableDocument,
    UnreadableFile,
)
from jixiao.reading import read_document
from jixiao.settings import Settings
from jixiao.targets import TargetTable
from tests.documents.sheets import as_docx, as_html, as_pdf, as_xlsx, as_zip
from tests.drawn import drawn
from tests.spec_document import document

FORM = document([("fields", [{"单位": "万元"}])])
WRITERS = {
    "pdf": as_pdf,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "html": as_html,
    "zip": lambda text: as_zip({"表/目标表.docx": as_docx(text)}),
}


def without_places(tables: tuple[TargetTable, ...]) -> list[object]:
    """Tables as plain values, their places on the paper left out."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {
                k: plain(v)
                for k, v in value.items()
                if k not in ("evidence", "notes", "pages")
            }
        return [plain(v) for v in value] if isinstance(value, list | tuple) else value

    return [plain(msgspec.to_builtins(table)) for table in tables]


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_reads_as_the_text_does(write, kind: str):
    """Chosen by content: the name says text."""
    read = read_document(write(WRITERS[kind](FORM), "名为文本.txt"))

    assert kind == read.source.format
    assert without_places(read_document(write(FORM)).tables) == without_places(
        read.tables
    )
    assert () == read.unread


@pytest.mark.parametrize(
    ("kind", "has"),
    [("pdf", "box"), ("docx", "cell"), ("xlsx", "cell"), ("html", "cell")],
)
def test_every_value_knows_its_place(write, kind: str, has: str):
    table = read_document(write(WRITERS[kind](FORM))).tables[0]

    for evidence in [
        *table.evidence.values(),
        *(row.evidence for row in table.indicators),
    ]:
        assert (
            getattr(evidence, has)
            or evidence.quote == table.form_title
            or kind != "pdf"
        )
    assert getattr(table.indicators[0].evidence, has)
    if kind == "pdf":
        assert 1 == table.indicators[0].evidence.page


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"Rar!...", "RAR"), (b"BZh9...", "bzip2"), (b"a.txt".ljust(257, b"\0") + b"ustar", "tar")],
)  # fmt: skip
def test_an_archive_that_is_not_read_is_named_with_what_to_do(
    write, content: bytes, kind: str
):
    with pytest.raises(UnknownFormat, match=rf"{kind} 压缩包.*解压"):
        open_document(write(content))


def test_a_picture_without_the_extra_says_what_to_install(write, monkeypatch):
    monkeypatch.setattr(reader.readers, "can_recognise", lambda: False, raising=False)

    # In this process: the one that reads for others has modules of its own.
    with pytest.raises(UnknownFormat, match=r"PNG 图片.*jixiao\[ocr\]"):
        reader.open_here(write(b"\x89PNG..."), Settings())


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 ...", b"PK\x03\x04...", as_docx(FORM)[:900], as_pdf(FORM)[:900]],
)
def test_a_damaged_file_is_told(write, content: bytes):
    with pytest.raises(UnreadableDocument, match=r"损坏|不完整"):
        open_document(write(content))


@drawn(one_of=3)
@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        ("pdf", Settings(most_pages=1)),
        ("docx", Settings(most_cells=20)),
        ("xlsx", Settings(most_cells=20)),
        ("html", Settings(most_cells=20)),
        ("docx", Settings(largest_unpacked=1000)),
        ("xlsx", Settings(largest_unpacked=1000)),
        ("pdf", Settings(largest_file=1000)),
    ],
)
def test_limits_hold(write, kind: str, limits: Settings):
    path = write(WRITERS[kind](FORM * 3))

    with pytest.raises((UnreadableDocument, DocumentTooLarge), match=r"上限"):
        open_document(path, limits)
    assert open_document(path)


def test_a_document_over_the_limit_is_refused_unread(write):
    with pytest.raises(DocumentTooLarge, match="JIXIAO_LARGEST_DOCUMENT"):
        open_document(write("字" * 10), Settings(largest_document=29))
    assert open_document(write("字" * 10), Settings(largest_document=30))


def test_a_missing_path_and_a_folder_are_told_apart(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="找不到"):
        open_document(tmp_path / "无.txt")
    with pytest.raises(UnreadableFile, match="文件夹"):
        open_document(tmp_path)


def test_a_name_no_disk_can_bear_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableFile):
        open_document(f"{tmp_path}/a\0b")


def test_a_folder_gives_its_texts_at_any_depth_once(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in (
        "a.txt",
        "b/c.TXT",
        "b/d.pdf",
        "b/~$d.docx",
        "b/e.jixiao",
        "b/f.xlsb",
        "b/g.rar",
        "b/h.tar.gz",
        ".hidden/e.txt",
    ):
        (tmp_path / name).touch()

    documents = find_documents([tmp_path, tmp_path / "a.txt"])

    inside = ("a.txt", "b/c.TXT", "b/d.pdf", "b/f.xlsb", "b/g.rar", "b/h.tar.gz")
    assert [tmp_path / name for name in inside] == documents


def test_a_pattern_gives_what_fits_it(tmp_path: Path):
    (tmp_path / "one.txt").touch()
    (tmp_path / "two.txt").touch()

    assert [tmp_path / "one.txt"] == find_documents([f"{tmp_path}/o*.txt"])


@pytest.mark.parametrize("pattern", ["*.txt", ""])
def test_a_folder_or_pattern_without_documents_is_told(tmp_path: Path, pattern: str):
    with pytest.raises(UnreadableFile, match="请检查"):
        find_documents([tmp_path / pattern])


def test_a_plain_path_is_left_for_the_reader_to_judge(tmp_path: Path):
    assert [tmp_path / "无.txt"] == find_documents([tmp_path / "无.txt"])
