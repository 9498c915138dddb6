"""A form's own words and arrangement, read from one TOML file each."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.errors import FaultyEntry, UnknownDialect
from jixiao.library import check_shape, load_tables, merge
from jixiao.money import SCALES
from jixiao.settings import Settings
from jixiao.targets.framework import Framework, frameworks

FOLDER = Path(__file__).with_name("dialects")
BASE = "base"
ROLES = (
    "dimension", "aspect", "name", "value", "sign", "unit", "actual", "expected", "weight", "score",
    "reason", "remark", "serial", "other", "term",
)  # fmt: skip
"""What a column of an indicator table may hold; a row's number and `other` have no place in it.

Columns to tick have roles of two words, `causes 经费保障`; their common head is `causes` alone.
"""
MONTHS_SO_FAR = tuple(
    f"1{sign}{month}" for month in range(2, 13) for sign in "-—–~至到"
)
"""The months so far in every usual way: 1-7, 1至7."""


class LabelKind(StrEnum):
    """What a label on a form announces."""

    FIELD = "field"
    OTHER_FIELD = "other_field"
    BLOCK = "block"
    AMOUNT = "amount"
    OBJECTIVE = "objective"
    UNIT = "unit"
    HEAD = "head"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Label:
    """One wording of a form and what it announces.

    `name` is the field, the part of the money or the objective; `block` is set where the wording
    alone says to which block of money it belongs.
    """

    words: str
    kind: LabelKind
    name: str
    block: str | None = None


@dataclass(frozen=True, slots=True)
class FormLayout:
    """How a form is written: its title lines, its rows, and its indicator columns.

    A cell is words with {field} in them, and “→n” or “↓n” for its columns or rows. `row` names
    what stands in an indicator row, the lines of `head` stand above it, `sidebar` beside all of
    them; `sum` is the label of a last row that adds the points, empty where there is none.
    """

    titles: tuple[str, ...]
    landscape: bool
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    sidebar: str
    head: tuple[tuple[str, ...], ...]
    row: tuple[str, ...]
    sum: str

    @property
    def printed(self) -> str:
        """All the words that the form prints, as wordings are compared."""
        cells = [cell for row in (*self.rows, *self.head) for cell in row]
        return chinese.key("".join([*self.titles, *cells, self.sidebar, self.sum]))


class Heads(dict[str, tuple[str, ...]]):
    """The words that head a column, by its role."""

    @cached_property
    def by_letter(self) -> dict[str, list[tuple[str, str]]]:
        """The words with their roles, by their first letter."""
        by_letter: dict[str, list[tuple[str, str]]] = {}
        for role, words in self.items():
            for word in words:
                by_letter.setdefault(word[0], []).append((word, role))
        return by_letter


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """How one region-year prints its target tables; each is itself, whatever another says.

    `varies`: forms that it is taken for differ from it in columns and layout, as those of a
    ministry's model do, so that rows are read in two ways and compared.
    """

    code: str
    title: str
    extends: str | None
    basis: str | None
    varies: bool
    recognise: tuple[str, ...]
    framework: Framework
    title_pattern: re.Pattern[str]
    labels: tuple[Label, ...]
    closing: tuple[str, ...]
    follow_up: tuple[str, ...]
    blocks: tuple[str, ...]
    money_unit: str
    heads: Heads
    execution: dict[str, tuple[str, ...]]
    achieved: dict[str, tuple[str, ...]]
    sidebars: tuple[str, ...]
    numbering: str
    prefix: re.Pattern[str]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    labels_every_row: bool
    labels_slide: bool
    form: FormLayout

    @property
    def reads_back(self) -> bool:
        """Whether a sheet written in its form is recognised as its own; base's is where none fits."""
        if self.code == BASE:
            return True
        return bool(self.recognise) and all(
            mark in self.form.printed for mark in self.recognise
        )

    @property
    def marks(self) -> str:
        """By what the form is recognised, for a person."""
        if self.recognise:
            return "、".join(self.recognise)
        return (
            "（其他表式都不像时使用）"
            if self.code == BASE
            else "（尚未填写 recognise）"
        )

    def fitted_to(self, folded: str) -> "Dialect":
        """The dialect with the framework that a form's words show, where its title leaves it open.

        The ministry's forms of 2019 and 2020 go on being printed with the levels of 2021; a
        bureau's form names its framework.
        """
        if not self.varies:
            return self
        for framework in frameworks().values():
            if framework.recognise and framework.recognise.search(folded):
                return replace(self, framework=framework)
        return self


def _keys(words: Iterable[str]) -> tuple[str, ...]:
    keys = (key for word in words for key in _spelled(chinese.key(word)))
    return tuple(sorted(keys, key=len, reverse=True))


def _spelled(word: str) -> tuple[str, ...]:
    """Spell a head of the months so far out, in every usual way: 1-{month}月执行数."""
    if "1-{month}" not in word:
        return (word,)
    return tuple(word.replace("1-{month}", months) for months in MONTHS_SO_FAR)


def _heads(table: Mapping[str, Any]) -> Heads:
    """The wordings of each column's head, those to tick under their two words."""
    heads = Heads((role, _keys(table["indicators"][role])) for role in ROLES)
    for role, columns in table["ticked"].items():
        for mark, words in columns.items():
            heads[role if mark == "over" else f"{role} {mark}"] = _keys(words)
    return heads


def _labels(table: Mapping[str, Any]) -> tuple[Label, ...]:
    """The labels of a form, the longest wordings first.

    A wording may be listed twice, first for what it means in this dialect: that stands.
    """
    unique: dict[str, Label] = {}
    for label in (*_field_labels(table), *_money_labels(table), *_other_labels(table)):
        unique.setdefault(label.words, label)
    return tuple(
        sorted(unique.values(), key=lambda label: len(label.words), reverse=True)
    )


def _label(word: str, kind: LabelKind, name: str, block: str | None = None) -> Label:
    return Label(chinese.key(word), kind, name, block)


def _field_labels(table: Mapping[str, Any]) -> Iterator[Label]:
    for name, words in table["fields"].items():
        for word in words:
            yield _label(word, LabelKind.FIELD, name)
    others = table["other_fields"]
    for word in (*others["labels"], *others["closing"], *others["follow_up"]):
        yield _label(word, LabelKind.OTHER_FIELD, word)
    for word in table["tasks"]["heads"]:
        yield _label(word, LabelKind.TASK, word)


def _money_labels(table: Mapping[str, Any]) -> Iterator[Label]:
    for block, words in table["funding"]["blocks"].items():
        for word in words.get("heads", ()):
            yield _label(word, LabelKind.BLOCK, block, block)
        for word in words["total"]:
            yield _label(word, LabelKind.AMOUNT, "total", block)
    for part, words in table["funding"]["parts"].items():
        for word in words:
            yield _label(word, LabelKind.AMOUNT, part)


def _other_labels(table: Mapping[str, Any]) -> Iterator[Label]:
    for name, words in table["objectives"].items():
        for word in words:
            yield _label(word, LabelKind.OBJECTIVE, name)
    for mark in ("单位:", "金额单位:"):
        for unit in SCALES:
            yield Label(f"{mark}{unit}", LabelKind.UNIT, unit)


def _dialect(table: dict[str, Any]) -> Dialect:
    about, indicators = table["dialect"], table["indicators"]
    _check_choices(table)
    patterns = "|".join(f"(?:{pattern})" for pattern in table["title"]["patterns"])
    return Dialect(
        code=about["code"],
        title=about["title"],
        extends=about.get("extends"),
        basis=about.get("basis"),
        varies=about["code"] == BASE or about.get("varies", False),
        recognise=_keys(about["recognise"]),
        framework=frameworks()[about["framework"]].with_words(table["levels"]),
        title_pattern=re.compile(patterns),
        labels=_labels(table),
        closing=_keys(table["other_fields"]["closing"]),
        follow_up=_keys(table["other_fields"]["follow_up"]),
        blocks=tuple(table["funding"]["blocks"]),
        money_unit=table["funding"]["unit"],
        heads=_heads(table),
        execution={role: _keys(words) for role, words in table["execution"].items()},
        achieved={role: _keys(words) for role, words in table["achieved"].items()},
        sidebars=_keys(indicators["sidebars"]),
        numbering=indicators["numbering"],
        prefix=re.compile(indicators["prefix"]),
        required=_keys(indicators["required"]),
        optional=_keys(indicators["optional"]),
        labels_every_row=indicators["labels_every_row"],
        labels_slide=indicators["labels_slide"],
        form=_form_layout(table["form"]),
    )


def _check_choices(table: Mapping[str, Any]) -> None:
    code, framework = table["dialect"]["code"], table["dialect"]["framework"]
    if table["funding"]["unit"] not in SCALES:
        message = f"表式 {code} 的 funding.unit 应为 {'、'.join(SCALES)} 之一。请改正。"
        raise FaultyEntry(message)
    if framework not in frameworks():
        known = "、".join(frameworks())
        message = f"表式 {code} 的 framework“{framework}”不存在；可用 {known}。"
        raise FaultyEntry(message)


def _form_layout(form: Mapping[str, Any]) -> FormLayout:
    return FormLayout(
        titles=tuple(form["titles"]),
        landscape=form["landscape"],
        widths=tuple(form["widths"]),
        rows=tuple(map(tuple, form["rows"])),
        sidebar=form["sidebar"],
        head=tuple(map(tuple, form["head"])),
        row=tuple(form["row"]),
        sum=form["sum"],
    )


def dialects() -> dict[str, Dialect]:
    """The dialects of the package and of the folder that an installation names, by code.

    Raises:
        FaultyEntry: a file is not a dialect; the message says which and why.
    """
    folder = Settings.load().dialects
    return _dialects((FOLDER, folder) if folder else (FOLDER,))


@cache
def _dialects(folders: tuple[Path, ...]) -> dict[str, Dialect]:
    """Read the dialects once, when first asked."""
    tables = load_tables(folders, "dialect")
    levels: dict[str, list[str]] = {}
    for framework in frameworks().values():
        for aspect, dimension in framework.dimension_of.items():
            levels |= {aspect: [""], dimension: [""]}
    model = merge(tables[BASE], {**_MODEL, "levels": levels})
    read = {}
    for code, table in tables.items():
        check_shape(table, model, code)
        try:
            read[code] = _dialect(table)
        except (KeyError, TypeError, re.error) as error:
            message = (
                f"表式 {code}.toml 缺少或写错了一项：{error}。请对照 base.toml 改正。"
            )
            raise FaultyEntry(message) from error
    return read


_MODEL = {"dialect": {"extends": "", "basis": "", "varies": False}}
"""What a dialect may say that base does not."""


def dialect_named(code: str) -> Dialect:
    """The dialect of a code.

    Raises:
        UnknownDialect: no file bears the code.
    """
    if code not in dialects():
        raise UnknownDialect(code, dialects())
    return dialects()[code]


def recognise(folded: str) -> Dialect:
    """Choose the dialect whose every mark stands in the text; of several, the one with most.

    `folded` is a form's text without white space and in half width. Where none fits: base.
    """
    best = dialects()[BASE]
    for dialect in dialects().values():
        fits = dialect.recognise and all(mark in folded for mark in dialect.recognise)
        if fits and _length_of_marks(dialect) > _length_of_marks(best):
            best = dialect
    return best


def _length_of_marks(dialect: Dialect) -> int:
    return sum(map(len, dialect.recognise))
