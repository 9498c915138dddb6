"""The policies of the package and of a bureau's folder, each by its code, each file's faults by themselves."""

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.reading import read_policy
from jixiao.fund.benefits.values import Section
from jixiao.fund.benefits.words import ABOUT_WORDS, SECTIONS
from jixiao.library import extended, load_toml, resolve

FOLDER = Path(__file__).with_name("policies")
_STATED_ANEW = ("title", "basis", "confirmed", "valid_from", "valid_to")
_MOST_SHELVES = 16
_SeenFile = tuple[str, int, int, int]
"""A policy file with its size, the time it was written at, and its place on the disk."""


class PolicyShelf(Mapping[str, Policy]):
    """The policies of some folders by their codes; asked for a faulty one it says what is wrong.

    It counts and lists those that can be settled by; `faults` are the others.
    """

    def __init__(
        self, policies: Mapping[str, Policy], faults: Mapping[str, FaultyEntry]
    ) -> None:
        self._policies = policies
        self.faults = faults

    def __getitem__(self, code: str) -> Policy:
        """Return a policy.

        Raises:
            FaultyEntry: its file is faulty.
        """
        if code in self.faults:
            fault = self.faults[code]
            raise FaultyEntry(str(fault)) from fault
        return self._policies[code]

    def __contains__(self, code: object) -> bool:
        return code in self._policies or code in self.faults

    def __iter__(self) -> Iterator[str]:
        return iter(self._policies)

    def __len__(self) -> int:
        return len(self._policies)


def load_policies(folder: Path | None = None) -> PolicyShelf:
    """Read the policies of the package, and those of a bureau's folder, by their codes.

    A faulty file stops nobody but who asks for it, or for one that extends it. Files are read
    again once they have changed.

    Raises:
        FaultyEntry: there is no such folder.
    """
    if folder and not folder.is_dir():
        message = f"没有文件夹 {folder}。请核对 --policies 指明的自有政策文件夹。"
        raise FaultyEntry(message)
    return _shelf(tuple(_seen_files(FOLDER)), tuple(_seen_files(folder)))


def unread_files(folder: Path) -> list[Path]:
    """Return what looks like a policy in a folder and is not read: in a folder below, or named otherwise."""
    read = set(_policy_files(folder))
    looks_so = (path for path in folder.rglob("*") if ".toml" in path.name.lower())
    return sorted(path for path in looks_so if path not in read and path.is_file())


def _policy_files(folder: Path) -> list[Path]:
    paths = (path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    return sorted(path for path in paths if path.is_file())


def _seen_files(folder: Path | None) -> Iterator[_SeenFile]:
    """Yield a folder's policy files with what tells that one has changed; asked before each claim."""
    if folder is None:
        return
    with os.scandir(os.path.realpath(folder)) as entries:
        files = sorted(
            (entry.path, entry.stat())
            for entry in entries
            if entry.name.lower().endswith(".toml") and entry.is_file()
        )
    for path, seen in files:
        yield path, seen.st_size, seen.st_mtime_ns, seen.st_ino


@lru_cache(maxsize=_MOST_SHELVES)
def _shelf(shipped: tuple[_SeenFile, ...], local: tuple[_SeenFile, ...]) -> PolicyShelf:
    raw: dict[str, dict[str, Any]] = {}
    faults: dict[str, FaultyEntry] = {}
    names: dict[str, Path] = {}
    for path in (Path(name) for name, *_ in (*shipped, *local)):
        try:
            _refuse_second(path, names.setdefault(path.stem, path))
            raw[path.stem] = _own_table(path)
        except FaultyEntry as fault:
            faults[path.stem] = fault
    policies: dict[str, Policy] = {}
    for code in sorted(raw.keys() - faults.keys() - {"base"}):
        try:
            policies[code] = read_policy(code, _resolved(code, raw, faults), raw[code])
        except FaultyEntry as fault:
            faults[code] = fault
    return PolicyShelf(policies, faults)


def _refuse_second(path: Path, first: Path) -> None:
    """Refuse a file that bears the name of another.

    Raises:
        FaultyEntry: it does; asked for by that name, nobody knows which is meant.
    """
    if path == first:
        return
    other = "随程序附带的政策" if first.parent == FOLDER else first.name
    message = (
        f"{path.name} 与{other}同名，分不清指的是哪一个，这里两个都不按这个名称取用。"
        f"请换一个名称（文件名和 code 一起改），如 {path.stem}_local。"
    )
    raise FaultyEntry(message)


def _own_table(path: Path) -> dict[str, Any]:
    """Return what a file itself says, its sections known, no hospital level's code said twice."""
    table = load_toml(path)
    Section.of(path.name, table, SECTIONS)
    about = Section.of(f"{path.name} 的 [policy]", table.get("policy", {}), ABOUT_WORDS)
    if about.table.get("code") != path.stem:
        message = f'{path.name} 的 [policy] 应写明 code = "{path.stem}"。'
        raise FaultyEntry(message)
    if about.text("extends") or path.parent != FOLDER:
        _refuse_unsaid(about)
    for name in SECTIONS:
        Section.of(f"{path.name} 的 [{name}]", table.get(name, {}), table.get(name, {}))
    grades = [
        grade
        for listed in table.get("level", {}).values()
        if isinstance(listed, list)
        for grade in listed
    ]
    if twice := sorted({grade for grade in grades if grades.count(grade) > 1}):
        message = (
            f"{path.name} 的 [level] 把 {'、'.join(twice)} 写在了两个等级里。"
            "请只留一处。"
        )
        raise FaultyEntry(message)
    return table


def _refuse_unsaid(about: Section) -> None:
    """Refuse a policy that leaves to the one it extends what each must say of itself.

    Raises:
        FaultyEntry: it does.
    """
    if not about.table.get("extends"):
        message = (
            f'{about.place} 缺少 extends。请写 extends = "base"，或作底的政策的代码。'
        )
        raise FaultyEntry(message)
    if unsaid := [key for key in _STATED_ANEW if key not in about.table]:
        message = (
            f"{about.place} 缺少 {'、'.join(unsaid)}。请补上："
            "这几项每个政策要自己写明，不从作底的政策取。"
        )
        raise FaultyEntry(message)


def _resolved(
    code: str, raw: Mapping[str, dict[str, Any]], faults: Mapping[str, FaultyEntry]
) -> dict[str, Any]:
    """Lay a file over those it extends.

    Raises:
        FaultyEntry: one of them is missing or faulty, or they extend each other in a circle.
    """
    for parent in extended(code, raw, "policy"):
        if parent in faults and parent not in raw:
            message = f"{code}.toml 以 {parent} 为底，而 {faults[parent]}"
            raise FaultyEntry(message)
    return resolve(code, raw, "policy")
