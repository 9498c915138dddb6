"""Indicators told in sentences: 数量指标：培训场次≥4次；发放手册2000册。"""

import re
from collections.abc import Iterator

from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Note
from jixiao.quantity import find_values, wording_at_end
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import ITEM_NUMBER
from jixiao.targets.reading.levels import Body, IndicatorGroup, IndicatorRow, Level, Levels

_ENDS = re.compile(rf"[;。]|,?(?={ITEM_NUMBER})")
_OPENING_NUMBER = re.compile(ITEM_NUMBER)
_STATED = re.compile(
    r"(?P<name>.+?),?(?:年初|年度|预期|计划)?(?:目标|指标|计划)值(?:为|:)?(?P<value>[^,]+)"
    r"(?:,(?:全年)?实际(?:完成)?值?(?:为|:)?(?P<actual>[^,]+))?"
    r"(?:,(?:自评)?得分(?:为|:)?(?P<score>\d+(?:\.\d+)?分?))?"
)
_ACTUAL = re.compile(r",(?:全年)?实际(?:完成|达到)?(?:值)?(?:为|:)?(?P<actual>[^,]+)$")


def read_sentences(
    flow: Flow, coverage: Coverage, form: PrintedForm, levels: Levels, before: IndicatorGroup | None
) -> Body:
    """Read the sentences of a form into rows; the last one ends where its line does."""
    rows: list[IndicatorRow] = []
    empty: list[IndicatorGroup] = []
    group = before
    last = _last_stop(flow, form.sentences[-1][1], form.end)
    stops = [opening[0] for opening in form.sentences[1:]] + [last]
    for (start, at), stop in zip(form.sentences, stops, strict=True):
        coverage.label(start, stop)
        group = levels.open(_level(flow, form, start, at), None, group)
        items = [_row(flow, group, *item) for item in _items(flow, at, stop)]
        rows += items
        if not items:
            empty.append(group)
    note = Note(code="told_in_sentences", text="指标写在句子里，按“名称加数值”拆开，请核对")
    return Body(rows, empty, [note], group)


def _level(flow: Flow, form: PrintedForm, start: int, end: int) -> Level:
    words = form.dialect.framework.aspect_words
    folded = flow.folded[start:end]
    word = max((word for word in words if word in folded), key=len)
    at = start + folded.index(word)
    return Level(words[word], at, at + len(word), flow.text(at, at + len(word)))


def _last_stop(flow: Flow, at: int, end: int) -> int:
    """Say where the last sentence ends: at the first line that ends in a full stop, or is last."""
    for _, stop in flow.line_spans(at, end):
        if flow.folded[stop - 1] not in ";,、" and not flow.folded[stop - 1].isdigit():
            return stop
    return end


def _items(flow: Flow, start: int, end: int) -> Iterator[Span]:
    """Cut at semicolons, full stops and numbers of a list."""
    at = start
    cuts = [match.span() for match in _ENDS.finditer(flow.folded, start, end)]
    for first, last in [*cuts, (end, end)]:
        number = _OPENING_NUMBER.match(flow.folded, at, first)
        begin = number.end() if number else at
        if begin < first:
            yield begin, first
        at = max(at, last)


def _row(flow: Flow, group: IndicatorGroup, start: int, end: int) -> IndicatorRow:
    text = flow.folded[start:end]
    if stated := _STATED.fullmatch(text):
        name, value = _span(stated, "name", start), _span(stated, "value", start)
        beside = {r: _span(stated, r, start) for r in ("actual", "score") if stated[r]}
        return IndicatorRow(group, (name,), (value,), start, end, beside=beside)
    actual = _ACTUAL.search(text)
    beside = {"actual": _figures_of(actual, start)} if actual else {}
    told = text[: actual.start()] if actual else text
    values = find_values(told)
    if values:
        first, last = values[0][0], values[-1][1]
        whole = last == len(told) and first > 0
        name = (start, start + (first if whole else len(told)))
        value = (start + first, start + (last if whole else values[0][1]))
        return IndicatorRow(group, (name,), (value,), start, end, beside=beside)
    wording = wording_at_end(told)
    name = (start, start + len(told) - wording)
    value_ = ((name[1], start + len(told)),) if wording else ()
    return IndicatorRow(group, (name,), value_, start, end, beside=beside)


def _span(found: re.Match[str], part: str, at: int) -> Span:
    return at + found.start(part), at + found.end(part)


def _figures_of(found: re.Match[str], at: int) -> Span:
    """Give what was achieved: its figures, or all its words where it has none."""
    first, last = _span(found, "actual", at)
    figures = find_values(found["actual"])
    return (first + figures[-1][0], first + figures[-1][1]) if figures else (first, last)
