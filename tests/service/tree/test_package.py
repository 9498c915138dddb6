"""A package is read whole as it was signed, or not at all."""

import io
import zipfile
from dataclasses import replace

import pytest

from jixiao.service.tree.package import (
    FaultyPackage,
    PersonList,
    read_manifest,
    read_package,
)
from jixiao.service.tree.signing import SigningKey
from tests.service.tree.bookings import EAST
from tests.service.tree.packages import KEYS, MADE, contents_of, package_of, shared

PUBLIC = [KEYS[EAST].public]


def changed(content: bytes, **members: bytes | None) -> bytes:
    """Return a package in which members were changed, added, or (None) taken out."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    held |= {name.replace("__", "."): text for name, text in members.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, text in held.items():
            if text is not None:
                packed.writestr(name, text)
    return file.getvalue()


def test_what_was_packed_is_what_is_read(tmp_path):
    pseudonyms = shared(tmp_path)
    package = read_package(package_of(EAST, pseudonyms), PUBLIC)

    assert contents_of(EAST, pseudonyms).results == package.contents.results
    assert [6000, 5999] == [each.amount for each in package.contents.money]
    assert "P1" not in str(package)
    assert MADE == package.manifest.made_at


def test_the_same_content_is_the_same_file():
    contents = contents_of(EAST)

    assert package_of(EAST, contents=contents) == package_of(EAST, contents=contents)


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"money__json": b"[]"}, "和清单的摘要不符"),
        ({"money__json": None}, "和清单写的不一样"),
        ({"more__json": b"[]"}, "和清单写的不一样"),
        ({"manifest__json": b"{}"}, "不是 jixiao tree pack 打的包"),
        ({"signature__txt": b"AAAA"}, "签名不是"),
        ({"signature__txt": None}, "不是 jixiao tree pack 打的包"),
    ],
)
def test_whatever_was_changed_is_found(members: dict[str, bytes | None], why: str):
    with pytest.raises(FaultyPackage, match=why):
        read_package(changed(package_of(EAST), **members), PUBLIC)


def test_another_key_is_not_taken():
    with pytest.raises(FaultyPackage, match="签名不是"):
        read_package(package_of(EAST, key=SigningKey.new()), PUBLIC)


def test_a_person_in_the_clear_is_refused(tmp_path):
    contents = replace(
        contents_of(EAST), persons=[PersonList(EAST, "救助人数", ["P1"])]
    )

    with pytest.raises(FaultyPackage, match="没有化成摘要"):
        read_package(package_of(EAST, shared(tmp_path), contents=contents), PUBLIC)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 100])
def test_any_bytes_are_said_to_be_no_package(content: bytes):
    with pytest.raises(FaultyPackage, match="请对方重发"):
        read_manifest(content)
