"""What `jixiao new` writes: for each kind of entry its folder, its templates and its next code."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from keyword import iskeyword
from pathlib import Path
from string import Template, ascii_uppercase

from jixiao.errors import JixiaoError, reason_of

PACKAGE = Path(__file__).parents[1]
_TEMPLATES = Path(__file__).with_name("starters")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_CODE = re.compile(r'\bcode="([A-Z]{2})(\d{2})"')
_MOST = 99


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry: what people call it, and the folder of the package that it stands in.

    An entry is one file for each of `suffixes`, after the templates of the kind. With `families` it
    is found in a folder of its family, and numbered.
    """

    word: str
    title: str
    folder: str
    suffixes: tuple[str, ...]
    families: bool = False


KINDS: Mapping[str, EntryKind] = {
    kind.word: kind
    for kind in (
        EntryKind("check", "检查", "checks", (".py", ".md"), families=True),
        EntryKind("measure", "指标口径", "measures", (".py", ".md"), families=True),
        EntryKind("rule", "稽核规则", "fund/audit", (".py", ".md"), families=True),
        EntryKind("signal", "预警信号", "fund/outlook", (".py", ".md"), families=True),
        EntryKind("table", "基金表", "fund/tables", (".toml",)),
        EntryKind("dialect", "表式", "targets/dialects", (".toml",)),
        EntryKind("policy", "待遇政策", "fund/benefits/policies", (".toml",)),
    )
}


def check_name(name: str) -> None:
    """Check that an entry can bear a name.

    Raises:
        JixiaoError: it is not made of small letters, digits and low lines, or is a word of Python.
    """
    if not _NAME.fullmatch(name) or iskeyword(name):
        message = f"代码“{name}”不合规则：用小写拼音、数字和下划线，如 zhongning_2026。"
        raise JixiaoError(message)


def plain(title: str) -> str:
    """A title without what would break the quotes it is put in."""
    printable = "".join(sign for sign in title if sign.isprintable())
    return printable.replace("\\", "").replace('"', "”")


def checkout() -> Path | None:
    """The source tree that the package runs from; none where it is installed."""
    root = PACKAGE.parents[1]
    return (
        root
        if (root / "pyproject.toml").is_file() and PACKAGE.parent.name == "src"
        else None
    )


def folder_for(kind: EntryKind, to: str | None) -> Path:
    """The folder a starter is written to: the one asked for, else the kind's in the source tree.

    Raises:
        JixiaoError: none was asked for, and there is no source tree.
    """
    if to is not None:
        return Path(to)
    if checkout() is None:
        message = f"这里没有源码，不知道{kind.title}写到哪里。请用 --to 指明文件夹。"
        raise JixiaoError(message)
    return PACKAGE / kind.folder


def families(kind: EntryKind) -> list[str]:
    """The families that a kind has: the folders in which entries stand."""
    modules = (PACKAGE / kind.folder).glob("*/*.py")
    return sorted(
        {path.parent.name for path in modules if _CODE.search(path.read_text("utf-8"))}
    )


def next_code(kind: EntryKind, family: str, folder: Path) -> str:
    """The code after the last one of a family: two letters and two digits, never one used before.

    `folder` is where the entry will be written, if that is not where the family stands.

    Raises:
        JixiaoError: the family is full.
    """
    places = (PACKAGE / kind.folder / family, folder)
    numbers: dict[str, int] = Counter()
    for place in places:
        for letters, number in _codes_in(place):
            numbers[letters] = max(numbers[letters], int(number))
    letters = next(iter(numbers), None) or _free_letters(family)
    if numbers[letters] == _MOST:
        message = f"{family} 的代码 {letters}01 到 {letters}{_MOST} 都用过了。请另立一个 --family。"
        raise JixiaoError(message)
    return f"{letters}{numbers[letters] + 1:02}"


def _codes_in(folder: Path) -> list[tuple[str, str]]:
    paths = sorted(folder.rglob("*.py"))
    return [code for path in paths for code in _CODE.findall(path.read_text("utf-8"))]


def _free_letters(family: str) -> str:
    """Two letters that no family of any kind has: the first two of the name, or the first and another."""
    taken = set()
    for kind in KINDS.values():
        if kind.families:
            taken |= {letters for letters, _ in _codes_in(PACKAGE / kind.folder)}
    name = re.sub(r"[^a-z]", "", family).upper()
    second = name[1:] + ascii_uppercase
    return next(name[0] + letter for letter in second if name[0] + letter not in taken)


def write_starter(
    kind: EntryKind, name: str, folder: Path, words: Mapping[str, str]
) -> list[Path]:
    """Write the files of a starter, its templates filled with `words`.

    Raises:
        JixiaoError: one is there already, or the disk refuses; nothing that was there is changed.
    """
    texts = {
        folder / f"{name}{suffix}": Template(
            (_TEMPLATES / f"{kind.word}{suffix}.txt").read_text("utf-8")
        ).substitute(words, name=name)
        for suffix in kind.suffixes
    }
    for path in texts:
        if path.exists():
            message = f"{path} 已存在，没有改动它。请换一个代码，或直接编辑该文件。"
            raise JixiaoError(message)
    for path, text in texts.items():
        write_new(path, text)
    return list(texts)


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there.

    Raises:
        JixiaoError: it is there, or the disk refuses.
    """
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        message = f"不能写入 {path}：{reason_of(error)}。请用 --to 换一个文件夹。"
        raise JixiaoError(message) from error


def make_folder(folder: Path) -> None:
    """Make a folder where there is none.

    Raises:
        JixiaoError: the disk refuses.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        message = f"不能写入 {folder}：{reason_of(error)}。请用 --to 换一个文件夹。"
        raise JixiaoError(message) from error


def make_family(folder: Path) -> None:
    """Make the folder of a family, as a package, where there is none.

    Raises:
        JixiaoError: the disk refuses.
    """
    make_folder(folder)
    if not (folder / "__init__.py").exists():
        write_new(
            folder / "__init__.py", f'"""Entries of the family {folder.name}."""\n'
        )
