"""The bureau's own tables: one TOML file each, named as bureaus export them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.errors import FaultyEntry
from jixiao.library import load_toml

FOLDER = Path(__file__).parent
TYPES = {
    "text": "VARCHAR",
    "identity": "VARCHAR",
    "code": "VARCHAR",
    "amount": "DECIMAL(16,2)",
    "price": "DECIMAL(18,6)",
    "number": "DECIMAL(18,4)",
    "share": "DECIMAL(7,4)",
    "date": "DATE",
    "time": "TIMESTAMP",
}
"""What a column may hold, and how it is stored: amounts and prices in yuan, shares as 0.1."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `codes` names its code set, `signed` lets it be negative on any row.

    `personal` marks names and numbers of persons: they leave the folder hashed.
    """

    name: str
    title: str
    type: str
    codes: str | None = None
    required: bool = False
    signed: bool = False
    personal: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """An amount that is the sum of others on every row that gives all of them."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One exported table; `confirmed` says whether its names were seen in a specification."""

    code: str
    title: str
    grain: str
    key: tuple[str, ...]
    confirmed: bool
    columns: Mapping[str, Column]
    identities: tuple[Identity, ...]

    @property
    def heads(self) -> Mapping[str, str]:
        """Give the column behind each wording of a head: exported, interface or Chinese."""
        return {
            head_key(word): column.name
            for column in self.columns.values()
            for word in (*column.aliases, column.title, column.name)
        }


def head_key(word: str) -> str:
    """Give a head as heads are compared: half width, lower case, without white space or marks."""
    return chinese.key(word).lower().strip("*'\"")


@cache
def codes() -> Mapping[str, Mapping[str, str]]:
    """Give every code set: code → meaning."""
    return load_toml(FOLDER / "codes.toml")


@cache
def tables() -> Mapping[str, Table]:
    """Give every table, by its code.

    Raises:
        FaultyEntry: a file names a type, a code set or a column that does not exist.
    """
    paths = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "codes")
    found = [_table(load_toml(path), path.stem) for path in paths]
    return {table.code: table for table in found}


def _table(raw: dict[str, Any], stem: str) -> Table:
    about = raw["table"]
    if about["code"].lower() != stem:
        message = f"{stem}.toml 的 code 是 {about['code']}，应与文件名相同。"
        raise FaultyEntry(message)
    columns = {}
    for name, said in raw["columns"].items():
        if said["type"] not in TYPES or said.get("codes", "flag") not in codes():
            message = f"{stem}.toml 的 {name} 的 type 或 codes 不存在。"
            raise FaultyEntry(message)
        aliases = tuple(said.pop("aliases", ()))
        columns[name] = Column(name=name, aliases=aliases, **said)
    identities = tuple(
        Identity(entry["whole"], tuple(entry["parts"])) for entry in raw.get("identities", ())
    )
    named = [*about["key"], *(n for i in identities for n in (i.whole, *i.parts))]
    if unknown := [name for name in named if name not in columns]:
        message = f"{stem}.toml 提到没有的列 {'、'.join(unknown)}。"
        raise FaultyEntry(message)
    return Table(
        about["code"], about["title"], about["grain"], tuple(about["key"]), about["confirmed"],
        columns, identities,
    )  # fmt: skip
