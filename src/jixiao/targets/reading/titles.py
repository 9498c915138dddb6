"""The title lines above a form: its title, its year, and the unit of its money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao import chinese
from jixiao.documents import Flow, Span
from jixiao.money import SCALES
from jixiao.period import read_year
from jixiao.targets.dialect import Dialect

_ATTACHMENT = re.compile(r"^附[件表]\d*[:：]?$")
_YEAR_MARK = re.compile(r"\((?:20\d{2})?\)?年?度?\)|^(?:20\d{2})\)?年度?\)?$")
_NO_MORE = r"(?![\u4e00-\u9fff])"
_UNIT = re.compile(
    rf"(?:金额)?单位:({'|'.join(sorted(SCALES, key=len, reverse=True))}){_NO_MORE}"
)
_UNIT_ANYWHERE = re.compile(_UNIT.pattern.removesuffix(_NO_MORE))
_UNIT_OF_MONEY = re.compile(
    r"(?:资金|预算|金额|经费|支出|执行)[\u4e00-\u9fff]{0,6}\((?:单位:)?(亿元|百万元|万元|千元|元)\)"
)
_CHARACTER = re.compile("[\u4e00-\u9fff]")
_SERIAL = re.compile(r"(?<=表)\s*\d{1,3}$")
_LONGEST_TITLE = 50
_MOST_TITLE_LINES = 8
_NOT_IN_TITLES = frozenset("。，,;；:")


@dataclass(frozen=True, slots=True)
class Title:
    """What stands above the first field: `span` ends there."""

    span: Span
    text: str | None
    year: int | None
    unit: str | None


def read_title(
    flow: Flow, start: int, edge: int, looked_for: tuple[Dialect, ...]
) -> Title:
    """Read the lines above a form's first field, not above `edge`, while they look like its title.

    Of two titles, years or units the one nearer to the fields counts.
    """
    project = _project_name(flow, start)
    lines: list[_TitleLine] = []
    begin = start
    for span in lines_above(flow, start, edge):
        line = _title_line(flow, span)
        lines.append(line)
        belongs = not line.rest or line.rest == project or _ATTACHMENT.match(line.rest)
        if not (belongs or is_title(line.rest, looked_for)):
            break
        begin = span[0]
    titles = [
        line.span for line in lines if line.rest and is_title(line.rest, looked_for)
    ]
    text = next(filter(None, (_title_text(flow, span) for span in titles)), None)
    year = next((line.year for line in lines if line.year), None)
    unit = next((line.unit for line in lines if line.unit), None)
    if year is None and text:
        year = read_year(text)
    return Title((begin, start), text, year, unit)


@dataclass(frozen=True, slots=True)
class _TitleLine:
    """A line above a form: its unit and year, and what is left of it in half width."""

    span: Span
    rest: str
    year: int | None
    unit: str | None


def _title_line(flow: Flow, span: Span) -> _TitleLine:
    line, unit = _cut_out(_UNIT, flow.key(*span))
    rest, year = _cut_out(_YEAR_MARK, line)
    return _TitleLine(
        span=span,
        rest=rest,
        year=read_year(year[0]) if year else None,
        unit=unit[1] if unit else None,
    )


def unit_between(flow: Flow, start: int, end: int) -> str | None:
    """The unit of money printed anywhere in a stretch, beside a title or a head of money of no known words."""
    printed = _UNIT_ANYWHERE.finditer(flow.folded, start, end)
    if unit := next((each[1] for each in printed if _ends(flow, each.end())), None):
        return unit
    beside = _UNIT_OF_MONEY.search(flow.folded, start, end)
    return beside[1] if beside else None


def _ends(flow: Flow, at: int) -> bool:
    """Whether words end here: 单位:元 and not 单位:元氏县."""
    return flow.parted(at) or not _CHARACTER.match(flow.folded, at)


def is_title(line: str, looked_for: tuple[Dialect, ...]) -> bool:
    """Whether a line reads like the title of a form of one of the dialects."""
    if len(line) > _LONGEST_TITLE or not _NOT_IN_TITLES.isdisjoint(line):
        return False
    return any(dialect.title_pattern.search(line) for dialect in looked_for)


def lines_above(flow: Flow, start: int, edge: int) -> Iterator[Span]:
    """The lines that may belong to a title, from the lowest up to `edge`."""
    at = start
    for _ in range(_MOST_TITLE_LINES):
        if at <= edge:
            return
        first = flow.line_start(at - 1)
        yield first, at
        at = first


def _cut_out(pattern: re.Pattern[str], line: str) -> tuple[str, re.Match[str] | None]:
    """A line without what the pattern matches, and the match."""
    match = pattern.search(line)
    if not match:
        return line, None
    return line[: match.start()] + line[match.end() :], match


def _title_text(flow: Flow, line: Span) -> str:
    """A title line without the unit and the year that stand apart on it, and without its number."""
    chunks = [chunk for chunk in flow.split(*line) if not _is_mark(flow, chunk)]
    return _SERIAL.sub("", " ".join(flow.text(*chunk) for chunk in chunks))


def _is_mark(flow: Flow, span: Span) -> bool:
    text = flow.key(*span)
    return bool(_UNIT.fullmatch(text) or _YEAR_MARK.fullmatch(text))


def _project_name(flow: Flow, start: int) -> str:
    """What stands beside 项目名称, to know it when it is printed above the form too."""
    _, *values = flow.split(start, flow.line_end(start))
    return chinese.key("".join(flow.key(*value) for value in values))
