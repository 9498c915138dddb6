"""Give a form its lines and cells back where extraction ran labels, values and heads together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import msgspec

from jixiao import chinese
from jixiao.documents import Document, Line, Span
from jixiao.targets.dialect import BASE, Dialect, LabelKind, dialects
from jixiao.targets.reading.glued_money import (
    HeadRun,
    before_heads,
    find_head_runs,
    heads_apart,
    is_row,
    is_row_without_label,
    rows_apart,
    with_amounts_whole,
)
from jixiao.targets.reading.heads import any_of, head_pattern
from jixiao.targets.reading.label_makes import (
    ANY,
    kind_of_field,
    opening_of_next,
    parted,
    rest_of_label,
)
from jixiao.targets.reading.restating import restate

_SHORTEST = 60
"""Characters from which on a line may be a whole table."""
_SPACED = 14
"""A line with a space every so many characters is cut at its spaces."""
_SHORTEST_LABEL = 4
_FEWEST_GLUED = 2
_LONGEST_GLUED = 90
_MOST_ABOVE = 25
_FEWEST_FIELDS = 2
_ENDS_NAMES = (
    "资金主管部门",
    "资金使用单位",
    "项目主管部门",
    "项目实施单位",
    "项目单位",
    "项目执行单位",
)
"""Glued to a name that ends in 项目 these would take its end; without 项目 they are labels too."""
_BEHIND_BODY = rf"(?<=[局厅委办站院校馆所队府社会心司中学])(?:{'|'.join(_ENDS_NAMES)})"
_ENDS_OF_BODIES = "局|厅|委员会|委|办公室|中心|医院|学院|学校|中学|小学|政府|公司|协会|联合会|站|所|队|馆|处"
_BODY = rf"[\u4e00-\u9fff]{{2,24}}?(?:{_ENDS_OF_BODIES})"
_BODY_BEHIND = re.compile(rf"{_BODY}$")
"""A body and nothing else behind a label."""
_OPENS_LABEL = r"项目|资金|预算|主管|实施|年度|总体|绩效|金额|负责|联系|[(（]|$"
_ENDS_OF_NAMES = rf"项目单位(?={_BODY}(?:{_OPENS_LABEL}))"
"""A label that may be the end of a name, with a body behind it and another label behind that."""
_NO_LABEL = r"(?!(?:申报|批复|自评|公开|明细|审核)?表|(?:审核|审批|初审|复核)意见)"
"""What stands behind words that are in a title, or of those who sign."""
_UNIT_MARK = r"(?:\((?:万元|元)\))?:?"
_LABELS = (
    LabelKind.FIELD,
    LabelKind.OTHER_FIELD,
    LabelKind.AMOUNT,
    LabelKind.BLOCK,
    LabelKind.OBJECTIVE,
)
_SPENDING = ("initial", "budget", "executed", "rate")
_FIRST_HEAD = re.compile(r"(?:绩效指标)?一级(?:绩效)?指标")
_UNIT = re.compile(r"(?:金额)?单位[:：](?:万元|元|亿元)$")
_BETWEEN_FIGURES = re.compile(r"(?<![\d%‰]) | (?![\d%‰])")
"""A space of a text that has hardly any, but for one that parts two figures."""
_PROSE = re.compile(r"[。；;]")
_NO_VALUE = re.compile(r"[及、和与的是为为]")


def unfold(document: Document) -> Document:
    """Cut lines that hold labels and their values, or column heads and more: at spaces, else at words.

    Lines keep the numbers they have on the paper; a document without such lines stays as it is.
    """
    whole = with_amounts_whole(document.lines)
    if len(whole) < len(document.lines):
        document = msgspec.structs.replace(document, lines=tuple(whole))
    document = restate(document)
    if not any(_has_no_cells(line) for line in document.lines):
        return document
    base = dialects()[BASE]
    words = _printed_words(base.code)
    glued = _glued_lines(document.lines, words)
    lines: list[Line] = []
    spending: list[str] = []
    for index, line in enumerate(document.lines):
        if index in glued:
            lines += _glued_pieces(line, words, spending)
        else:
            lines += _pieces(line, base)
    if len(lines) == len(document.lines):
        return document
    return msgspec.structs.replace(document, lines=tuple(lines))


def _has_no_cells(line: Line) -> bool:
    return len(line.cells) <= 1 and "\t" not in line.text


def _glued_lines(lines: Sequence[Line], words: "_Words") -> set[int]:
    """The short lines just above column heads that glue a label to its value; two at least."""
    glued: set[int] = set()
    for heads, line in enumerate(lines):
        if not _FIRST_HEAD.search(chinese.key(line.text)):
            continue
        above = range(max(0, heads - _MOST_ABOVE), heads)
        glued_above = {at for at in above if _is_glued(lines[at], words)}
        if len(glued_above) >= _FEWEST_GLUED:
            glued |= glued_above
    return glued


def _is_glued(line: Line, words: "_Words") -> bool:
    text = chinese.fold(line.text.strip())
    if not _has_no_cells(line) or len(text) > _LONGEST_GLUED or _PROSE.search(text):
        return False
    if is_row(text) or is_row_without_label(text) or next(find_head_runs(text), None):
        return True
    label = words.cells.match(text)
    behind = text[label.end() :] if label else ""
    return bool(behind) and not (behind[0].isspace() or _NO_VALUE.match(behind))


def _glued_pieces(line: Line, words: "_Words", spending: list[str]) -> Iterator[Line]:
    """The pieces of a short line above the heads; `spending` are the heads of money up to it."""
    for piece in _cut_glued(line.text.strip(), words, spending):
        yield Line(line.number, piece, line.page, line.cells)


def _pieces(line: Line, base: Dialect) -> Iterator[Line]:
    """The pieces of a line that holds labels, column heads and more; else the line itself."""
    squeezed = chinese.key(line.text) if _has_no_cells(line) else ""
    if len(squeezed) < _SHORTEST:
        yield line
        return
    heads = head_pattern(base).search(squeezed) or _FIRST_HEAD.search(squeezed)
    fields = _printed_words(base.code).fields.findall(squeezed)
    holds_table = heads and len(squeezed) - len(heads[0]) >= _SHORTEST // 2
    has_fields = len(set(fields)) >= _FEWEST_FIELDS or any(find_head_runs(squeezed))
    is_prose = _PROSE.search(squeezed[:_SHORTEST]) and not (heads and has_fields)
    if not (holds_table or has_fields) or is_prose:
        yield line
        return
    chunks = line.text.split()
    if len(squeezed) > _SPACED * len(chunks):
        chunks = list(_cut(_BETWEEN_FIGURES.sub("", " ".join(chunks)), base))
    else:
        chunks = list(_labels_apart(chunks, _printed_words(base.code)))
    for chunk in chunks:
        yield Line(line.number, chunk, line.page, line.cells)


def _labels_apart(chunks: Sequence[str], words: "_Words") -> Iterator[str]:
    """The pieces of a line above its heads, labels that are glued to their values apart: 主管部门某局."""
    is_above = True
    for chunk in chunks:
        folded = chinese.fold(chunk)
        is_above = is_above and not _FIRST_HEAD.search(folded)
        label = words.fields.match(folded) if is_above else None
        behind = folded[label.end() :] if label else ""
        if not label or not _BODY_BEHIND.match(behind):
            yield chunk
            continue
        yield chunk[: label.end()]
        yield chunk[label.end() :]


def _cut(text: str, base: Dialect) -> Iterator[str]:
    """Cut a text without separators at the labels above the heads, and at the heads."""
    words = _printed_words(base.code)
    for part in _each_form(text, words):
        yield from _cut_form(part, base, words)


def _each_form(text: str, words: "_Words") -> Iterator[str]:
    """Cut a text that holds several forms before the name of each project but the first."""
    folded = chinese.fold(text)
    heads = [match.start() for match in _FIRST_HEAD.finditer(folded)]
    at = 0
    for above, head in pairwise(heads):
        names = [match.start() for match in words.names.finditer(folded, above, head)]
        if names:
            yield text[at : names[-1]]
            at = names[-1]
    yield text[at:]


def _cut_form(text: str, base: Dialect, words: "_Words") -> Iterator[str]:
    """Cut one form: at the labels above its heads, and at the heads."""
    folded = chinese.fold(text)
    heads = head_pattern(base).search(folded)
    first, last = heads.span() if heads else (len(text), len(text))
    if heads is None and (head := _FIRST_HEAD.search(folded)):
        first = last = head.start()
    yield from _cut_header(text[:first], words)
    yield from _around(words.heads, text[first:last])
    if last < len(text):
        yield text[last:]


def _cut_header(text: str, words: "_Words") -> Iterator[str]:
    """Cut before and behind each label from the first field on; an objective's prose is not cut."""
    folded = chinese.fold(text)
    first = words.fields.search(folded)
    at = first.start() if first else 0
    if at:
        unit = _UNIT.search(text[:at])
        yield from filter(
            None, (text[: unit.start()], unit[0]) if unit else [text[:at]]
        )
    in_prose = False
    kind = ""
    spending: list[str] = []
    runs = _Runs(folded)
    while label := words.labels.search(folded, at):
        if (run := runs.before(label.end(), at)) and not in_prose:
            yield from _heads(text, at, run, spending)
            at, kind = run.end, ""
            continue
        goes_on = label.start() == at and label[0] in words.achieved
        if in_prose and not goes_on:
            break
        opens = label.start() - _opening_before(folded, at, label.start(), kind)
        yield from _values(text, (at, opens), kind, spending)
        stop, kind = _whole_label(folded, label, words)
        yield text[opens:stop]
        at = stop
        spending += [words.spending[label[0]]] if label[0] in words.spending else []
        in_prose = in_prose or words.objectives.fullmatch(label[0]) is not None
    if not in_prose and (run := runs.before(len(text), at)):
        yield from _heads(text, at, run, spending)
        at, kind = run.end, ""
    yield from _values(text, (at, len(text)), "" if in_prose else kind, spending)


def _whole_label(folded: str, label: re.Match[str], words: "_Words") -> tuple[int, str]:
    """Where a label ends that may go on behind words of a list, and the kind of value behind it: 主管单位 | 代码."""
    kind = words.kind_behind(label[0])
    if not kind:
        return label.end(), kind
    following = words.labels.search(folded, label.end())
    behind = folded[label.end() : following.start() if following else len(folded)]
    longer, kind = rest_of_label(behind, kind)
    return label.end() + longer, kind


def _opening_before(folded: str, start: int, end: int, kind: str) -> int:
    """How many characters before a label belong to it, where a value stands before them."""
    return opening_of_next(folded[start:end], kind) if kind else 0


def _values(text: str, span: Span, kind: str, spending: list[str]) -> Iterator[str]:
    """The value behind a label apart from labels that no list has, and from figures of money."""
    start, end = span
    inner = parted(chinese.fold(text[start:end]), kind) if kind else ()
    borders = [start, *(start + at for at in inner), end]
    for first, last in pairwise(borders):
        if first < last:
            yield from rows_apart(text[first:last], spending)


class _Runs:
    """The heads of money that touch in a text."""

    def __init__(self, folded: str) -> None:
        self._runs = list(find_head_runs(folded))

    def before(self, end: int, start: int) -> HeadRun | None:
        """The first run that begins in a stretch."""
        return next((run for run in self._runs if start <= run.start < end), None)


def _heads(text: str, at: int, run: HeadRun, spending: list[str]) -> Iterator[str]:
    """What stands before heads of money, and the heads; `spending` becomes what they hold."""
    if run.start > at:
        yield from before_heads(text[at : run.start])
    yield from heads_apart(text, run)
    spending[:] = run.roles


def _cut_glued(text: str, words: "_Words", spending: list[str]) -> Iterator[str]:
    """Cut a short line before and behind its labels and heads of money; their figures by arithmetic."""
    folded = chinese.fold(text)
    at = 0
    kind = ""
    runs = _Runs(folded)
    while label := words.cells.search(folded, at):
        if run := runs.before(label.end(), at):
            yield from _heads(text, at, run, spending)
            at, kind = run.end, ""
            continue
        opens = label.start() - _opening_before(folded, at, label.start(), kind)
        yield from _values(text, (at, opens), kind, spending)
        stop, kind = _whole_label(folded, label, words)
        yield text[opens:stop]
        at = stop
        while head := words.spent.match(folded, at):
            yield text[at : head.end()]
            spending.append(words.spending[head[0]])
            at = head.end()
    if run := runs.before(len(text), at):
        yield from _heads(text, at, run, spending)
        at, kind = run.end, ""
    yield from _values(text, (at, len(text)), kind, spending)


def _around(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Cut a text before and behind whatever matches."""
    at = 0
    for match in pattern.finditer(chinese.fold(text)):
        if match.start() > at:
            yield text[at : match.start()]
        yield text[match.start() : match.end()]
        at = match.end()
    if at < len(text):
        yield text[at:]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a dialect at which a text without separators is cut."""

    fields: re.Pattern[str]
    names: re.Pattern[str]
    labels: re.Pattern[str]
    cells: re.Pattern[str]
    objectives: re.Pattern[str]
    achieved: frozenset[str]
    spending: dict[str, str]
    spent: re.Pattern[str]
    heads: re.Pattern[str]
    kinds: dict[str, str]

    def kind_behind(self, label: str) -> str:
        """The kind of value behind a field's label; none behind one of money or an objective."""
        return self.kinds.get(label.rstrip(":"), "")


@cache
def _printed_words(code: str) -> _Words:
    base = dialects()[code]
    long = [label for label in base.labels if len(label.words) >= _SHORTEST_LABEL]
    fields = {label.words for label in long if label.kind is LabelKind.FIELD}
    others = {label.words for label in long if label.kind is LabelKind.OTHER_FIELD}
    names = {label.words for label in long if label.name == "project_name"}
    money = {
        label.words
        for label in long
        if label.kind in (LabelKind.AMOUNT, LabelKind.BLOCK)
    }
    achieved = {word for words in base.achieved.values() for word in words}
    spending = {word: role for role, words in base.execution.items() for word in words}
    spent = {word for role in _SPENDING for word in base.execution[role]}
    labels = {label.words for label in long if label.kind in _LABELS} - set(_ENDS_NAMES)
    labels |= spent | achieved | {"分值", "得分"}
    goals = {label.words for label in base.labels if label.kind is LabelKind.OBJECTIVE}
    heads = {word for words in base.heads.values() for word in words} | set(
        base.sidebars
    )
    return _Words(
        fields=re.compile(f"(?:{any_of(fields)}){_NO_LABEL}"),
        names=re.compile(any_of(names)),
        labels=_labels(labels),
        cells=_labels((fields | money | others) - set(_ENDS_NAMES), _ENDS_NAMES, spent),
        objectives=re.compile(rf"(?:{any_of(goals)}):?"),
        achieved=frozenset(achieved),
        spending=spending,
        spent=re.compile(any_of(spending)),
        heads=re.compile(any_of(heads)),
        kinds={
            label.words: ANY
            if label.kind is LabelKind.OTHER_FIELD
            else kind_of_field(label.name)
            for label in base.labels
            if label.kind in (LabelKind.FIELD, LabelKind.OTHER_FIELD)
        },
    )


def _labels(
    words: Iterable[str],
    opening: Sequence[str] = (),
    before_figures: Iterable[str] = (),
) -> re.Pattern[str]:
    """Any label with its unit mark; those of `opening` too where they open a line.

    Those of `before_figures` are labels where an amount stands right behind them.
    """
    first = rf"^(?:{any_of(opening)})|" if opening else ""
    if before_figures:
        first += rf"(?:{any_of(before_figures)})(?=\d)|"
    return re.compile(
        rf"(?:{first}{_BEHIND_BODY}|{_ENDS_OF_NAMES}|(?:其中:)?(?:{any_of(words)})){_NO_LABEL}{_UNIT_MARK}"
    )
