"""What an office hands to the one above it: one signed file with a period's money, results and lists.

The file is a ZIP of JSON files and a manifest that names each with its SM3 and its count; the
signature is over the manifest. Persons are in it as hashes under a key that the upper office gives
to all below it, so that whoever stands in two lists is counted once and is named in neither.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

import msgspec
from cryptography.hazmat.primitives import hashes

from jixiao.errors import JixiaoError
from jixiao.fund.store.pseudonyms import FORM
from jixiao.service.tree.indicators import Persons, Report
from jixiao.service.tree.signing import PublicKey, SigningKey
from jixiao.service.tree.transfers import Booking
from jixiao.settings import Settings
from jixiao.targets import TargetTable

FORMAT = "jixiao.package/1"
_MANIFEST, _SIGNATURE = "manifest.json", "signature.txt"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that members of a ZIP bear, so that the same content is the same file."""
_LARGEST_MANIFEST = 100_000
_Content = TypeVar("_Content")


class FaultyPackage(JixiaoError, ValueError):
    """A package that cannot be taken; the message says why, and what to do."""


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a package: its SM3, and how many rows it has."""

    sm3: str
    count: int


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose package it is, of which period, made when, and what stands in it.

    `persons_key` is the mark of the key that persons were hashed under; empty where there are none.
    """

    format: str
    division: str
    name: str
    year: int
    until: date
    made_at: Annotated[datetime, msgspec.Meta(tz=False)]
    persons_key: str
    files: dict[str, Member]


class PersonList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The persons that a division counted of an indicator, hashed."""

    division: str
    indicator: str
    persons: list[str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package brings: official forms, results, bookings of the period, lists of persons."""

    forms: Sequence[TargetTable]
    results: Sequence[Report]
    money: Sequence[Booking]
    persons: Sequence[PersonList]

    @property
    def listed(self) -> Persons:
        """The persons by division and indicator."""
        return {(e.division, e.indicator): frozenset(e.persons) for e in self.persons}


_TYPES: Mapping[str, Any] = {
    "forms.json": list[TargetTable],
    "results.json": list[Report],
    "money.json": list[Booking],
    "persons.json": list[PersonList],
}
"""The files of a package, and the rows of each."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it was read: its manifest, the digest it is known by, and its content."""

    manifest: Manifest
    digest: str
    contents: Contents


def write_package(
    *,
    division: str,
    name: str,
    year: int,
    until: date,
    made_at: datetime,
    persons_key: str,
    contents: Contents,
    key: SigningKey,
) -> bytes:
    """Return a package, signed."""
    rows = (contents.forms, contents.results, contents.money, contents.persons)
    files = {
        member: (msgspec.json.encode(list(of_kind)), len(of_kind))
        for member, of_kind in zip(_TYPES, rows, strict=True)
    }
    manifest = Manifest(
        format=FORMAT,
        division=division,
        name=name,
        year=year,
        until=until,
        made_at=made_at,
        persons_key=persons_key if contents.persons else "",
        files={member: Member(_sm3(b), count) for member, (b, count) in files.items()},
    )
    said = msgspec.json.encode(manifest)
    members = {member: content for member, (content, _) in files.items()}
    return _zipped({_MANIFEST: said, _SIGNATURE: key.sign(said).encode(), **members})


def _zipped(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return file.getvalue()


def read_manifest(content: bytes) -> Manifest:
    """Return what a package says of itself, before anything of it was checked.

    Raises:
        FaultyPackage: it is no package.
    """
    with _opened(content) as packed:
        return _manifest(_member(packed, _MANIFEST, _LARGEST_MANIFEST))


def read_package(content: bytes, keys: Sequence[PublicKey]) -> Package:
    """Read a package that one of the sender's keys signed.

    Raises:
        FaultyPackage: no such key signed it, a file is changed, missing or too many, or a row is
            not what it must be.
    """
    with _opened(content) as packed:
        said = _member(packed, _MANIFEST, _LARGEST_MANIFEST)
        manifest = _manifest(said)
        signature = _member(packed, _SIGNATURE, _LARGEST_MANIFEST).decode(
            "ascii", "replace"
        )
        if not any(key.has_signed(said, signature) for key in keys):
            message = (
                f"签名不是 {manifest.division} {manifest.name} 登记的公钥签的，或清单被改过，没有收。"
                "请和对方核对指纹，请对方重发。"
            )
            raise FaultyPackage(message)
        names = sorted({*packed.namelist()} - {_MANIFEST, _SIGNATURE})
        if (
            names != sorted(_TYPES)
            or names != sorted(manifest.files)
            or len(packed.namelist()) != len(names) + len((_MANIFEST, _SIGNATURE))
        ):
            message = "包里的文件和清单写的不一样，没有收。请对方重发。"
            raise FaultyPackage(message)
        rows = {name: _rows(packed, name, manifest) for name in _TYPES}
    contents = Contents(*rows.values())
    _refuse_names(contents)
    return Package(manifest, _sm3(said), contents)


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _no_package() from error


def _no_package() -> FaultyPackage:
    return FaultyPackage("这不是 jixiao tree pack 打的包，或传坏了。请对方重发。")


def _member(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return a file of a package, never more than so many bytes of it."""
    try:
        with packed.open(name) as file:
            content = file.read(most + 1)
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, EOFError) as error:
        raise _no_package() from error
    if len(content) > most:
        message = f"包里的 {name} 展开后超过 {most} 字节，没有收。请对方核对。"
        raise FaultyPackage(message)
    return content


def _manifest(said: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(said, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _no_package() from error
    if manifest.format != FORMAT:
        message = f"包的格式是 {manifest.format[:40]}，这里收 {FORMAT}。请两边用同一版本的系统。"
        raise FaultyPackage(message)
    return manifest


def _rows(packed: zipfile.ZipFile, name: str, manifest: Manifest) -> list[Any]:
    content = _member(packed, name, Settings.load().largest_unpacked)
    stated = manifest.files[name]
    if _sm3(content) != stated.sm3:
        message = (
            f"包里的 {name} 和清单的摘要不符，被改过或传坏了，没有收。请对方重发。"
        )
        raise FaultyPackage(message)
    rows: list[Any] = _decoded(content, _TYPES[name], name)
    if len(rows) != stated.count:
        message = f"清单写 {name} 有 {stated.count} 行，实有 {len(rows)} 行，没有收。请对方重发。"
        raise FaultyPackage(message)
    return rows


def _decoded(content: bytes, kind: type[_Content], name: str) -> _Content:
    """Decode rows; what would not be written the same again has something that nobody would read."""
    try:
        rows: _Content = msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"包里的 {name} 有读不懂的行，没有收。请两边用同一版本的系统重打。"
        raise FaultyPackage(message) from error
    if msgspec.json.encode(rows) != content:
        message = (
            f"包里的 {name} 有这里不认识的内容，没有收。请两边用同一版本的系统重打。"
        )
        raise FaultyPackage(message)
    return rows


def _refuse_names(contents: Contents) -> None:
    pseudonym = re.compile(FORM)
    for listed in contents.persons:
        if any(pseudonym.fullmatch(person) is None for person in listed.persons):
            message = (
                f"{listed.division} 的“{listed.indicator}”名单里有没有化成摘要的人员编号，没有收。"
                "请对方用 jixiao tree pack 重打。"
            )
            raise FaultyPackage(message)


def _sm3(content: bytes) -> str:
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(content)
    return sm3.finalize().hex()
