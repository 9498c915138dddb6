"""Indicators told in sentences: 数量指标：培训场次≥4次；发放手册2000册。"""

import re
from collections.abc import Iterator

from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Note
from jixiao.quantity import find_values, wording_at_end
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import ITEM_NUMBER
from jixiao.targets.reading.levels import (
    Body,
    IndicatorGroup,
    IndicatorRow,
    Level,
    Levels,
)

_ENDS = re.compile(rf"[;。]|,?(?={ITEM_NUMBER})")
_OPENING_NUMBER = re.compile(ITEM_NUMBER)
_GOES_ON = ";,、"
_BESIDE = ("actual", "score")
_STATED = re.compile(
    r"(?P<name>.+?),?(?:年初|年度|预期|计划)?(?:目标|指标|计划)值(?:为|:)?(?P<value>[^,]+)"
    r"(?:,(?:全年)?实际(?:完成)?值?(?:为|:)?(?P<actual>[^,]+))?"
    r"(?:,(?:自评)?得分(?:为|:)?(?P<score>\d+(?:\.\d+)?分?))?"
)
_ACTUAL = re.compile(r",(?:全年)?实际(?:完成|达到)?(?:值)?(?:为|:)?(?P<actual>[^,]+)$")


def read_sentences(
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    levels: Levels,
    before: IndicatorGroup | None,
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
        clauses = list(_clauses(flow, at, stop))
        rows += [_row(flow, group, *clause) for clause in clauses]
        if not clauses:
            empty.append(group)
    note = Note(
        code="told_in_sentences", text="指标写在句子里，按“名称加数值”拆开，请核对"
    )
    return Body(rows, empty, [note], group)


def _level(flow: Flow, form: PrintedForm, start: int, end: int) -> Level:
    """The second-level label in the opening of a sentence."""
    aspect_words = form.dialect.framework.aspect_words
    folded = flow.folded[start:end]
    word = max((word for word in aspect_words if word in folded), key=len)
    first = start + folded.index(word)
    last = first + len(word)
    return Level(aspect_words[word], first, last, flow.text(first, last))


def _last_stop(flow: Flow, at: int, end: int) -> int:
    """Where the last sentence ends: at the first line that ends in a full stop, or is last."""
    for _, stop in flow.line_spans(at, end):
        last = flow.folded[stop - 1]
        if last not in _GOES_ON and not last.isdigit():
            return stop
    return end


def _clauses(flow: Flow, start: int, end: int) -> Iterator[Span]:
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
    """Read a clause: with its values named one by one, else as a name and its figures or words."""
    text = flow.key(start, end)
    if stated := _STATED.fullmatch(text):
        beside = {role: _span(stated, role, start) for role in _BESIDE if stated[role]}
        name, value = _span(stated, "name", start), _span(stated, "value", start)
        return IndicatorRow(group, (name,), (value,), start, end, beside=beside)
    stop = end
    beside = {}
    if actual := _ACTUAL.search(text):
        stop = start + actual.start()
        beside = {"actual": _figures_of(actual, start)}
    name, values = _name_and_value(flow, start, stop)
    return IndicatorRow(group, (name,), values, start, end, beside=beside)


def _name_and_value(flow: Flow, start: int, stop: int) -> tuple[Span, tuple[Span, ...]]:
    """Part a clause: 培训场次≥4次, else figures inside its words, else a wording at its end."""
    text = flow.key(start, stop)
    values = find_values(text)
    if not values:
        behind_name = stop - wording_at_end(text)
        wording = ((behind_name, stop),) if behind_name < stop else ()
        return (start, behind_name), wording
    first_start, first_end = values[0]
    begin = start + first_start
    if first_start > 0 and values[-1][1] == len(text):
        return (start, begin), ((begin, stop),)
    return (start, stop), ((begin, start + first_end),)


def _span(match: re.Match[str], part: str, at: int) -> Span:
    return at + match.start(part), at + match.end(part)


def _figures_of(match: re.Match[str], at: int) -> Span:
    """What was achieved: its figures, or all its words where it has none."""
    start, end = _span(match, "actual", at)
    figures = find_values(match["actual"])
    if not figures:
        return start, end
    first, last = figures[-1]
    return start + first, start + last
