"""Find a department budget in a document: its chapters, its tables, its narrative."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from msgspec import structs

from jixiao.budgets.boxed_tables import aligned_cells
from jixiao.budgets.boxes import pieces
from jixiao.budgets.budget import Budget, BudgetTable
from jixiao.budgets.heads import ABOUT
from jixiao.budgets.layout import NUMBER, Layout, layouts
from jixiao.budgets.narrative import (
    find_narrative,
    find_prose_alone,
    read_facts,
    read_figures,
)
from jixiao.budgets.rows import Region
from jixiao.budgets.tables import read_table
from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Note
from jixiao.period import read_year

_LEAST_TABLES = 2
FINAL, BUDGET = "final_2017", "ningxia_2022"
_COVER = 120
"""How far from its beginning a document says what it is."""
_SECTION = re.compile(r"[一二三四五六七八九十]+、")
_TITLE = re.compile(
    r"([\u4e00-\u9fff()]{2,30}?)(20\d{2})年(?:度)?(?:部门|单位)?(?:预算|决算)(?![数执])"
)
_YEAR_FIRST = re.compile(
    r"(20\d{2})年度?(?!部门|单位|一般|财政|政府|收入|支出|国有)([\u4e00-\u9fff()]{4,30}?)(?:部门|单位)?(?:预算|决算)"
)
_OF_TABLE = re.compile(r".*(?:合计|小计|基本支出|项目支出)|(?:收入|支出)?项目")
"""What stands before a year among the heads of a table, and is no department."""
_DEPARTMENT = re.compile(r"(?<!金额)(?:部门|单位)(?:名称)?[:：]")
_SHORTEST_NAME = 4
_MOST_TITLE_LINES = 3
_PART = re.compile(r"第.{1,3}部分|附件|目录")
_AFTER_HEADING = re.compile(r"(?:单位:(?:亿元|万元|元)|\(.{0,12}\))*")
_LONGEST_MARK_LINE = 50
_LONGEST_NAME = 40
_UNIT = re.compile(r"单位[:：]")
_YEAR_OF_TITLE = re.compile(
    r"20\d{2}年?度?(?:部门|单位)?(?:综合)?(?:预算|决算)?(?:公开)?(?:报?表)?"
)
_OF_ANOTHER_TABLE = re.compile(
    r"财政拨款|预算|决算|基金|国有资本|三公|经费|收入|支出|收支|项目|基本|明细|公共|专户|采购"
    r"|资产|情况|[,，。;；:：]"
)
"""Words by which one table's title differs from another's."""
_OTHER_TITLE = re.compile(r"[^,，。;；:：]{2,40}表(?:\([^()]{1,12}\))?(?:续表?)?")
_TABLE_WORDS = re.compile(
    r"单位[:：]|科目|行次|预算数|决算数|合计|小计|无数据|空表|(?:没有|无).{0,30}(?:收入|支出|预算|安排)"
    r"|\d\.\d\d"
)
"""What stands in a table, also in a blank one, and not in a list of contents."""
_NUMBER_ALONE = re.compile(
    r"(?:(?:部门|单位)?(?:预算)?公开表|附?表)\d{1,2}|(?:(?:财决|财预|预算|决算)?公开)?\d{1,2}表"
)
_AMOUNT = re.compile(r"-?[\d,]*\d\.\d{2}")
_FEWEST_HEADS = 3
"""So many words apart on a line without cells are heads."""
TABLES, NARRATIVE = "预算表", "情况说明"


def read_budget(flow: Flow, coverage: Coverage, span: Span) -> Budget | None:
    """Read the department budget that stands in `span`, by the layout that knows most of its tables.

    A document that only tells of the amounts, its tables being published beside it, is read by the
    layout of what its cover says: a budget or final accounts. None where there is neither.
    """
    most: tuple[Layout, list[tuple[int, str]], list[Region]] | None = None
    count = _LEAST_TABLES - 1
    for layout in layouts().values():
        headings = _whole(_headings(flow, layout, span))
        titles = {
            start
            for heading in headings
            for start, _ in flow.line_spans(
                flow.line_start(heading.title[0]), heading.title[1]
            )
        }
        chapters = [
            chapter
            for chapter in _chapters(flow, layout, span)
            if chapter[0] not in titles
        ]
        others = _other_headings(flow, span, titles)
        edges = {at for at, _ in chapters} | {*others, span[1]}
        regions = _regions(flow, headings, edges)
        codes = {region.table.code for region in regions}
        if len(codes) > count:
            most, count = (layout, chapters, regions), len(codes)
    if most is None and narrative_alone(flow, span):
        layout = layouts()[_layout_told(flow, span)]
        most = layout, _chapters(flow, layout, span), []
    return _budget(flow, coverage, span, *most) if most else None


def narrative_alone(flow: Flow, span: Span) -> Span | None:
    """Where a document tells of a budget or of final accounts by sections of prose; None where it does not.

    Its cover names a department and a year, and several headed sections state amounts.
    """
    title = _title(flow, (span[0], min(span[0] + _COVER, span[1])))
    return find_prose_alone(flow, span) if title else None


def _layout_told(flow: Flow, span: Span) -> str:
    """The layout of what a cover says that it is: 决算 or 预算, whichever comes first."""
    cover = flow.folded[span[0] : min(span[0] + _COVER, span[1])]
    is_final = re.search("[决预]算", cover)
    return FINAL if is_final and is_final[0] == "决算" else BUDGET


def _budget(
    flow: Flow,
    coverage: Coverage,
    span: Span,
    layout: Layout,
    chapters: list[tuple[int, str]],
    regions: list[Region],
) -> Budget:
    title = _title(flow, span)
    year = (
        title.year
        if title
        else read_year(flow.text(span[0], min(span[0] + 60, span[1])))
    )
    if title:
        start, end = title.span
        coverage.label(flow.line_start(start), flow.line_end(end - 1))
    for region in regions:
        coverage.label(region.start, region.body)
    chosen = _of_one_unit(flow, regions)
    aligned = aligned_cells(flow)
    tables = tuple(
        _noting_others(flow, read_table(flow, coverage, region, year, aligned), others)
        for region, others in chosen
    )
    stretches = _stretches(chapters, span)
    starts = [region.start for region in regions]
    narrative = _narrative(flow, span, stretches, starts)
    if not regions:
        narrative = narrative_alone(flow, span) or narrative
    if narrative:
        stretches.append((NARRATIVE, narrative))
    for name, (start, end) in stretches:
        coverage.label(start, flow.line_end(start) if name == TABLES else end)
    before = span[0], min((region.start for region, _ in chosen), default=span[1])
    figures = read_figures(flow, coverage, layout, narrative) if narrative else ()
    facts = read_facts(flow, coverage, layout, before)
    if narrative:
        facts |= read_facts(flow, coverage, layout, narrative)
    return Budget(
        layout=layout.code,
        department=title.department if title else _department(flow, span),
        fiscal_year=year,
        tables=tables,
        figures=figures,
        facts=facts,
        chapters={name: flow.evidence(*stretch) for name, stretch in stretches},
    )


def _narrative(
    flow: Flow, span: Span, stretches: list[tuple[str, Span]], tables: list[int]
) -> Span | None:
    """The chapter that tells of the amounts; None where there is none.

    A list of contents names the chapter too, but only the chapter is long. Where no chapter is
    headed so, or only one of its sections is, it begins with the first section that states any.
    """
    chapters = [stretch for name, stretch in stretches if name == NARRATIVE]
    ends = [*tables, *(start for name, (start, _) in stretches if name != NARRATIVE)]
    headed = max(chapters, key=lambda stretch: stretch[1] - stretch[0], default=None)
    first = find_narrative(flow, span, ends)
    if headed is None or first is None:
        return headed or first
    begins_before = first[0] < headed[0] <= first[1]
    is_section = begins_before and _SECTION.match(flow.folded, headed[0])
    return (first[0], headed[1]) if is_section else headed


@dataclass(frozen=True, slots=True)
class _Title:
    """The department and the year that a cover names, and where."""

    department: str
    year: int
    span: Span


def _title(flow: Flow, span: Span) -> _Title | None:
    """Find the lines, three at most, that name the department and the year of its budget."""
    for first, _ in flow.line_spans(*span):
        end = _end_of_cover_lines(flow, first, span[1])
        title = _TITLE.match(flow.folded, first, end)
        if title and not _PART.match(title[1]) and not _OF_TABLE.match(title[1]):
            return _Title(title[1].strip("()"), int(title[2]), title.span())
        title = _YEAR_FIRST.match(flow.folded, first, end)
        if title and flow.parted(title.end()) and not _OF_TABLE.match(title[2]):
            return _Title(title[2].strip("()"), int(title[1]), title.span())
    return None


def _end_of_cover_lines(flow: Flow, start: int, end: int) -> int:
    """Where the lines end that a title may be broken over: none of them is a row of a table."""
    stop = start
    for _ in range(_MOST_TITLE_LINES):
        if (
            stop >= end
            or len(list(flow.split(stop, flow.line_end(stop), Gap.CELL))) > 1
        ):
            break
        stop = flow.line_end(stop)
    return stop


def _department(flow: Flow, span: Span) -> str | None:
    """The department that a table names above its heads: 部门：…"""
    for label in _DEPARTMENT.finditer(flow.folded, *span):
        line_end = flow.line_end(label.end() - 1)
        name = next(flow.split(label.end(), line_end), None)
        if name and name[1] - name[0] >= _SHORTEST_NAME:
            return flow.text(*name)
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


def _regions(flow: Flow, headings: list[Region], edges: set[int]) -> list[Region]:
    """Let each heading's region go on to the next heading or one of the other `edges`.

    A heading printed again where its table goes on begins no other table.
    """
    ends = sorted(edges | {heading.start for heading in headings})
    regions: list[Region] = []
    for heading in headings:
        end = next(end for end in ends if end > heading.start)
        region = replace(heading, end=end)
        above = regions[-1] if regions else None
        if above and above.end == heading.start and _goes_on(flow, above, region):
            regions[-1] = replace(above, end=end)
        else:
            regions.append(region)
    return regions


def _goes_on(flow: Flow, above: Region, below: Region) -> bool:
    """Whether a table's heading is only printed again, on the next page or above the same heads."""
    if above.table.code != below.table.code:
        return False
    pages = [
        flow.lines[flow.line_index(region.end - 1)].page for region in (above, below)
    ]
    with_cells = [_has_cells(flow, region) for region in (above, below)]
    if any(with_cells):
        return all(with_cells) and pages[0] != pages[1]
    heads, heads_below = _heads_of(flow, above), _heads_of(flow, below)
    return heads == heads_below and bool(heads)


def _heads_of(flow: Flow, region: Region) -> str | None:
    """What a table without cells prints between its title and its first amount; None without any."""
    heads = ""
    for first, stop in flow.line_spans(region.body, region.end):
        words = [flow.folded[slice(*span)] for span in flow.split(first, stop)]
        if any(map(_AMOUNT.fullmatch, words)):
            return heads
        heads += "" if ABOUT.fullmatch(flow.folded, first, stop) else "".join(words)
    return None


def _whole(headings: Iterable[Region]) -> list[Region]:
    """Of two titles that end in one place keep the longer: its end alone names another table."""
    by_end: dict[int, Region] = {}
    for heading in headings:
        other = by_end.get(heading.title[1])
        if other is None or heading.title[0] < other.title[0]:
            by_end[heading.title[1]] = heading
    return sorted(by_end.values(), key=lambda heading: heading.start)


def _headings(flow: Flow, layout: Layout, span: Span) -> Iterator[Region]:
    """Yield each heading of a table as a region that nothing stands below yet."""
    for table in layout.tables:
        for match in table.heading.finditer(flow.folded, *span):
            last_line = flow.line_start(match.end() - 1)
            # What stands before a title at the end of the line above is none of it.
            is_broken = flow.line_start(match.start()) == match.start()
            alone = table.heading.fullmatch(flow.folded, last_line, match.end())
            title = match if is_broken else alone or match
            start = flow.line_start(title.start())
            above = flow.line_start(start - 1) if start > span[0] else start
            if above < start and _NUMBER_ALONE.fullmatch(flow.folded, above, start):
                start = above
            before = flow.folded[start : title.start()]
            closed = flow.parted(title.end()) or flow.folded[title.end()] == "("
            if not (closed and _may_precede(before)):
                continue
            after = _AFTER_HEADING.match(flow.folded, title.end(), span[1])
            body = after.end() if after else title.end()
            yield Region(table, title.span(), start, body, body)


def _may_precede(text: str) -> bool:
    """Whether a title may follow: a number, a department and a year, but no other kind of table."""
    plain = _YEAR_OF_TITLE.sub("", text)
    plain = NUMBER.sub("", plain, count=1)
    return len(plain) <= _LONGEST_NAME and not _OF_ANOTHER_TABLE.search(plain)


def _other_headings(flow: Flow, span: Span, known: set[int]) -> Iterator[int]:
    """The headings of tables that no layout knows: a title with cells, or heads, just below it."""
    above: list[int] = []
    for first, stop in flow.line_spans(*span):
        cells = len(list(flow.split(first, stop, Gap.CELL)))
        words = len(list(flow.split(first, stop)))
        if cells > 1 or words >= _FEWEST_HEADS:
            yield from above
            above = []
        elif not ABOUT.fullmatch(flow.folded, first, stop):
            is_title = _OTHER_TITLE.fullmatch(flow.folded, first, stop)
            above = [first] if is_title and first not in known else []


def _has_cells(flow: Flow, region: Region) -> bool:
    return bool(pieces(flow, region.body, region.end))


def _of_one_unit(
    flow: Flow, regions: list[Region]
) -> list[tuple[Region, list[Region]]]:
    """The tables of one department or unit, each with the others of its title that have cells.

    A line of a list of contents has nothing below it; where nothing stands below any heading, the
    tables are printed blank. Units whose tables stand one after the other are not mixed: those of
    the first are read, or of the one with most tables.
    """
    printed = [region for region in regions if _is_table(flow, region)] or regions
    sizes = {region.start: _size(flow, region) for region in printed}
    with_cells = [region for region in printed if sizes[region.start][0]]
    chosen: dict[str, Region] = {}
    for region in max(_units(with_cells), key=_count_tables, default=[]):
        chosen.setdefault(region.table.code, region)
        best = max(
            chosen[region.table.code], region, key=lambda place: sizes[place.start]
        )
        chosen[region.table.code] = best
    codes_with_cells = {region.table.code for region in with_cells}
    for region in sorted(printed, key=lambda place: sizes[place.start], reverse=True):
        if region.table.code not in codes_with_cells:
            chosen.setdefault(region.table.code, region)
    return [
        (region, [other for other in with_cells if _is_another(other, region)])
        for region in sorted(chosen.values(), key=lambda region: region.start)
    ]


def _units(regions: list[Region]) -> list[list[Region]]:
    """Part the tables where one comes again, and not merely on the next page."""
    units: list[list[Region]] = [[]]
    for region in regions:
        codes = [other.table.code for other in units[-1]]
        if region.table.code in codes[:-1]:
            units.append([])
        units[-1].append(region)
    return units


def _count_tables(regions: list[Region]) -> int:
    return len({region.table.code for region in regions})


def _is_another(other: Region, region: Region) -> bool:
    return other.table.code == region.table.code and other is not region


def _size(flow: Flow, region: Region) -> tuple[int, int]:
    """How many rows of cells a region has, then how long it is."""
    rows = sum(len(piece.rows) for piece in pieces(flow, region.body, region.end))
    return rows, region.end - region.start


def _is_table(flow: Flow, region: Region) -> bool:
    """Whether below a heading stands a table: heads, amounts, or that there is nothing to print."""
    has_unit = _UNIT.search(flow.folded, region.start, region.body) is not None
    return has_unit or bool(_TABLE_WORDS.search(flow.folded, region.body, region.end))


def _noting_others(flow: Flow, table: BudgetTable, others: list[Region]) -> BudgetTable:
    """Say that other tables of the same title stand in the document and were not read."""
    if not others:
        return table
    at = flow.evidence(others[0].start, others[0].end)
    text = f"文件里还有 {len(others)} 张“{table.title}”（{at.place}起），没有读入，请分开读取"
    note = Note(code="table_printed_again", text=text, evidence=at)
    return structs.replace(table, notes=(*table.notes, note))
