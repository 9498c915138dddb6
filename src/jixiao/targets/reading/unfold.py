"""Give a table its lines back where extraction ran it together into one."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import msgspec

from jixiao import chinese
from jixiao.documents import Document, Line
from jixiao.quantity import find_row_end, find_values, unit_at_end, wording_at_end
from jixiao.targets.dialect import BASE, Dialect, Kind, dialects
from jixiao.targets.reading.heads import head_pattern

_LEAST_LENGTH = 60
_SPACED = 14
"""A line with a space every so many characters is cut at its spaces."""
_SHORTEST_LABEL = 4
_DEGREE = re.compile(
    r"(?:有所|明显|显著|逐步|不断|有效|持续|长期|进一步|稳步|大幅|较大|全面|基本|得到)"
    r"(?:达成预期指标|达成预期目标|提高|提升|改善|增强|增加|加强|保障|促进|推动|降低|减少|完善|健全|巩固|扩大|好转)|(?:部分|基本)?达成(?:年度|预期)(?:指标|目标)|已完成|未完成|总分"
)
_ACHIEVED = re.compile(r"(?:指标|目标|已完成|未完成)$")
_REPEATED = re.compile(r"(\d+(?:\.\d+)?)(\1)(\1)?(\d{1,3}(?:\.\d+)?%)?")
_TWICE = re.compile(r"(?<![\d.])(\d{1,2}\.\d)\1(?!\d)")
_REMARK = re.compile(r"(?:计划|行业|历史|其他)标准|定[性量](?:指标)?|[正反]向指标")
_FOOT = re.compile(r"(?:填表人|填报人|制表人|负责人|联系人|联系电话|注|备注)[:：]")
# Glued to a name that ends in 项目 these would take its end; without 项目 they are labels too.
_ENDS_NAMES = ("项目主管部门", "项目实施单位", "项目单位", "项目执行单位")
_POINTS = re.compile(r"\d+(?:\.\d+)?")
_MOST_POINTS = 50


def unfold(document: Document) -> Document:
    """Cut lines that hold column heads and more: at spaces, else at labels and values.

    Lines keep the numbers they have on the paper; a document without such lines stays as it is.
    """
    if all(len(line.cells) > 1 or len(line.text) < _LEAST_LENGTH for line in document.lines):
        return document
    base = dialects()[BASE]
    lines = [piece for line in document.lines for piece in _pieces(line, base)]
    if len(lines) == len(document.lines):
        return document
    return msgspec.structs.replace(document, lines=tuple(lines))


def _pieces(line: Line, base: Dialect) -> Iterator[Line]:
    folded = chinese.fold(line.text)
    long = len(folded) >= _LEAST_LENGTH and "\t" not in folded and len(line.cells) <= 1
    squeezed = "".join(folded.split())
    heads = head_pattern(base).search(squeezed) if long else None
    if heads is None or len(squeezed) - len(heads[0]) < _LEAST_LENGTH // 2:
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
    heads = head_pattern(base).search(folded)
    first, last = heads.span() if heads else (0, 0)
    yield from _cut_header(text[:first], base)
    roles: list[str] = []
    if heads:
        words = _head_words(base)
        yield from _around(words, text[first:last])
        found = words.findall(folded[first:last])
        roles = [role for word in found for role in base.heads if word in base.heads[role]]
    for piece in _around(_level_words(base), text[last:]):
        if _level_words(base).fullmatch(chinese.fold(piece)):
            yield piece
        else:
            yield from _cut_prefixed(piece, base, roles)


def _cut_header(text: str, base: Dialect) -> Iterator[str]:
    """Cut before and behind each label from the first field on; an objective's prose is not cut."""
    folded = chinese.fold(text)
    fields, labels, objectives = _header_words(base)
    achieved = {word for words in base.achieved.values() for word in words}
    first = fields.search(folded)
    at = first.start() if first else 0
    if at:
        yield text[:at]
    prose = False
    for found in labels.finditer(folded, at):
        if prose and not (found.start() == at and found[0] in achieved):
            break
        if found.start() > at:
            yield from _cut_repeats(text[at : found.start()])
        yield found[0]
        at = found.end()
        prose = prose or objectives.fullmatch(found[0]) is not None
    if at < len(text):
        yield from _cut_repeats(text[at:])


def _cut_repeats(text: str) -> Iterator[str]:
    """Cut what a self-evaluation form says was budgeted and spent: 49.549.549.5100%."""
    found = _REPEATED.fullmatch(text)
    yield from (part for part in found.groups() if part) if found else [text]


def _around(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Cut a text before and behind whatever matches."""
    at = 0
    for found in pattern.finditer(chinese.fold(text)):
        if found.start() > at:
            yield text[at : found.start()]
        yield text[found.start() : found.end()]
        at = found.end()
    if at < len(text):
        yield text[at:]


def _cut_prefixed(text: str, base: Dialect, roles: list[str]) -> Iterator[str]:
    """Cut before 指标1: and the like, which stay with the names behind them."""
    found = list(base.prefix.finditer(chinese.fold(text)))
    edges = [match.start() for match in found] + [len(text)]
    if edges[0]:
        yield from _cut_rows(text[: edges[0]], roles)
    for match, stop in zip(found, edges[1:], strict=True):
        name, *rest = [*_cut_rows(text[match.end() : stop], roles), ""]
        yield text[match.start() : match.end()] + name
        yield from (part for part in rest if part)


def _cut_rows(text: str, roles: list[str]) -> Iterator[str]:
    """Cut names from values: at figures, at words of degree, at a usual wording in the end.

    `roles` are the columns in their order: remarks are cut out where there is a column for them,
    a unit off the end of a name where its column stands before the value's.
    """
    foot = _FOOT.search(text)
    rows, below = (text[: foot.start()], text[foot.start() :]) if foot else (text, "")
    at = 0
    values = find_values(rows)
    if {"weight", "actual"} <= set(roles) and roles.index("weight") < roles.index("value"):
        values = list(_without_weights(rows, values))
    if {"weight", "score"} <= set(roles):
        values = sorted(_with_points(rows, values))
    for start, end in [*values, (len(rows), len(rows))]:
        if start > at:
            yield from _cut_words(rows[at:start], roles, last=start == len(rows))
        if start < end:
            yield from _cut_points(rows[start:end], roles)
        at = end
    if below:
        yield below


def _without_weights(text: str, values: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Part points from the value they are glued to, where what was achieved repeats it: 685%85%."""
    for (start, end), (begin, stop) in pairwise([*values, (len(text), len(text))]):
        at = end - (stop - begin)
        repeats = begin == end and start < at and text[at:end] == text[begin:stop]
        if repeats and _POINTS.fullmatch(text, start, at):
            yield start, at
            yield at, end
        else:
            yield start, end


def _with_points(text: str, values: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give a weight and an equal score as two figures: 12.512.5 is no 12.512."""
    twice = [found.span() for found in _TWICE.finditer(text)]
    for start, end in values:
        if not any(a < end and start < b for a, b in twice):
            yield start, end
    for start, end in twice:
        half = (start + end) // 2
        yield start, half
        yield half, end


def _cut_words(text: str, roles: list[str], *, last: bool) -> Iterator[str]:
    """Cut what stands between two values, or behind the last one."""
    if "reason" in roles and text.startswith("无") and len(text) > _SHORTEST_LABEL:
        yield text[0]
        text = text[1:]
    pieces = [text] if "other" not in roles else list(_around(_REMARK, text))
    parts = [part for piece in pieces for part in _around(_DEGREE, piece)]
    *before, name = [row for part in parts for row in _cut_inside(part)]
    for piece, behind in pairwise([*before, name]):
        whole = _DEGREE.fullmatch(piece) or not _ACHIEVED.search(behind)
        yield from [piece] if whole else _cut_ending(piece)
    unit_first = "unit" in roles and "value" in roles[roles.index("unit") :]
    if last:
        yield from _cut_ending(name)
    elif unit_first and (unit := unit_at_end(name)):
        yield name[:-unit]
        yield name[-unit:]
    else:
        yield name


def _cut_inside(text: str) -> Iterator[str]:
    """Cut where a row ends inside a text: 节约办公成本 / 明显 / 带动农户增收."""
    while end := find_row_end(text):
        yield text[: end[0]]
        yield text[slice(*end)]
        text = text[end[1] :]
    yield text


def _cut_ending(text: str) -> Iterator[str]:
    """Cut a usual wording off the end of a text: 长效管护机制健全."""
    if wording := wording_at_end(text):
        yield text[:-wording]
        yield text[-wording:]
    else:
        yield text


def _cut_points(text: str, roles: list[str]) -> Iterator[str]:
    """Cut 1010 into a weight and a score of ten points, where the form has both."""
    both = {"weight", "score"} <= set(roles)
    if both and text.replace(".", "").isdigit() and len(text) > 1:
        for at in range(1, len(text)):
            weight, score = text[:at], text[at:]
            fits = _POINTS.fullmatch(weight) and _POINTS.fullmatch(score)
            if fits and score[0] != "0" and float(score) <= float(weight) <= _MOST_POINTS:
                yield weight
                yield score
                return
    yield text


def _any(words: set[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _words(code: str) -> tuple[re.Pattern[str], ...]:
    base = dialects()[code]
    kinds = (Kind.FIELD, Kind.AMOUNT, Kind.BLOCK, Kind.OBJECTIVE)
    fields = {
        x.words for x in base.labels if x.kind is Kind.FIELD and len(x.words) >= _SHORTEST_LABEL
    }
    labels = {x.words for x in base.labels if x.kind in kinds and len(x.words) >= _SHORTEST_LABEL}
    labels -= set(_ENDS_NAMES)
    labels |= {
        word for role in ("initial", "budget", "executed", "rate") for word in base.execution[role]
    }
    labels |= {word for words in base.achieved.values() for word in words}
    behind_body = rf"(?<=[局厅委办站院校馆所队府社会心])(?:{'|'.join(_ENDS_NAMES)})"
    goals = {x.words for x in base.labels if x.kind is Kind.OBJECTIVE}
    heads = {word for words in base.heads.values() for word in words} | set(base.sidebars)
    levels = {*base.framework.dimension_words, *base.framework.aspect_words}
    whole = {word for word in levels if word.endswith("指标")}
    unit = r"(?:\((?:万元|元)\))?:?"
    return (
        re.compile(_any(fields)),
        re.compile(rf"{behind_body}|(?:其中:)?(?:{_any(labels)}){unit}"),
        re.compile(rf"(?:{_any(goals)}):?"),
        re.compile(_any(heads)),
        re.compile(rf"(?:{_any(whole)})(?:\(\d{{1,3}}分?\))?"),
    )


def _header_words(base: Dialect) -> tuple[re.Pattern[str], ...]:
    return _words(base.code)[:3]


def _head_words(base: Dialect) -> re.Pattern[str]:
    return _words(base.code)[3]


def _level_words(base: Dialect) -> re.Pattern[str]:
    return _words(base.code)[4]
