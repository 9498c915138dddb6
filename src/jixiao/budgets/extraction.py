"""Find a department budget in a document: its chapters, its tables, its narrative."""

import re
from collections.abc import Iterator
from itertools import pairwise

from jixiao.budgets.budget import Budget
from jixiao.budgets.layout import NUMBER, Layout, TableLayout, layouts
from jixiao.budgets.narrative import read_facts, read_figures
from jixiao.budgets.rows import Region
from jixiao.budgets.tables import read_table
from jixiao.documents import Coverage, Flow, Span
from jixiao.period import read_year

_LEAST_TABLES = 2
_TITLE = re.compile(
    r"([\u4e00-\u9fff()]{2,30}?)(20\d{2})年(?:度)?(?:部门|单位)?(?:预算|决算)"
)
_AFTER_HEADING = re.compile(r"(?:单位:(?:亿元|万元|元)|\(.{0,12}\))*")
_LONGEST_MARK_LINE = 50
_NUMBER_ALONE = re.compile(r"(?:(?:部门|单位)?(?:预算)?公开表|附?表)\d{1,2}|\d{1,2}表")
TABLES, NARRATIVE = "预算表", "情况说明"


def read_budget(flow: Flow, coverage: Coverage, span: Span) -> Budget | None:
    """Read the department budget that stands in `span`; None where there is none."""
    for layout in layouts().values():
        chapters = _chapters(flow, layout, span)
        regions = _regions(flow, layout, span, [at for at, _ in chapters])
        if len({region.table.code for region in regions}) >= _LEAST_TABLES:
            return _budget(flow, coverage, layout, span, chapters, regions)
    return None


def _budget(
    flow: Flow,
    coverage: Coverage,
    layout: Layout,
    span: Span,
    chapters: list[tuple[int, str]],
    regions: list[Region],
) -> Budget:
    title = _title(flow, span)
    year = (
        int(title[2])
        if title
        else read_year(flow.text(span[0], min(span[0] + 60, span[1])))
    )
    if title:
        coverage.label(flow.line_start(title.start()), flow.line_end(title.end() - 1))
    for region in regions:
        coverage.label(region.start, region.body)
    chosen = _longest(regions)
    tables = tuple(read_table(flow, coverage, region, year) for region in chosen)
    stretches = _stretches(chapters, span)
    for name, (start, end) in stretches:
        coverage.label(start, flow.line_end(start) if name == TABLES else end)
    narratives = [stretch for name, stretch in stretches if name == NARRATIVE]
    # A list of contents names the chapter too, but only the chapter is long.
    narrative = max(
        narratives, key=lambda stretch: stretch[1] - stretch[0], default=None
    )
    before = span[0], min(region.start for region in chosen)
    figures = read_figures(flow, coverage, layout, narrative) if narrative else ()
    facts = read_facts(flow, coverage, layout, before)
    if narrative:
        facts |= read_facts(flow, coverage, layout, narrative)
    return Budget(
        layout=layout.code,
        department=title[1].strip("()") if title else None,
        fiscal_year=year,
        tables=tables,
        figures=figures,
        facts=facts,
        chapters={name: flow.evidence(*stretch) for name, stretch in stretches},
    )


def _title(flow: Flow, span: Span) -> re.Match[str] | None:
    """Find the line that names the department and the year of its budget."""
    for first, stop in flow.line_spans(*span):
        if title := _TITLE.match(flow.folded, first, stop):
            return title
    return None


def _chapters(flow: Flow, layout: Layout, span: Span) -> list[tuple[int, str]]:
    """Return the chapter headings: short lines, or two, that end with a chapter's mark."""
    text = flow.folded[span[0] : span[1]]
    names: dict[int, str] = {}
    for name, marks in layout.chapters.items():
        for match in (
            match for mark in marks for match in re.finditer(re.escape(mark), text)
        ):
            start = flow.line_start(span[0] + match.start())
            end = span[0] + match.end()
            if flow.parted(end) and _is_title(flow.folded[start:end]):
                names.setdefault(start, name)
    return sorted(names.items())


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_MARK_LINE and not re.search(r"[。，,;；]", text)


def _stretches(chapters: list[tuple[int, str]], span: Span) -> list[tuple[str, Span]]:
    """Return each chapter's stretch; a heading within a chapter of the same name does not end it."""
    bounds: list[tuple[int, str]] = []
    for start, name in chapters:
        if not bounds or bounds[-1][1] != name:
            bounds.append((start, name))
    bounds.append((span[1], ""))
    return [(name, (start, end)) for (start, name), (end, _) in pairwise(bounds)]


def _regions(
    flow: Flow, layout: Layout, span: Span, chapters: list[int]
) -> list[Region]:
    """Cut the stretch at every table heading and every chapter."""
    headings = sorted(_headings(flow, layout, span), key=lambda heading: heading[1])
    edges = (*(start for _, start, _ in headings), *chapters, span[1])
    regions = []
    for table, start, body in headings:
        end = min((edge for edge in edges if edge > start), default=span[1])
        regions.append(Region(table, start, body, end))
    return regions


def _headings(
    flow: Flow, layout: Layout, span: Span
) -> Iterator[tuple[TableLayout, int, int]]:
    """Yield each table with the start of its heading, and the place below it."""
    for table in layout.tables:
        for title in table.heading.finditer(flow.folded, *span):
            start = flow.line_start(title.start())
            above = flow.line_start(start - 1) if start > span[0] else start
            if above < start and _NUMBER_ALONE.fullmatch(flow.folded, above, start):
                start = above
            numbered = NUMBER.fullmatch(flow.folded, start, title.start())
            closed = flow.parted(title.end()) or flow.folded[title.end()] == "("
            if not (numbered and closed):
                continue
            after = _AFTER_HEADING.match(flow.folded, title.end(), span[1])
            yield table, start, after.end() if after else title.end()


def _longest(regions: list[Region]) -> list[Region]:
    """Of several headings of a table keep that with the table below it."""
    longest: dict[str, Region] = {}
    for region in regions:
        other = longest.get(region.table.code)
        if other is None or region.end - region.start > other.end - other.start:
            longest[region.table.code] = region
    return sorted(longest.values(), key=lambda region: region.start)
