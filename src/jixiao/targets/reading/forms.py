"""Find where each printed form begins, where its indicator columns begin, and where it ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.money import SCALES
from jixiao.period import read_year
from jixiao.targets.dialect import Dialect, Kind, dialects, recognise
from jixiao.targets.reading.areas import Areas, find_areas
from jixiao.targets.reading.heads import SUM, find_sentences, head_pattern
from jixiao.targets.reading.labels import Labels

_ATTACHMENT = re.compile(r"^附[件表]\d*[:：]?$")
_YEAR_MARK = re.compile(r"\((?:20\d{2})?\)?年?度?\)|^(?:20\d{2})\)?年度?\)?$")
_UNIT = re.compile(
    rf"(?:金额)?单位:({'|'.join(sorted(SCALES, key=len, reverse=True))})(?![\u4e00-\u9fff])"
)
_OPINION = re.compile(
    r"^(?:主管|财政|业务|实施|预算)?(?:部门|单位|处室|科室|股室)?(?:审核|审批|审查)意见"
)
_BODY_NAME = re.compile(r"^[\u4e00-\u9fff]{3,25}(?:局|厅|委|委员会|中心|政府|办公室|院)$")
_DATE_LINE = re.compile(r"^20\d{2}年\d{1,2}月\d{1,2}日$")
_SERIAL = re.compile(r"(?<=表)\s*\d{1,3}$")
_REMARK = re.compile(r"^(?:注|备注|说明|填[表报]说明)\d?[:：]")
_NEXT_CHAPTER = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|附[件表]\d*(?:[:：]|$)"
    r"|[一二三四五六七八九十]+、.*(?:说明|情况|名词解释|公开|表|职责|职能|概况)$"
    r"|.*20\d{2}年(?:度)?(?:部门|单位)预算|目录$)"
)
_LONGEST_TITLE = 50
_MOST_TITLE_LINES = 8


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One printed form: where it stands in the flow and what its title lines say.

    `start` is the first field, `heads` the column heads of the indicators (empty where they are
    missing) and `areas` what they say of values for areas, `sentences` where the indicators are
    told in prose, `body` the first row, `end` the first character after the rows, `tail` the first
    one after the signature lines below them (填表人：…).
    """

    dialect: Dialect
    title: Span
    start: int
    heads: Span
    body: int
    end: int
    tail: int
    areas: Areas | None
    sentences: tuple[Span, ...]
    form_title: str | None
    fiscal_year: int | None
    money_unit: str | None


def find_forms(flow: Flow, coverage: Coverage, chosen: Dialect | None = None) -> list[PrintedForm]:
    """Find every form of a document, in order; title lines are labelled as they are read."""
    looked_for = (chosen,) if chosen else tuple(dialects().values())
    starts = _starts(flow, looked_for)
    forms = []
    edges = [0, *starts]
    titles = [
        _title(flow, start, edge, looked_for) for edge, start in zip(edges, starts, strict=False)
    ]
    for index, (start, title) in enumerate(zip(starts, titles, strict=True)):
        end = titles[index + 1].span[0] if index + 1 < len(starts) else len(flow)
        dialect = chosen or recognise(flow.folded[title.span[0] : end])
        dialect = dialect.fitted_to(flow.folded[start:end])
        heads = _head(flow, dialect, start, end)
        if heads[0] == end and not _has_objective(flow, dialect, start, end):
            continue
        areas = find_areas(flow, heads[1], end) if heads[0] < heads[1] else None
        body = areas.end if areas else heads[1]
        last, tail = _foot(flow, dialect, body, end)
        sentences = tuple(find_sentences(flow, dialect, body, last))
        coverage.label(*title.span)
        forms.append(
            PrintedForm(
                dialect=dialect,
                title=title.span,
                start=start,
                heads=heads,
                body=body,
                end=last,
                tail=tail,
                areas=areas,
                sentences=sentences if body == heads[0] else (),
                form_title=title.text,
                fiscal_year=title.year,
                money_unit=title.unit,
            )
        )
    return forms


def _starts(flow: Flow, looked_for: tuple[Dialect, ...]) -> list[int]:
    """Give the first field of each form: the line of a project name, else the column heads."""
    labels = Labels(label for dialect in looked_for for label in dialect.labels)
    named = list(_lines_with_a_name(flow, labels))
    heads = [head_pattern(dialect) for dialect in looked_for]
    found = sorted(
        {
            match.start()
            for head in heads
            for match in head.finditer(flow.folded)
            if flow.gaps[match.start()] >= Gap.CELL and flow.parted(match.end())
        }
    )
    starts = set(named)
    for before, at in zip([0, *found], found, strict=False):
        if any(before <= name < at for name in named):
            continue
        # Heads below a title of their own open a form; others are printed again for a new page.
        start = _opening(flow, labels, looked_for, before, at)
        if start is not None or not (before or any(name < at for name in named)):
            starts.add(at if start is None else start)
    if not starts:
        told = (find_sentences(flow, dialect, 0, len(flow)) for dialect in looked_for)
        first = next((found[0][0] for found in told if found), None)
        if first is not None:
            start = _opening(flow, labels, looked_for, 0, first)
            return [] if start is None else [start]
    return sorted(starts)


def _opening(
    flow: Flow, labels: Labels, looked_for: tuple[Dialect, ...], edge: int, head: int
) -> int | None:
    """Give the first field below the title above column heads, or the heads themselves.

    None where no line above them, back to `edge`, is a title.
    """
    start = head
    for first, last in reversed(list(flow.line_spans(flow.line_end(edge) if edge else 0, head))):
        if labels.at(flow, first, last):
            start = first
        elif _is_title(flow.folded[first:last], looked_for):
            return start
    return None


def _lines_with_a_name(flow: Flow, labels: Labels) -> Iterator[int]:
    """Give the lines that hold a label for the project's name, first or behind another label.

    Fields printed on the lines just above belong to the same form.
    """
    before = 0
    for first, last in flow.line_spans(0, len(flow)):
        hits = list(labels.find(flow, first, last))
        names = [h for h in hits if h.label.kind is Kind.FIELD and h.label.name == "project_name"]
        if not names or hits[0].start != first:
            continue
        if names[0].start != first and hits[0].label.kind is Kind.OBJECTIVE:
            continue
        start = first
        for above, _ in _lines_above(flow, first, before):
            hit = labels.at(flow, above, flow.line_end(above))
            dated = hit and hit.label.kind is Kind.OTHER_FIELD and hit.label.words.endswith("日期")
            if hit is None or not (dated or hit.label.kind is Kind.FIELD):
                break
            start = above
        yield start
        before = last


def _head(flow: Flow, dialect: Dialect, start: int, end: int) -> Span:
    """Find the column heads; without them the rows begin at the first pair of level labels.

    Or at the first of the sentences that tell them.
    """
    for found in head_pattern(dialect).finditer(flow.folded, start, end):
        if flow.gaps[found.start()] >= Gap.CELL and flow.parted(found.end()):
            return found.span()
    framework = dialect.framework
    for first, _ in flow.line_spans(start, end):
        for word in framework.dimension_words:
            stop = first + len(word)
            if flow.folded.startswith(word, first, end) and flow.parted(stop):
                rest = flow.folded[stop : stop + _LONGEST_TITLE]
                if rest.startswith(tuple(framework.aspect_words)):
                    return first, first
    sentences = find_sentences(flow, dialect, start, end)
    return (sentences[0][0], sentences[0][0]) if sentences else (end, end)


def _foot(flow: Flow, dialect: Dialect, body: int, end: int) -> Span:
    """Say where the rows end and where the signature lines below them end."""
    labels = Labels(dialect.labels)
    last = end
    summed = False
    for first, stop in flow.line_spans(body, end):
        summed = summed or SUM.fullmatch(flow.folded, *next(flow.split(first, stop))) is not None
        begun = last < end
        if _is_signature(flow, labels, dialect, first, stop, summed=summed, begun=begun):
            last = min(last, first)
        elif begun:
            return last, first
        elif _ends_rows(flow, first, stop, end):
            return first, first
    return last, end


def _is_signature(
    flow: Flow, labels: Labels, dialect: Dialect, first: int, stop: int, *, summed: bool, begun: bool
) -> bool:  # fmt: skip
    """Tell 填表人：…　联系电话：… from a row: a field with a colon, or two of them on a line.

    Below the sums 存在问题 and the like need no colon, above them they are words of a row; once
    such lines have begun none needs one.
    """
    hits = [
        hit
        for hit in labels.find(flow, first, stop)
        if hit.label.kind in (Kind.FIELD, Kind.OTHER_FIELD)
    ]
    if not hits or hits[0].start != first:
        return False
    if begun or hits[0].label.words in dialect.follow_up:
        return True
    if hits[0].label.words in dialect.closing:
        return summed
    return len(hits) > 1 or flow.folded[hits[0].end - 1] == ":"


def _ends_rows(flow: Flow, first: int, stop: int, end: int) -> bool:
    """Know what stands below a table: remarks, opinions, the next chapter, a signed date."""
    line = flow.folded[first:stop]
    if _REMARK.match(line) or _OPINION.match(line) or _NEXT_CHAPTER.match(line):
        return True
    below = flow.folded[stop : flow.line_end(stop)] if stop < end else ""
    return bool(_BODY_NAME.match(line) and _DATE_LINE.match(below))


def _has_objective(flow: Flow, dialect: Dialect, start: int, end: int) -> bool:
    labels = Labels(dialect.labels).only(Kind.OBJECTIVE)
    return next(labels.find(flow, start, end), None) is not None


@dataclass(frozen=True, slots=True)
class _Title:
    span: Span
    text: str | None
    year: int | None
    unit: str | None


def _title(flow: Flow, start: int, edge: int, looked_for: tuple[Dialect, ...]) -> _Title:
    """Read the lines above a form's first field as far up as they look like its title."""
    name = _project_name(flow, start)
    text: str | None = None
    year: int | None = None
    unit: str | None = None
    begin = start
    for first, last in _lines_above(flow, start, edge):
        line = flow.folded[first:last]
        if mark := _UNIT.search(line):
            unit = unit or mark[1]
            line = line[: mark.start()] + line[mark.end() :]
        if said := _YEAR_MARK.search(line):
            year = year or read_year(said[0])
            rest = line[: said.start()] + line[said.end() :]
        else:
            rest = line
        if rest and _is_title(rest, looked_for):
            cells = [(a, b) for a, b in flow.split(first, last) if not _is_mark(flow, a, b)]
            text = text or _SERIAL.sub("", " ".join(flow.text(*cell) for cell in cells))
        elif rest and not (_ATTACHMENT.match(rest) or (name and rest == name)):
            break
        begin = first
    if year is None and text:
        year = read_year(text)
    return _Title((begin, start), text, year, unit)


def _is_mark(flow: Flow, start: int, end: int) -> bool:
    """Say whether a chunk of a title line is a unit or a year of its own."""
    text = flow.folded[start:end]
    return bool(_UNIT.fullmatch(text) or _YEAR_MARK.fullmatch(text))


def _lines_above(flow: Flow, start: int, edge: int) -> Iterator[Span]:
    at = start
    for _ in range(_MOST_TITLE_LINES):
        if at <= edge:
            return
        first = flow.line_start(at - 1)
        yield first, at
        at = first


def _is_title(line: str, looked_for: tuple[Dialect, ...]) -> bool:
    short = len(line) <= _LONGEST_TITLE
    wordy = any(mark in line for mark in "。，,;；:")
    return short and not wordy and any(d.title_pattern.search(line) for d in looked_for)


def _project_name(flow: Flow, start: int) -> str:
    """Give what stands beside 项目名称, to know it when it is printed above the form too."""
    cells = list(flow.split(start, flow.line_end(start)))
    return chinese.key("".join(flow.folded[a:b] for a, b in cells[1:]))
