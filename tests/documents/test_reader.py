from pathlib import Path

import pytest

from jixiao.documents import find_documents, open_document
from jixiao.errors import DocumentTooLarge, UnknownFormat, UnreadableFile
from jixiao.settings import Settings


@pytest.mark.parametrize(
    ("magic", "name"), [(b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0", "WPS")]
)
def test_another_format_is_named_with_what_to_do(write, magic: bytes, name: str):
    with pytest.raises(UnknownFormat, match=rf"{name}.*另存为纯文本"):
        open_document(write(magic + b"...", "名为文本.txt"))


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
    for name in ("a.txt", "b/c.TXT", "b/d.pdf", ".hidden/e.txt"):
        (tmp_path / name).touch()

    found = find_documents([tmp_path, tmp_path / "a.txt"])

    assert [tmp_path / "a.txt", tmp_path / "b/c.TXT"] == found


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
