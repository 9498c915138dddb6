"""Find where each printed form begins, where its indicator columns begin, and where it ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.money import SCALES
from jixiao.period import read_year
from jixiao.targets.dialect import BASE, Dialect, Kind, dialects, recognise
from jixiao.targets.labels import Labels

_ATTACHMENT = re.compile(r"^附[件表]\d*[:：]?$")
_YEAR_LINE = re.compile(r"^\(?(?:(20\d{2})\)?年?度?|年度)\)?$")
_UNIT_LINE = re.compile(rf"^(?:金额)?单位:({'|'.join(sorted(SCALES, key=len, reverse=True))})$")
_SERIAL = re.compile(r"(?<=表)\s*\d{1,3}$")
_REMARK = re.compile(r"^(?:注|备注|说明|填[表报]说明)\d?[:：]")
_NEXT_CHAPTER = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|附[件表]\d*(?:[:：]|$)"
    r"|[一二三四五六七八九十]+、.*(?:说明|情况|名词解释|公开))"
)
_LONGEST_TITLE = 50
_MOST_TITLE_LINES = 8


@dataclass(frozen=True, slots=True)
class Form:
    """One printed form: where it stands in the flow and what its title lines say.

    `start` is the first field, `head` the column heads of the indicators (`head == body` where
    they are missing), `end` the first character after the rows, `tail` the first one after the
    signature lines below them (填表人：…).
    """

    dialect: Dialect
    title: Span
    start: int
    head: int
    body: int
    end: int
    tail: int
    form_title: str | None
    fiscal_year: int | None
    money_unit: str | None


def find_forms(flow: Flow, coverage: Coverage, chosen: Dialect | None = None) -> list[Form]:
    """Find every form of a document, in order; title lines are labelled as they are read."""
    base = dialects()[BASE]
    any_heads = [head_pattern(dialect) for dialect in dialects().values()]
    starts = _starts(flow, any_heads)
    forms = []
    edge = 0
    titles = [_title(flow, start, edge, base) for start in starts]
    for index, (start, title) in enumerate(zip(starts, titles, strict=True)):
        end = titles[index + 1].span[0] if index + 1 < len(starts) else len(flow)
        dialect = chosen or recognise(flow.folded[title.span[0] : end])
        dialect = dialect.fitted_to(flow.folded[start:end])
        head, body = _head(flow, dialect, start, end)
        if head == end and not _has_objective(flow, dialect, start, end):
            continue
        last, tail = _foot(flow, dialect, body, end)
        edge = end
        coverage.label(*title.span)
        forms.append(
            Form(
                dialect=dialect,
                title=title.span,
                start=start,
                head=head,
                body=body,
                end=last,
                tail=tail,
                form_title=title.text,
                fiscal_year=title.year,
                money_unit=title.unit,
            )
        )
    return forms


def head_pattern(dialect: Dialect) -> re.Pattern[str]:
    """Compile the row of column heads: level 1, level 2, name (sometimes unnamed), value."""
    columns = ["|".join(map(re.escape, dialect.heads[c])) for c in ("dimension", "aspect")]
    name, value = ("|".join(map(re.escape, dialect.heads[c])) for c in ("name", "value"))
    sidebars = "|".join(map(re.escape, dialect.sidebars))
    return re.compile(rf"(?:{sidebars})*(?:{columns[0]})(?:{columns[1]})(?:{name})?(?:{value})")


def _starts(flow: Flow, heads: list[re.Pattern[str]]) -> list[int]:
    """Give the first field of each form: a project name, else the column heads themselves."""
    base = dialects()[BASE]
    names = Labels(
        label for label in base.labels if label.kind is Kind.FIELD and label.name == "project_name"
    )
    named = [
        hit.start for hit in names.find(flow, 0, len(flow)) if flow.gaps[hit.start] == Gap.LINE
    ]
    starts = list(named)
    last = 0
    found = sorted({m.start() for head in heads for m in head.finditer(flow.folded)})
    for at in found:
        between = [start for start in named if last <= start < at]
        repeated = last and not between
        if not between and not repeated:
            starts.append(at)
        last = at
    return sorted(starts)


def _head(flow: Flow, dialect: Dialect, start: int, end: int) -> Span:
    """Find the column heads; without them the body is empty."""
    for found in head_pattern(dialect).finditer(flow.folded, start, end):
        if flow.gaps[found.start()] >= Gap.CELL:
            return found.span()
    return end, end


def _foot(flow: Flow, dialect: Dialect, body: int, end: int) -> Span:
    """Say where the rows end and where the signature lines below them end."""
    signatures = Labels(dialect.labels).only(Kind.OTHER_FIELD)
    last = end
    for first, stop in flow.line_spans(body, end):
        line = flow.folded[first:stop]
        hit = signatures.at(flow, first, stop)
        signed = hit is not None and flow.folded[hit.end - 1] == ":"
        if signed and last == end:
            last = first
        elif _REMARK.match(line) or _NEXT_CHAPTER.match(line):
            return min(last, first), first
        elif not signed and last < end:
            return last, first
    return last, end


def _has_objective(flow: Flow, dialect: Dialect, start: int, end: int) -> bool:
    labels = Labels(dialect.labels).only(Kind.OBJECTIVE)
    return next(labels.find(flow, start, end), None) is not None


@dataclass(frozen=True, slots=True)
class _Title:
    span: Span
    text: str | None
    year: int | None
    unit: str | None


def _title(flow: Flow, start: int, edge: int, base: Dialect) -> _Title:
    """Read the lines above a form's first field as far up as they look like its title."""
    name = _project_name(flow, start)
    text: str | None = None
    year: int | None = None
    unit: str | None = None
    begin = start
    for first, last in _lines_above(flow, start, edge):
        line = flow.folded[first:last]
        if mark := _UNIT_LINE.match(line):
            unit = unit or mark[1]
        elif _YEAR_LINE.match(line):
            year = year or read_year(flow.text(first, last))
        elif _is_title(flow, first, last, base):
            text = text or _SERIAL.sub("", flow.text(first, last))
        elif not (_ATTACHMENT.match(line) or (name and line == name)):
            break
        begin = first
    if year is None and text:
        year = read_year(text)
    return _Title((begin, start), text, year, unit)


def _lines_above(flow: Flow, start: int, edge: int) -> Iterator[Span]:
    at = start
    for _ in range(_MOST_TITLE_LINES):
        if at <= edge:
            return
        first = flow.line_start(at - 1)
        yield first, at
        at = first


def _is_title(flow: Flow, first: int, last: int, base: Dialect) -> bool:
    line = flow.folded[first:last]
    patterns = [base.title_pattern, *(d.title_pattern for d in dialects().values())]
    short = len(line) <= _LONGEST_TITLE
    wordy = any(mark in line for mark in "。，,;；:")
    return short and not wordy and any(pattern.search(line) for pattern in patterns)


def _project_name(flow: Flow, start: int) -> str:
    """Give what stands beside 项目名称, to know it when it is printed above the form too."""
    cells = list(flow.split(start, flow.line_end(start)))
    return chinese.key("".join(flow.folded[a:b] for a, b in cells[1:]))
