"""Indicators told in sentences: 数量指标：培训场次≥4次；发放手册2000册。"""

import re
from collections.abc import Iterator
from dataclasses import replace

from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Note
from jixiao.quantity import find_values
from jixiao.targets.reading.clauses import (
    TARGET_SAID,
    clauses_at_commas,
    is_told,
    part_clause,
)
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
    rf"(?P<name>.+?),?{TARGET_SAID}(?:为|:)?(?P<value>[^,]+)"
    r"(?:,(?:全年)?实际(?:完成)?值?(?:为|:)?(?P<actual>[^,]+))?"
    r"(?:,(?:自评)?得分(?:为|:)?(?P<score>\d+(?:\.\d+)?分?))?"
)
_BESIDE_TARGET = re.compile(r",(?:全年|自评)?(?:实际|得分|得\d)")
"""What tells of more than a target."""
_FEWEST_IN_PROSE = 3
_IN_PROSE = "指标写在一段话里，按句拆开"
_IN_SENTENCES = Note(
    code="told_in_sentences", text="指标写在句子里，按“名称加数值”拆开，请核对"
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
        group, above = _opened(flow, form, levels, (start, at), group), group
        clauses = list(_clauses(flow, at, stop))
        rows += [_row(flow, group, *clause) for clause in clauses]
        if not clauses and group.aspect and group is not above:
            empty.append(group)
    return Body(rows, empty, [_IN_SENTENCES], group)


def _opened(
    flow: Flow,
    form: PrintedForm,
    levels: Levels,
    opening: Span,
    above: IndicatorGroup | None,
) -> IndicatorGroup:
    """The group that the label in the opening of a sentence, or on a line of its own, opens."""
    framework = form.dialect.framework
    if aspect := _level(flow, framework.aspect_words, opening):
        return levels.open(aspect, None, above)
    dimension = _level(flow, framework.dimension_words, opening)
    if dimension:
        return IndicatorGroup.of_dimension(dimension)
    return above or IndicatorGroup.unlabelled(opening[0])


def _level(flow: Flow, words: dict[str, str], opening: Span) -> Level | None:
    """The longest label of a level in an opening."""
    start, end = opening
    folded = flow.folded[start:end]
    word = max((word for word in words if word in folded), key=len, default=None)
    if word is None:
        return None
    first = start + folded.index(word)
    last = first + len(word)
    return Level(words[word], first, last, flow.text(first, last))


def _last_stop(flow: Flow, at: int, end: int) -> int:
    """Where the last sentence ends: at the first line that ends in a full stop, or is last."""
    for _, stop in flow.line_spans(at, end):
        last = flow.folded[stop - 1]
        if last not in _GOES_ON and not last.isdigit():
            return stop
    return end


def _clauses(flow: Flow, start: int, end: int) -> Iterator[Span]:
    """Cut at semicolons, full stops, numbers of a list, and commas that part indicators."""
    at = start
    cuts = [match.span() for match in _ENDS.finditer(flow.folded, start, end)]
    for first, last in [*cuts, (end, end)]:
        number = _OPENING_NUMBER.match(flow.folded, at, first)
        begin = number.end() if number else at
        if begin < first:
            yield from _at_commas(flow, begin, first)
        at = max(at, last)


def _at_commas(flow: Flow, start: int, end: int) -> Iterator[Span]:
    text = flow.key(start, end)
    if _STATED.fullmatch(text) or _BESIDE_TARGET.search(text):
        yield start, end
        return
    for first, last in clauses_at_commas(text):
        yield start + first, start + last


def _row(flow: Flow, group: IndicatorGroup, start: int, end: int) -> IndicatorRow:
    """Read a clause: with its values named one by one, else as a name and its figures or words."""
    text = flow.key(start, end)
    if stated := _STATED.fullmatch(text):
        beside = {role: _span(stated, role, start) for role in _BESIDE if stated[role]}
        name, value = _span(stated, "name", start), _span(stated, "value", start)
        return IndicatorRow(group, (name,), (value,), start, end, beside=beside)
    beside = {}
    if actual := _ACTUAL.search(text):
        text = text[: actual.start()]
        beside = {"actual": _figures_of(actual, start)}
    clause = part_clause(text)
    name = (start + clause.name[0], start + clause.name[1])
    target = (start + clause.target[0], start + clause.target[1])
    values = (target,) if clause.has_target else ()
    return IndicatorRow(group, (name,), values, start, end, beside=beside)


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


def read_prose(flow: Flow, coverage: Coverage, stretch: Span) -> Body:
    """Read an objective that tells of its indicators in prose, where a form has no other rows.

    What tells of no figures is no row. Nothing where fewer than three clauses do; all rows are unsure.
    """
    group = IndicatorGroup.unlabelled(stretch[0])
    rows = [
        replace(row, doubt=_IN_PROSE)
        for clause in _clauses(flow, *stretch)
        if is_told(flow.key(*clause))
        for row in [_row(flow, group, *clause)]
        if row.value
    ]
    has_figures = [flow.key(*row.value[0]) for row in rows]
    if sum(bool(find_values(text)) for text in has_figures) < _FEWEST_IN_PROSE:
        return Body([], [], [], None)
    for row in rows:
        coverage.use(row.start, min(row.end + 1, stretch[1]))
    return Body(rows, [], [_IN_SENTENCES], group)
