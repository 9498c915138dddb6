"""Give a table its lines back where extraction ran it together into one."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from jixiao import chinese
from jixiao.documents import Document, Line
from jixiao.quantity import find_values, wording_at_end
from jixiao.targets.dialect import BASE, Dialect, Kind, dialects
from jixiao.targets.heads import head_pattern

_LEAST_LENGTH = 60
_SPACED = 14
"""A line with a space every so many characters is cut at its spaces."""
_SHORTEST_LABEL = 4
_DEGREE = re.compile(
    r"(?:有所|明显|显著|逐步|不断|有效|持续|长期|进一步|稳步|大幅|较大|全面|基本|得到)"
    r"(?:达成预期指标|达成预期目标|提高|提升|改善|增强|增加|加强|保障|促进|推动|降低|减少|完善|健全|巩固|扩大|好转)|(?:部分|基本)?达成(?:年度|预期)(?:指标|目标)|已完成|未完成|总分"
)
_FOOT = re.compile(r"(?:填表人|填报人|制表人|负责人|联系人|联系电话|注|备注)[:：]")
# Glued to a name that ends in 项目 these would take its end; without 项目 they are labels too.
_ENDS_NAMES = ("项目主管部门", "项目实施单位", "项目单位", "项目执行单位")
_POINTS = re.compile(r"\d+(?:\.\d+)?")
_MOST_POINTS = 50


def unfold(document: Document) -> Document:
    """Cut lines that hold column heads and more: at spaces, else at labels and values.

    Lines keep the numbers they have on the paper; a document without such lines stays as it is.
    """
    if all(line.cells or len(line.text) < _LEAST_LENGTH for line in document.lines):
        return document
    base = dialects()[BASE]
    lines = [piece for line in document.lines for piece in _pieces(line, base)]
    if len(lines) == len(document.lines):
        return document
    return msgspec.structs.replace(document, lines=tuple(lines))


def _pieces(line: Line, base: Dialect) -> Iterator[Line]:
    folded = chinese.fold(line.text)
    long = len(folded) >= _LEAST_LENGTH and "\t" not in folded and not line.cells
    squeezed = "".join(folded.split())
    heads = head_pattern(base).search(squeezed) if long else None
    if heads is None or len(squeezed) - len(heads[0]) < _LEAST_LENGTH // 2:
        yield line
        return
    chunks = line.text.split()
    if len(squeezed) > _SPACED * len(chunks):
        chunks = list(_cut("".join(chunks), base))
    for chunk in chunks:
        yield Line(line.number, chunk, line.page)


def _cut(text: str, base: Dialect) -> Iterator[str]:
    """Cut a text without separators: labels above the heads, levels and values below."""
    folded = chinese.fold(text)
    heads = head_pattern(base).search(folded)
    first, last = heads.span() if heads else (0, 0)
    yield from _cut_header(text[:first], base)
    points = 0
    if heads:
        words = _head_words(base)
        yield from _around(words, text[first:last])
        found = words.findall(folded[first:last])
        points = sum(word in (*base.heads["weight"], *base.heads["score"]) for word in found)
    for piece in _around(_level_words(base), text[last:]):
        if _level_words(base).fullmatch(chinese.fold(piece)):
            yield piece
        else:
            yield from _cut_rows(piece, points)


def _cut_header(text: str, base: Dialect) -> Iterator[str]:
    """Cut before and behind each label from the first field on; an objective's prose is not cut."""
    folded = chinese.fold(text)
    fields, labels, objectives = _header_words(base)
    first = fields.search(folded)
    at = first.start() if first else 0
    if at:
        yield text[:at]
    for found in labels.finditer(folded, at):
        if found.start() > at:
            yield text[at : found.start()]
        yield found[0]
        at = found.end()
        if objectives.fullmatch(found[0]):
            break
    if at < len(text):
        yield text[at:]


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


def _cut_rows(text: str, points: int) -> Iterator[str]:
    """Cut names from values: at figures, at words of degree, at a usual wording in the end."""
    foot = _FOOT.search(text)
    rows, below = (text[: foot.start()], text[foot.start() :]) if foot else (text, "")
    at = 0
    for start, end in [*find_values(rows), (len(rows), len(rows))]:
        if start > at:
            *before, last = _around(_DEGREE, rows[at:start])
            for piece in before:
                yield from _cut_ending(piece)
            yield from _cut_ending(last) if start == len(rows) else [last]
        if start < end:
            yield from _cut_points(rows[start:end], points)
        at = end
    if below:
        yield below


def _cut_ending(text: str) -> Iterator[str]:
    """Cut a usual wording off the end of a text: 长效管护机制健全."""
    if wording := wording_at_end(text):
        yield text[:-wording]
        yield text[-wording:]
    else:
        yield text


def _cut_points(text: str, points: int) -> Iterator[str]:
    """Cut 1010 into a weight and a score of ten points, where the form has both."""
    both = 2
    if points == both and text.replace(".", "").isdigit() and len(text) > 1:
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
    goals = {x.words for x in base.labels if x.kind is Kind.OBJECTIVE}
    heads = {word for words in base.heads.values() for word in words} | set(base.sidebars)
    levels = {*base.framework.dimension_words, *base.framework.aspect_words}
    whole = {word for word in levels if word.endswith("指标")}
    unit = r"(?:\((?:万元|元)\))?:?"
    return (
        re.compile(_any(fields)),
        re.compile(rf"(?:其中:)?(?:{_any(labels)}){unit}"),
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
