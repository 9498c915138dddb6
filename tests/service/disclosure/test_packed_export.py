"""A packed export is taken apart within its folder and within bounds."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.errors import UnreadableDocument
from jixiao.service.disclosure.packed_export import unpack_export
from jixiao.settings import Settings

SETTINGS = Settings.load()


def packed(folder: Path, **files: str) -> Path:
    path = folder / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_the_site_is_where_its_index_is(tmp_path: Path):
    path = packed(
        tmp_path, **{"a/site/index.csv": "网址\n", "a/site/x.html": "x", "b.txt": "y"}
    )

    assert tmp_path / "out" / "a" / "site" == unpack_export(
        path, tmp_path / "out", SETTINGS
    )


def test_without_an_index_it_is_the_one_folder(tmp_path: Path):
    path = packed(tmp_path, **{"a/x.html": "x"})

    assert tmp_path / "out" / "a" == unpack_export(path, tmp_path / "out", SETTINGS)


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x"])
def test_what_leads_outside_is_refused(tmp_path: Path, name: str):
    with pytest.raises(UnreadableDocument, match="文件夹外面"):
        unpack_export(packed(tmp_path, **{name: "x"}), tmp_path / "out", SETTINGS)


def test_too_much_or_no_zip_is_refused(tmp_path: Path):
    small = replace(SETTINGS, largest_unpacked=10)
    with pytest.raises(UnreadableDocument, match="太大"):
        unpack_export(packed(tmp_path, x="y" * 11), tmp_path / "out", small)
    (tmp_path / "x.zip").write_text("no")
    with pytest.raises(UnreadableDocument, match="不是 zip"):
        unpack_export(tmp_path / "x.zip", tmp_path / "out", SETTINGS)
