"""Give a table its lines back where extraction ran it together into one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import msgspec

from jixiao import chinese
from jixiao.documents import Document, Line, Span
from jixiao.quantity import find_row_end, find_values, unit_at_end, wording_at_end
from jixiao.targets.dialect import BASE, Dialect, LabelKind, dialects
from jixiao.targets.reading.heads import any_of, head_pattern

_SHORTEST = 60
"""Characters from which on a line may be a whole table."""
_SPACED = 14
"""A line with a space every so many characters is cut at its spaces."""
_SHORTEST_LABEL = 4
_DEGREE = re.compile(
    r"(?:有所|明显|显著|逐步|不断|有效|持续|长期|进一步|稳步|大幅|较大|全面|基本|得到)"
    r"(?:达成预期指标|达成预期目标|提高|提升|改善|增强|增加|加强|保障|促进|推动|降低|减少|完善|健全|巩固|扩大|好转)"
    r"|(?:部分|基本)?达成(?:年度|预期)(?:指标|目标)|已完成|未完成|总分"
)
_ACHIEVED = re.compile(r"(?:指标|目标|已完成|未完成)$")
_REPEATED = re.compile(r"(\d+(?:\.\d+)?)(\1)(\1)?(\d{1,3}(?:\.\d+)?%)?")
_TWICE = re.compile(r"(?<![\d.])(\d{1,2}\.\d)\1(?!\d)")
_REMARK = re.compile(r"(?:计划|行业|历史|其他)标准|定[性量](?:指标)?|[正反]向指标")
_FOOT = re.compile(r"(?:填表人|填报人|制表人|负责人|联系人|联系电话|注|备注)[:：]")
_NOTHING = "无"
_ENDS_NAMES = ("项目主管部门", "项目实施单位", "项目单位", "项目执行单位")
"""Glued to a name that ends in 项目 these would take its end; without 项目 they are labels too."""
_BEHIND_BODY = rf"(?<=[局厅委办站院校馆所队府社会心])(?:{'|'.join(_ENDS_NAMES)})"
_UNIT_MARK = r"(?:\((?:万元|元)\))?:?"
_LABELS = (LabelKind.FIELD, LabelKind.AMOUNT, LabelKind.BLOCK, LabelKind.OBJECTIVE)
_SPENDING = ("initial", "budget", "executed", "rate")
_POINTS = re.compile(r"\d+(?:\.\d+)?")
_MOST_POINTS = 50


def unfold(document: Document) -> Document:
    """Cut lines that hold column heads and more: at spaces, else at labels and values.

    Lines keep the numbers they have on the paper; a document without such lines stays as it is.
    """
    if not any(_may_be_table(line) for line in document.lines):
        return document
    base = dialects()[BASE]
    lines = [piece for line in document.lines for piece in _pieces(line, base)]
    if len(lines) == len(document.lines):
        return document
    return msgspec.structs.replace(document, lines=tuple(lines))


def _may_be_table(line: Line) -> bool:
    return (
        len(line.cells) <= 1 and len(line.text) >= _SHORTEST and "\t" not in line.text
    )


def _pieces(line: Line, base: Dialect) -> Iterator[Line]:
    """The pieces of a line that holds column heads and more; else the line itself."""
    squeezed = chinese.key(line.text)
    heads = head_pattern(base).search(squeezed) if _may_be_table(line) else None
    if heads is None or len(squeezed) - len(heads[0]) < _SHORTEST // 2:
        yield line
        return
    chunks = line.text.split()
    if len(squeezed) > _SPACED * len(chunks):
        chunks = list(_cut("".join(chunks), base))
    for chunk in chunks:
        yield Line(line.number, chunk, line.page, line.cells)


def _cut(text: str, base: Dialect) -> Iterator[str]:
    """Cut a text without separators: labels above the heads, levels and values below."""
    folded = chinese.fold(text)
    words = _printed_words(base.code)
    heads = head_pattern(base).search(folded)
    first, last = heads.span() if heads else (0, 0)
    yield from _cut_header(text[:first], words)
    yield from _around(words.heads, text[first:last])
    if last < len(text):
        yield text[last:]


def _roles_of(heads: Iterable[str], base: Dialect) -> list[str]:
    """The roles of printed heads, in their order."""
    return [
        role for head in heads for role, words in base.heads.items() if head in words
    ]


def _has(roles: Sequence[str], *wanted: str) -> bool:
    return set(wanted) <= set(roles)


def _cut_header(text: str, words: "_Words") -> Iterator[str]:
    """Cut before and behind each label from the first field on; an objective's prose is not cut."""
    folded = chinese.fold(text)
    first = words.fields.search(folded)
    at = first.start() if first else 0
    if at:
        yield text[:at]
    in_prose = False
    for label in words.labels.finditer(folded, at):
        goes_on = label.start() == at and label[0] in words.achieved
        if in_prose and not goes_on:
            break
        if label.start() > at:
            yield from _cut_repeats(text[at : label.start()])
        yield label[0]
        at = label.end()
        in_prose = in_prose or words.objectives.fullmatch(label[0]) is not None
    if at < len(text):
        yield from _cut_repeats(text[at:])


def _cut_repeats(text: str) -> Iterator[str]:
    """Cut what a self-evaluation form says was budgeted and spent: 49.549.549.5100%."""
    repeated = _REPEATED.fullmatch(text)
    yield from filter(None, repeated.groups()) if repeated else [text]


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


def _cut_prefixed(
    text: str, prefix: re.Pattern[str], roles: Sequence[str]
) -> Iterator[str]:
    """Cut before 指标1: and the like, which stay with the names behind them."""
    prefixes = list(prefix.finditer(chinese.fold(text)))
    edges = [match.start() for match in prefixes] + [len(text)]
    if edges[0]:
        yield from _cut_rows(text[: edges[0]], roles)
    for match, stop in zip(prefixes, edges[1:], strict=True):
        name, *others = [*_cut_rows(text[match.end() : stop], roles), ""]
        yield text[match.start() : match.end()] + name
        yield from filter(None, others)


def _cut_rows(text: str, roles: Sequence[str]) -> Iterator[str]:
    """Cut names from values: at figures, at words of degree, at a usual wording in the end.

    `roles` are the columns in their order: remarks are cut out where there is a column for them,
    a unit off the end of a name where its column stands before the value's.
    """
    foot = _FOOT.search(text)
    rows, below = (text[: foot.start()], text[foot.start() :]) if foot else (text, "")
    at = 0
    for start, end in [*_values_in(rows, roles), (len(rows), len(rows))]:
        if start > at:
            yield from _cut_words(rows[at:start], roles, last=start == len(rows))
        if start < end:
            yield from _cut_points(rows[start:end], roles)
        at = end
    if below:
        yield below


def _values_in(text: str, roles: Sequence[str]) -> list[Span]:
    """The figures and dates of a text; points that are glued to one are figures of their own."""
    values = find_values(text)
    if _has(roles, "weight", "value", "actual") and roles.index("weight") < roles.index(
        "value"
    ):
        values = list(_without_weights(text, values))
    if _has(roles, "weight", "score"):
        values = sorted(_with_points(text, values))
    return values


def _without_weights(text: str, values: list[Span]) -> Iterator[Span]:
    """Part points from the value they are glued to, where what was achieved repeats it: 685%85%."""
    for (start, end), (next_start, next_end) in pairwise(
        [*values, (len(text), len(text))]
    ):
        weight_end = end - (next_end - next_start)
        actual = text[next_start:next_end]
        repeats = (
            next_start == end and start < weight_end and text[weight_end:end] == actual
        )
        if repeats and _POINTS.fullmatch(text, start, weight_end):
            yield start, weight_end
            yield weight_end, end
        else:
            yield start, end


def _with_points(text: str, values: list[Span]) -> Iterator[Span]:
    """Part a weight and an equal score into two figures: 12.512.5 is no 12.512."""
    twice = [match.span() for match in _TWICE.finditer(text)]
    for start, end in values:
        if not any(first < end and start < last for first, last in twice):
            yield start, end
    for start, end in twice:
        half = (start + end) // 2
        yield start, half
        yield half, end


def _cut_words(text: str, roles: Sequence[str], *, last: bool) -> Iterator[str]:
    """Cut what stands between two values, or behind the last one."""
    if (
        _has(roles, "reason")
        and text.startswith(_NOTHING)
        and len(text) > _SHORTEST_LABEL
    ):
        yield text[0]
        text = text[1:]
    remarks_apart = _around(_REMARK, text) if _has(roles, "other") else [text]
    *before, name = [row for piece in remarks_apart for row in _cut_rows_inside(piece)]
    for piece, behind in pairwise([*before, name]):
        is_whole = _DEGREE.fullmatch(piece) or not _ACHIEVED.search(behind)
        yield from [piece] if is_whole else _cut_ending(piece)
    unit_first = _has(roles, "unit") and "value" in roles[roles.index("unit") :]
    if last:
        yield from _cut_ending(name)
    elif unit_first and (unit := unit_at_end(name)):
        yield name[:-unit]
        yield name[-unit:]
    else:
        yield name


def _cut_rows_inside(text: str) -> Iterator[str]:
    """Cut at words of degree, and where a row ends inside: 节约办公成本 / 明显 / 带动农户增收."""
    for piece in _around(_DEGREE, text):
        rest = piece
        while wording := find_row_end(rest):
            start, end = wording
            yield rest[:start]
            yield rest[start:end]
            rest = rest[end:]
        yield rest


def _cut_ending(text: str) -> Iterator[str]:
    """Cut a usual wording off the end of a text: 长效管护机制健全."""
    if wording := wording_at_end(text):
        yield text[:-wording]
        yield text[-wording:]
    else:
        yield text


def _cut_points(text: str, roles: Sequence[str]) -> Iterator[str]:
    """Cut 1010 into a weight and a score of ten points, where the form has both."""
    is_number = text.replace(".", "").isdigit()
    if is_number and _has(roles, "weight", "score"):
        for at in range(1, len(text)):
            weight, score = text[:at], text[at:]
            if _is_score_of(score, weight):
                yield weight
                yield score
                return
    yield text


def _is_score_of(score: str, weight: str) -> bool:
    if not (_POINTS.fullmatch(weight) and _POINTS.fullmatch(score)):
        return False
    return score[0] != "0" and float(score) <= float(weight) <= _MOST_POINTS


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a dialect at which a text without separators is cut."""

    fields: re.Pattern[str]
    labels: re.Pattern[str]
    objectives: re.Pattern[str]
    achieved: frozenset[str]
    heads: re.Pattern[str]
    levels: re.Pattern[str]


@cache
def _printed_words(code: str) -> _Words:
    base = dialects()[code]
    long = [label for label in base.labels if len(label.words) >= _SHORTEST_LABEL]
    fields = {label.words for label in long if label.kind is LabelKind.FIELD}
    achieved = {word for words in base.achieved.values() for word in words}
    spending = {word for role in _SPENDING for word in base.execution[role]}
    labels = {label.words for label in long if label.kind in _LABELS} - set(_ENDS_NAMES)
    labels |= spending | achieved
    goals = {label.words for label in base.labels if label.kind is LabelKind.OBJECTIVE}
    heads = {word for words in base.heads.values() for word in words} | set(
        base.sidebars
    )
    levels = {*base.framework.dimension_words, *base.framework.aspect_words}
    whole_levels = {word for word in levels if word.endswith("指标")}
    return _Words(
        fields=re.compile(any_of(fields)),
        labels=re.compile(
            rf"{_BEHIND_BODY}|(?:其中:)?(?:{any_of(labels)}){_UNIT_MARK}"
        ),
        objectives=re.compile(rf"(?:{any_of(goals)}):?"),
        achieved=frozenset(achieved),
        heads=re.compile(any_of(heads)),
        levels=re.compile(rf"(?:{any_of(whole_levels)})(?:\(\d{{1,3}}分?\))?"),
    )
