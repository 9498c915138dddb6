"""Find entries, a file each, by walking a folder."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, Generic, Protocol, TypeVar

from jixiao.errors import FaultyEntry


class Coded(Protocol):
    """What a library holds: something that bears a code of its own."""

    @property
    def code(self) -> str:
        """The entry's code, unique in its library."""
        ...


Entry = TypeVar("Entry", bound=Coded)


class Library(Mapping[str, Entry], Generic[Entry]):
    """The entries of one kind in the modules of a package, by code.

    The folder is walked once, when the library is made; nothing registers itself.

    Raises:
        FaultyEntry: two modules declare one code.
    """

    def __init__(self, package: str, kind: type[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in _declared(package, kind):
            if self._entries.get(entry.code, entry) is not entry:
                message = (
                    f"{package} 中有两个条目使用代码 {entry.code}；请为其中一个换代码。"
                )
                raise FaultyEntry(message)
            self._entries[entry.code] = entry

    def __getitem__(self, code: str) -> Entry:
        return self._entries[code]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def __len__(self) -> int:
        return len(self._entries)


def _declared(package: str, kind: type[Entry]) -> Iterator[Entry]:
    root = import_module(package)
    for module in walk_packages(root.__path__, f"{package}."):
        names = vars(import_module(module.name))
        for value in names.values():
            if isinstance(value, kind):
                yield value


def load_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file with exact decimals.

    Raises:
        FaultyEntry: the file is not TOML; the message names the file and the place.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path.name} 不是 UTF-8 文字。请另存为 UTF-8。"
        raise FaultyEntry(message) from error
    return parse_toml(text, path.name)


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """Parse TOML with exact decimals; `name` is the file the text stands in.

    Raises:
        FaultyEntry: the text is not TOML; the message names the file and the place.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        if name_written_twice := _written_twice(text, str(error)):
            message = f"{name} {name_written_twice}。请只留一处。"
            raise FaultyEntry(message) from error
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
        message = f'{name} {where}写法不对：文字要加引号，一项一行，写作 名称 = "值"。请改正。'
        raise FaultyEntry(message) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        message = f"{name} 里有太长的数，或套得太深。请改正。"
        raise FaultyEntry(message) from error


def _written_twice(text: str, error: str) -> str:
    """Say what section or key the parser met a second time; '' where its error is another."""
    if section := re.search(r"Cannot declare \((.*?),?\) twice", error):
        names = section[1].replace("', '", "'.'").replace("'", '"')
        return f"里 [{names}] 这一节写了两次"
    if not re.search(r"Cannot overwrite a value|Duplicate inline table key", error):
        return ""
    if key := re.search(r"Duplicate inline table key '(.*)'", error):
        return f"里 {key[1]} 这一项写了两次"
    place = re.search(r"line (\d+)", error)
    line = text.splitlines()[int(place[1]) - 1] if place else ""
    key = re.match(r"\s*\[*([^=\]]+)", line)
    where = f"第 {place[1]} 行" if place else "里"
    return f"{where} {key[1].strip() if key else ''} 这一项写了两次"


def load_tables(folders: Iterable[Path], section: str) -> dict[str, dict[str, Any]]:
    """Read every TOML file of some folders, each resolved against the file it extends, by code.

    `section` is the table that holds `code` and `extends`. A file says only what differs: tables
    are merged key by key, everything else replaces. A later folder may extend an earlier one's
    files, and replace them.

    Raises:
        FaultyEntry: a code differs from its file name, an extended file is missing or circular,
            or a file holds something that the file it extends does not know.
    """
    paths = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    raw = {path.stem: load_toml(path) for path in paths}
    for name, table in raw.items():
        if (
            not isinstance(table.get(section), dict)
            or table[section].get("code") != name
        ):
            message = f'{name}.toml 的 [{section}] 应写明 code = "{name}"。'
            raise FaultyEntry(message)
    return {name: resolve(name, raw, section) for name in sorted(raw)}


def check_shape(
    table: Mapping[str, Any], model: Mapping[str, Any], name: str, at: str = ""
) -> None:
    """Compare a table with a model of its kind: same keys, or fewer, and values of the same type.

    Raises:
        FaultyEntry: the message names the key and says which are known.
    """
    refuse_unknown(f"{name}.toml", table, model, at)
    for key, value in table.items():
        place = f"{at}.{key}" if at else key
        wanted = model[key]
        if isinstance(wanted, Mapping) and isinstance(value, Mapping):
            check_shape(value, wanted, name, place)
        elif type(value) is not type(wanted):
            kinds = {
                str: "文字（加引号）",
                list: '列表（如 ["甲", "乙"]）',
                bool: "true 或 false",
            }
            kind = kinds.get(type(wanted), "一组项目")
            message = f"{name}.toml 里的 {place} 应为{kind}。请改正。"
            raise FaultyEntry(message)


def refuse_unknown(
    where: str, names: Iterable[str], known: Collection[str], section: str = ""
) -> None:
    """Refuse the words of a file or an entry that its kind does not know, with those that it does.

    Raises:
        FaultyEntry: there are such words.
    """
    prefix = f"{section}." if section else ""
    if unknown := [f"{prefix}{name}" for name in names if name not in known]:
        choice = "、".join(known) or "（没有）"
        message = f"{where} 里的 {'、'.join(unknown)} 不是已知的项；这里可写 {choice}。请改正。"
        raise FaultyEntry(message)


_KINDS = {
    "dialect": "表式",
    "layout": "预算表式",
    "policy": "政策",
    "procedure": "流程",
    "rubric": "评分办法",
    "set": "参数文件",
    "shape": "规模",
}
"""What officials call the files that have such a section."""


def extended(
    name: str, raw: Mapping[str, Mapping[str, Any]], section: str
) -> Iterator[str]:
    """Yield the names that a file extends, the nearest first, each before it is looked up.

    Raises:
        FaultyEntry: one of them is missing, or they extend each other in a circle.
    """
    chain = [name]
    kind = _KINDS.get(section, "文件")
    while parent := raw[chain[-1]][section].get("extends"):
        chain.append(parent)
        if parent in chain[:-1]:
            message = (
                f"{name}.toml 的 [{section}] 的 extends 绕成了圈：{' → '.join(chain)}。"
                f"请改为以别的{kind}为底，如 base。"
            )
            raise FaultyEntry(message)
        yield parent
        if parent not in raw:
            message = (
                f"{chain[-2]}.toml 的 [{section}] 的 extends 写的是 {parent}，没有这个{kind}；"
                f"可写 {'、'.join(sorted(raw.keys() - {*chain}))}。请改正。"
            )
            raise FaultyEntry(message)


def resolve(
    name: str, raw: Mapping[str, dict[str, Any]], section: str
) -> dict[str, Any]:
    """Lay a file's tables over those of the file it extends, down to the last.

    Raises:
        FaultyEntry: an extended file is missing, or files extend each other in a circle.
    """
    chain = [name, *extended(name, raw, section)]
    table: dict[str, Any] = {}
    for code in reversed(chain):
        table = merge(table, raw[code])
    return table


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another: tables key by key, everything else replaced."""
    merged = dict(base)
    for name, value in over.items():
        below = merged.get(name)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        merged[name] = merge(below, value) if both else value  # type: ignore[arg-type]
    return merged
