"""The bureau's own tables: one TOML file each, named as bureaus export them.

To add a table is to add its file: nothing lists the tables, and the data dictionary is generated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.errors import FaultyEntry
from jixiao.library import load_toml

__all__ = [
    "FOLDER",
    "TYPES",
    "AccountingIdentity",
    "Column",
    "FundTable",
    "codes",
    "head_key",
    "open_forms",
    "read_tables",
    "tables",
]

FOLDER = Path(__file__).parent
_CODES = FOLDER / "codes.toml"
_OPEN_CODES = FOLDER / "open_codes.toml"
TYPES = {
    "text": "VARCHAR",
    "identifier": "VARCHAR",
    "catalogue": "VARCHAR",
    "identity": "VARCHAR",
    "code": "VARCHAR",
    "amount": "DECIMAL(16,2)",
    "price": "DECIMAL(18,6)",
    "number": "DECIMAL(18,4)",
    "share": "DECIMAL(7,4)",
    "date": "DATE",
    "time": "TIMESTAMP",
}
"""What a column may hold, and how it is stored: amounts and prices in yuan, shares as 0.1.

An identifier is the number of a person, a settlement, an institution; a catalogue code is that of a
published list, where a point may be part of it.
"""
_SECTIONS = {"table": True, "columns": True, "identities": False}
_TABLE_WORDS = dict.fromkeys(("code", "title", "grain", "key", "confirmed"), True)
_COLUMN_WORDS = {
    "title": True,
    "type": True,
    "codes": False,
    "required": False,
    "signed": False,
    "personal": False,
    "blank": False,
    "aliases": False,
}
_IDENTITY_WORDS = {"whole": True, "parts": True}
"""The words each part of a file may say, and whether it must."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `codes` names its code set, `signed` lets it be negative on any row.

    `personal` marks names and numbers of persons: they leave the folder hashed. `blank` says what
    cannot be done for a row that has nothing in it.
    """

    name: str
    title: str
    type: str
    codes: str | None = None
    required: bool = False
    signed: bool = False
    personal: bool = False
    blank: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountingIdentity:
    """An amount that is the sum of others on every row that gives all of them."""

    whole: str
    parts: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is about, the sum first."""
        return (self.whole, *self.parts)


@dataclass(frozen=True, slots=True)
class FundTable:
    """One exported table; `confirmed` says whether its names were seen in a specification."""

    code: str
    title: str
    grain: str
    key: tuple[str, ...]
    confirmed: bool
    columns: Mapping[str, Column]
    identities: tuple[AccountingIdentity, ...]

    @property
    def heads(self) -> Mapping[str, str]:
        """The column behind each wording of a head: exported, interface or Chinese."""
        return {
            head_key(wording): column.name
            for column in self.columns.values()
            for wording in (*column.aliases, column.title, column.name)
        }

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which an extract is not taken."""
        return tuple(column for column in self.columns.values() if column.required)


def head_key(wording: str) -> str:
    """A head as heads are compared: half width, lower case, without white space or marks."""
    return chinese.key(wording).lower().strip("*'\"")


@cache
def codes() -> Mapping[str, Mapping[str, str]]:
    """Return the meaning of each code, by code set."""
    return load_toml(_CODES)


@cache
def open_forms() -> Mapping[str, str]:
    """Return how codes that a set does not list are written (a regular expression), by code set.

    Regions extend these sets with codes of their own; a set that is not named here is closed.
    """
    return {name: entry["form"] for name, entry in load_toml(_OPEN_CODES).items()}


@cache
def tables() -> Mapping[str, FundTable]:
    """Return the tables of the package, by their codes.

    Raises:
        FaultyEntry: as `read_tables` does.
    """
    return read_tables(FOLDER)


def read_tables(folder: Path) -> dict[str, FundTable]:
    """Read the tables of a folder, by their codes.

    Raises:
        FaultyEntry: a file names a word, a type, a code set or a column that does not exist.
    """
    no_tables = (_CODES.name, _OPEN_CODES.name)
    paths = sorted(path for path in folder.glob("*.toml") if path.name not in no_tables)
    read = [_read_table(load_toml(path), path.name) for path in paths]
    return {table.code: table for table in read}


def _read_table(content: Mapping[str, Any], file: str) -> FundTable:
    _check_words(content, _SECTIONS, file)
    about = content["table"]
    _check_words(about, _TABLE_WORDS, f"{file} 的 [table]")
    if f"{about['code'].lower()}.toml" != file:
        message = f"{file} 的 code 是 {about['code']}，应与文件名相同。"
        raise FaultyEntry(message)
    columns = {
        name: _read_column(name, declared, file)
        for name, declared in content["columns"].items()
    }
    identities = [
        _read_identity(entry, file) for entry in content.get("identities", ())
    ]
    mentioned = [
        *about["key"],
        *(name for entry in identities for name in entry.columns),
    ]
    if missing := [name for name in mentioned if name not in columns]:
        message = f"{file} 提到没有的列 {'、'.join(missing)}。"
        raise FaultyEntry(message)
    return FundTable(
        code=about["code"],
        title=about["title"],
        grain=about["grain"],
        key=tuple(about["key"]),
        confirmed=about["confirmed"],
        columns=columns,
        identities=tuple(identities),
    )


def _read_column(name: str, declared: Mapping[str, Any], file: str) -> Column:
    _check_words(declared, _COLUMN_WORDS, f"{file} 的 {name}")
    if declared["type"] not in TYPES:
        message = f"{file} 的 {name} 的 type {declared['type']} 不存在；可用 {'、'.join(TYPES)}。"
        raise FaultyEntry(message)
    speaks_in_codes = declared["type"] == "code" or "codes" in declared
    if speaks_in_codes and declared.get("codes") not in codes():
        message = f"{file} 的 {name} 应以 codes 写明代码集，可用 {'、'.join(codes())}。"
        raise FaultyEntry(message)
    aliases = tuple(declared.get("aliases", ()))
    known: dict[str, Any] = {**declared, "aliases": aliases}
    return Column(name=name, **known)


def _read_identity(entry: Mapping[str, Any], file: str) -> AccountingIdentity:
    _check_words(entry, _IDENTITY_WORDS, f"{file} 的 [[identities]]")
    return AccountingIdentity(entry["whole"], tuple(entry["parts"]))


def _check_words(
    entry: Mapping[str, Any], words: Mapping[str, bool], where: str
) -> None:
    if unknown := [word for word in entry if word not in words]:
        message = (
            f"{where} 里有不认识的 {'、'.join(unknown)}；可用 {'、'.join(words)}。"
        )
        raise FaultyEntry(message)
    if missing := [
        word for word, needed in words.items() if needed and word not in entry
    ]:
        message = f"{where} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
