"""Letters of supervision, laid out for the writer of forms: facts with line references, basis, right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from jixiao.documents import Cell, Grid
from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.library import load_toml, refuse_unknown
from jixiao.money import in_yuan
from jixiao.publication.fact_titles import FACT_TITLES
from jixiao.publication.forms import Sheet
from jixiao.publication.writers.form_docx import form_docx
from jixiao.publication.writers.form_pdf import form_pdf
from jixiao.settings import Settings

_FILE = Path(__file__).with_name("letters.toml")
_NAME = re.compile(r"\{([a-z_]+)\}")
_WORDS = ("title", "says", "right", "signs", "heads")
_NEEDED = ("title", "says", "right")
_SIGNS = "{issuer}（盖章）\n经办人："
"""Who signs a letter where its kind does not say."""
_COLUMNS, _TEXTS = 4, 2
_HEADS = ("编号", "事实", "涉及费用（元）", "涉及基金（元）")
_WIDTHS = (4, 7, 3, 3)
_MOST_LINES = 200
_LONG_NUMBER, _MAY_BREAK = re.compile(r"[A-Za-z0-9_@#/.→-]{17,}"), "\u200b"


@dataclass(frozen=True, slots=True)
class LetterKind:
    """What a kind of letter says, with names of facts in braces, the right it gives, who signs it."""

    title: str
    says: str
    right: str
    signs: str = _SIGNS
    heads: Sequence[str] = _HEADS
    """What stands over the columns of its rows; one without a head belongs to that before it."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of the facts it must be told."""
        return tuple(dict.fromkeys(_NAME.findall(self.says + self.right)))


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One row of facts: where it stands, what it says, its cost and the fund concerned, in fen."""

    reference: str
    text: str
    cost: int
    fund: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be written: a person signs and stamps it."""

    kind: str
    number: str
    written_on: date
    addressee: str
    issuer: str
    basis: str
    facts: Mapping[str, str]
    lines: Sequence[LetterLine] = ()


@cache
def letter_kinds() -> Mapping[str, LetterKind]:
    """Return the kinds of letters by name.

    Raises:
        FaultyEntry: a kind says what is not known, or lacks what each must say.
    """
    kinds = {}
    for name, said in load_toml(_FILE).items():
        refuse_unknown(f"{_FILE.name} 的 {name}", said, _WORDS)
        if missing := [word for word in _NEEDED if word not in said]:
            message = f"{_FILE.name} 的 {name} 缺少 {'、'.join(missing)}。请补上。"
            raise FaultyEntry(message)
        kinds[name] = LetterKind(**said)
    return kinds


def lay_out_letter(letter: Letter) -> Sheet:
    """Lay a letter out as one sheet.

    Raises:
        JixiaoError: there is no such kind, or a fact that it must be told is missing.
    """
    kind = _kind(letter)
    rows = [
        ("收件", letter.addressee),
        ("事项", _ended_once(kind.says.format(**letter.facts))),
        ("依据", letter.basis),
        ("权利", _ended_once(kind.right.format(**letter.facts))),
    ]
    cells = [cell for row, texts in enumerate(rows) for cell in _row(row, *texts)]
    labels = {(row, 0) for row in range(len(rows))}
    heads = len(rows)
    if letter.lines:
        cells += _table(letter, heads)
        labels |= {(heads, column) for column in range(_COLUMNS)}
    end = 1 + max(cell.row for cell in cells)
    signs = kind.signs.format(issuer=letter.issuer)
    cells += _row(end, "落款", f"{signs}\n{_printed(letter.written_on)}")
    labels.add((end, 0))
    return Sheet(
        titles=(kind.title,),
        notes=(letter.number,),
        grid=Grid(rows=end + 1, columns=_COLUMNS, cells=tuple(cells)),
        widths=_WIDTHS,
        labels=frozenset(labels),
        head=heads,
        landscape=False,
        unplaced=(),
    )


def _ended_once(text: str) -> str:
    """Return a text in which each sentence ends, and none that a fact ends itself ends twice."""
    text = text.replace("。。", "。").replace("。；", "；").replace("。，", "，")
    if text.endswith("\n"):
        return text
    return text if text.endswith(("。", "：", "；", "）", "？", "＿")) else f"{text}。"


def shortened(lines: Sequence[LetterLine]) -> list[LetterLine]:
    """Return lines as a letter has room for: the dearest, and in one line what the rest adds up to."""
    if len(lines) <= _MOST_LINES:
        return [*lines]
    dearest_first = sorted(lines, key=lambda line: -line.fund)
    printed, rest = dearest_first[: _MOST_LINES - 1], dearest_first[_MOST_LINES - 1 :]
    cost, fund = sum(line.cost for line in rest), sum(line.fund for line in rest)
    return [*printed, LetterLine("附表", f"其余 {len(rest)} 行，见附表", cost, fund)]


def letter_docx(letter: Letter) -> bytes:
    """Return a letter as a Word document.

    Raises:
        JixiaoError: as `lay_out_letter` does.
    """
    return form_docx([lay_out_letter(letter)])


def letter_pdf(letter: Letter) -> bytes:
    """Return a letter as PDF.

    Raises:
        JixiaoError: as `lay_out_letter` does.
    """
    sheet = lay_out_letter(letter)
    changed = msgspec.structs.replace
    cells = (changed(each, text=_breakable(each.text)) for each in sheet.grid.cells)
    grid = changed(sheet.grid, cells=tuple(cells))
    return form_pdf([replace(sheet, grid=grid)], Settings.load())


def _breakable(text: str) -> str:
    """Return a text whose long numbers may end a line: nothing else keeps them in their column."""
    return _LONG_NUMBER.sub(lambda run: _MAY_BREAK.join(run[0]), text)


def _kind(letter: Letter) -> LetterKind:
    kinds = letter_kinds()
    if letter.kind not in kinds:
        choice = "、".join(f"{name}（{kind.title}）" for name, kind in kinds.items())
        message = f"没有叫 {letter.kind} 的文书；可用 {choice}。"
        raise JixiaoError(message)
    kind = kinds[letter.kind]
    if missing := [name for name in kind.needs if not letter.facts.get(name)]:
        called = "、".join(f"{FACT_TITLES.get(n, n)}（{n}）" for n in missing)
        message = f"{kind.title}还缺{called}。请补上再写。"
        raise JixiaoError(message)
    if len(letter.lines) > _MOST_LINES:
        message = f"{kind.title}的明细有 {len(letter.lines)} 行，一份最多 {_MOST_LINES} 行。请分开写。"
        raise JixiaoError(message)
    return kind


def _row(row: int, label: str, text: str) -> list[Cell]:
    return [
        Cell(text=label, row=row, column=0),
        Cell(text=text, row=row, column=1, column_span=_COLUMNS - 1),
    ]


def _table(letter: Letter, first: int) -> list[Cell]:
    """Return the rows of facts, and what they add up to where they are of money."""
    heads = _kind(letter).heads
    if not any(heads[_TEXTS:]):
        return _texts(letter, first)
    lines = [
        (line.reference, line.text, in_yuan(line.cost), in_yuan(line.fund))
        for line in letter.lines
    ]
    sums = [
        sum(each)
        for each in zip(*((ln.cost, ln.fund) for ln in letter.lines), strict=True)
    ]
    whole = ("合计", f"{len(lines)} 行", *map(in_yuan, sums))
    columns = [column for column in range(_COLUMNS) if heads[column]]
    spans = [until - at for at, until in pairwise([*columns, _COLUMNS])]
    return [
        Cell(text=row[column], row=first + n, column=column, column_span=span)
        for n, row in enumerate((heads, *lines, whole))
        for column, span in zip(columns, spans, strict=True)
    ]


def _texts(letter: Letter, first: int) -> list[Cell]:
    heads = _kind(letter).heads[:_TEXTS]
    rows = [heads, *((line.reference, line.text) for line in letter.lines)]
    return [
        cell
        for n, (reference, text) in enumerate(rows)
        for cell in _row(first + n, reference, text)
    ]


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
