"""Pages become target tables: forms are read, and joined where they run over pages."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Evidence, Note
from jixiao.targets.dialect import BASE, LabelKind
from jixiao.targets.reading.columns import LEVELS, TICKED, head_roles, kind_of
from jixiao.targets.reading.cuts import weights
from jixiao.targets.reading.decoded import read_decoded
from jixiao.targets.reading.first_levels import with_printed_first_levels
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.grid import read_grid
from jixiao.targets.reading.grounds import grounds_of
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.header_reader import HeaderReader, UnitAbove
from jixiao.targets.reading.indicators import IndicatorReader, read_points
from jixiao.targets.reading.labels import labels_of
from jixiao.targets.reading.levels import Body, IndicatorGroup, IndicatorRow, Levels
from jixiao.targets.reading.name_rims import with_whole_names
from jixiao.targets.reading.points_of_names import with_points_of_names
from jixiao.targets.reading.repair import repair_slid_labels
from jixiao.targets.reading.results_only import with_results_doubted
from jixiao.targets.reading.row_doubts import with_doubts
from jixiao.targets.reading.running import read_running
from jixiao.targets.reading.sentences import read_prose, read_sentences
from jixiao.targets.reading.stream import read_stream
from jixiao.targets.reading.sureness import (
    compare,
    cost_of,
    header_evidence,
    how_read,
)
from jixiao.targets.reading.table_doubts import with_doubts_between
from jixiao.targets.table import EmptyRow, Presence, TargetTable

_Strategy = Callable[[Flow, Coverage, PrintedForm, Levels, IndicatorGroup | None], Body]
"""Reads the lower half of a form; the group is the last one of the page it goes on with."""

_RANK = (Presence.BLANK, Presence.AMONG_LINES, Presence.NOT_SEEN)
"""Of several printed pages of a table the one that says most counts."""
_PLAIN = ["dimension", "aspect", "name", "value"]
_FIGURES = re.compile(r"[\d.,，．OoIl]*\d[\d.,，．OoIl]*")
"""Figures, letters mistaken for them included: no cut between cells makes such an amount."""
_ONE_CELL = 0.85
"""The share of lines with one cell from which on a text prints one cell a line."""
_SO_FAR = re.compile(r"1[-—–~至到](1[0-2]|[2-9])月(?:预算|实际)?(?:执行|完成)")
"""The months that a monitoring form looks at: 1-7月执行数."""


@dataclass
class _PrintedPage:
    """One printed page of a table."""

    form: PrintedForm
    header: Header
    body: Body
    presence: dict[str, Presence]


def read_tables(
    flow: Flow, coverage: Coverage, forms: Iterable[PrintedForm]
) -> tuple[TargetTable, ...]:
    """Read the target tables of the forms of a document.

    Nothing in a document raises: what is not understood stays unread in `coverage`.
    """
    tables: list[list[_PrintedPage]] = []
    for form in forms:
        above = tables[-1] if tables else []
        page = _read_page(flow, coverage, form, above)
        if above and page.header.same_as(above[0].header) and _goes_on(above[-1], page):
            above.append(page)
        else:
            tables.append([page])
    read = [_table(flow, coverage, pages) for pages in tables]
    return tuple(with_doubts_between(read))


def _read_page(
    flow: Flow, coverage: Coverage, form: PrintedForm, above: Sequence[_PrintedPage]
) -> _PrintedPage:
    """Read a printed form; `above` are the pages of the table that it may go on with."""
    edge = above[-1].form.tail if above else 0
    reader = HeaderReader(flow, coverage, form.dialect, edge)
    unit_above = _unit_above(form, above)
    header = reader.read(form.start, form.heads[0], form.money_unit, unit_above)
    reader.read_tail(form.end, form.tail)
    is_same = bool(above) and header.same_as(above[0].header)
    last_group = above[-1].body.last if is_same else None
    coverage.label(form.heads[0], form.body)
    body = _read_body(flow, coverage, form, last_group)
    if not body.rows and form.body >= form.end and form.dialect.code == BASE:
        body = read_prose(flow, coverage, _objective_of(flow, form))
    body = with_results_doubted(flow, form, body)
    presence = reader.presence(form.title, (form.start, form.tail), body.empty)
    return _PrintedPage(form, header, body, presence)


def _unit_above(form: PrintedForm, above: Sequence[_PrintedPage]) -> UnitAbove | None:
    """The unit over the forms before; a form without a title is a part of their table."""
    unit = above[-1].header.printed_unit if above else None
    return UnitAbove(unit, is_same_table=form.form_title is None) if unit else None


def _objective_of(flow: Flow, form: PrintedForm) -> Span:
    """Where the objective of a form without rows is told; all of it where nothing announces one."""
    labels = labels_of(form.dialect, LabelKind.OBJECTIVE)
    announced = [label.end for label in labels.find(flow, form.start, form.end)]
    return (announced[-1] if announced else form.start), form.end


def _read_body(
    flow: Flow, coverage: Coverage, form: PrintedForm, before: IndicatorGroup | None
) -> Body:
    """Read the rows; a form that no dialect was written for is read twice, the likelier reading counts."""
    read = _strategy(flow, form)
    by_layout, layout_coverage = _tried(read, flow, coverage, form, before)
    roles = form.columns.roles if form.columns else ()
    is_ticked = any(kind_of(role) in TICKED - {role} for role in roles)
    if not form.dialect.varies or is_ticked:
        coverage.take(layout_coverage)
        rows = [replace(row, read_as=how_read(flow, row)) for row in by_layout.rows]
        if form.dialect.varies:
            rows = with_doubts(flow, form, rows, coverage)
        return replace(by_layout, rows=rows)
    if read is read_grid and _is_plain(flow, form, by_layout):
        coverage.take(layout_coverage)
        return replace(by_layout, rows=compare(flow, by_layout.rows, by_layout.rows))
    decoded, decoded_coverage = _tried(read_decoded, flow, coverage, form, before)
    if _is_likelier(
        flow, form, read, by_layout, layout_coverage, decoded, decoded_coverage
    ):
        coverage.take(decoded_coverage)
        chosen, other = decoded, by_layout
    else:
        coverage.take(layout_coverage)
        chosen, other = by_layout, decoded
    rows = [_with_level_in_name(flow, form, row) for row in chosen.rows]
    rows = with_points_of_names(flow, coverage, rows)
    rows = with_whole_names(flow, coverage, rows)
    rows = with_printed_first_levels(flow, form, rows)
    grounds = grounds_of(flow, form, rows)
    compared = compare(flow, rows, other.rows, roles, grounds)
    doubted = with_doubts(flow, form, compared, coverage, grounds)
    return replace(chosen, rows=doubted)


def _with_level_in_name(
    flow: Flow, form: PrintedForm, row: IndicatorRow
) -> IndicatorRow:
    """A row whose name is the label of the second level, where none stands above it, under that level."""
    framework = form.dialect.framework
    name = "".join(flow.key(*span) for span in row.name)
    word = framework.aspect_words.get(name) if name.endswith("指标") else None
    group = row.group
    if word is None or group.aspect or group.aspect_label or not row.value:
        return row
    if group.dimension not in (None, framework.dimension_of[word]):
        return row
    label = flow.join(row.name)
    return replace(row, group=replace(group, aspect=word, aspect_label=label))


def _is_plain(flow: Flow, form: PrintedForm, body: Body) -> bool:
    """Whether a file's own cells say it all: each under a known head, in rows of known levels.

    There is nothing then that a second reader could read otherwise.
    """
    if not (_has_cells(flow, form) and _knows_heads(flow, form)) or body.notes:
        return False
    framework = form.dialect.framework
    labels = {
        *framework.dimension_words,
        *framework.aspect_words,
        *form.dialect.sidebars,
    }
    return all(
        row.value
        and row.group.aspect
        and row.doubt is None
        and labels.isdisjoint(flow.key(*span) for span in row.name)
        for row in body.rows
    )


def _is_likelier(
    flow: Flow,
    form: PrintedForm,
    read: _Strategy,
    by_layout: Body,
    layout_coverage: Coverage,
    decoded: Body,
    decoded_coverage: Coverage,
) -> bool:
    """Whether the decoded reading is the likelier one.

    The decoder reads streams of cells as their own reader does, and more; of rows and lines their
    reader knows more, as long as it sees the same columns.
    """
    if not decoded.rows:
        return False
    knows_heads = _knows_heads(flow, form)
    if read is read_stream:
        return True
    if _has_cells(flow, form) and (knows_heads or _is_twofold(form)):
        return False
    if read is read_grid and knows_heads and _fits(flow, form, by_layout):
        return False
    span = (form.body, form.end)
    layout_cost = cost_of(flow, by_layout, layout_coverage.copy(), span)
    decoded_cost = cost_of(flow, decoded, decoded_coverage.copy(), span)
    kind = "bias_of_rows" if read is read_grid else "bias_of_lines"
    bias = weights("sureness")[kind]
    return bool(decoded_cost < layout_cost - (bias if knows_heads else -bias))


def _fits(flow: Flow, form: PrintedForm, body: Body) -> bool:
    """Whether tabs part a name and a target on every line, as many cells as the heads announce.

    Then no text within a cell is a row of its own: 主体班4期；专题班9期.
    """
    columns = len(form.columns.roles) if form.columns else 0
    lines = [
        flow.lines[flow.line_index(start)].text.split("\t")
        for start, _ in flow.line_spans(form.body, form.end)
    ]
    are_whole = all(len(cells) == columns for cells in lines)
    are_rows = all(row.name and row.value for row in body.rows)
    return are_whole and are_rows and len(body.rows) == len(lines) and not body.notes


def _is_twofold(form: PrintedForm) -> bool:
    """Whether a form sets a term's and a year's indicators side by side."""
    return form.columns is not None and form.columns.roles.count("name") > 1


def _knows_heads(flow: Flow, form: PrintedForm) -> bool:
    """Whether the readers by layout see the same columns as the one that knows heads of any make."""
    if form.columns is None:
        return True
    known = [role for role in head_roles(flow, form) if role not in LEVELS]
    columns = [
        "other" if role in ("explanation", "figures") else role
        for role in form.columns.roles
        if role not in LEVELS
    ]
    return known == columns and columns.count("name") == 1


def _tried(
    read: _Strategy,
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    before: IndicatorGroup | None,
) -> tuple[Body, Coverage]:
    """A reading of the rows, and what it knew."""
    known = coverage.apart()
    levels = Levels(flow, known, form.dialect)
    return read(flow, known, form, levels, before), known


def _strategy(flow: Flow, form: PrintedForm) -> _Strategy:
    """Choose by layout: sentences, rows of cells, running lines, or a stream of cells."""
    if form.sentences:
        return read_sentences
    if _is_grid(flow, form):
        return read_grid
    is_plain = head_roles(flow, form) == _PLAIN
    return (
        read_running
        if is_plain and not _is_one_cell_a_line(flow, form)
        else read_stream
    )


def _is_grid(flow: Flow, form: PrintedForm) -> bool:
    """Whether most rows below the column heads are parted by tabs."""
    starts = [start for start, _ in flow.line_spans(form.body, form.end)]
    tabbed = sum("\t" in flow.lines[flow.line_index(start)].text for start in starts)
    return tabbed > len(starts) / 2


def _is_one_cell_a_line(flow: Flow, form: PrintedForm) -> bool:
    """Whether the heads stand a line each and hardly a line below holds two cells."""
    heads = sum(1 for _ in flow.line_spans(*form.heads))
    lines = list(flow.line_spans(form.body, form.end))
    whole = sum(len(list(flow.chunks(*line))) == 1 for line in lines)
    return heads >= len(_PLAIN) and whole > _ONE_CELL * len(lines)


def _goes_on(above: _PrintedPage, page: _PrintedPage) -> bool:
    """Whether a page with the same header carries on the table, rather than repeats it.

    Forms print their aspects in order: a page that goes on never starts above where the last
    one stopped.
    """
    last, first = above.body.last, _first_group(page.body)
    if last is None or first is None or last.aspect is None or first.aspect is None:
        return True
    rank = above.form.dialect.framework.rank
    return rank(first.aspect) >= rank(last.aspect)


def _first_group(body: Body) -> IndicatorGroup | None:
    groups = (*(row.group for row in body.rows[:1]), *body.empty)
    return next(iter(groups), None)


def _table(
    flow: Flow, coverage: Coverage, pages: Sequence[_PrintedPage]
) -> TargetTable:
    form, header = pages[0].form, pages[0].header
    rows = [row for page in pages for row in page.body.rows]
    slid: list[Note] = []
    if form.dialect.labels_slide and not _has_cells(flow, form):
        rows, slid = repair_slid_labels(flow, rows)
    reader = IndicatorReader(flow, coverage, form)
    indicators = tuple(map(reader.read, rows))
    total = _last_total(pages)
    table = TargetTable(
        dialect=form.dialect.code,
        form_title=form.form_title,
        fiscal_year=form.fiscal_year,
        project_name=header.fields.get("project_name"),
        project_code=header.fields.get("project_code"),
        supervising_department=header.fields.get("supervising_department"),
        department_code=header.department_code,
        implementing_unit=header.fields.get("implementing_unit"),
        project_nature=header.fields.get("project_nature"),
        term=header.fields.get("term"),
        finance_division=header.fields.get("finance_division"),
        other_fields=header.other_fields,
        money_unit=header.money_unit,
        funding=header.funding(),
        objective=header.objective("objective"),
        own_level_objective=header.objective("own_level_objective"),
        indicators=indicators,
        empty_rows=tuple(
            _empty_row(flow, group) for page in pages for group in page.body.empty
        ),
        pages=len(pages),
        notes=tuple(_notes(pages, [*slid, *reader.notes])),
        evidence=_evidence(flow, pages),
        budget_execution=header.budget_execution(),
        objective_achieved=header.achieved,
        total_score=read_points(flow, total),
        monitored_months=_monitored_months(flow, form),
    )
    return _with_presence(table, pages)


def _with_presence(table: TargetTable, pages: Sequence[_PrintedPage]) -> TargetTable:
    """The table with what it says of the places left empty, where its labels may be others."""
    if not pages[0].form.dialect.varies:
        return table
    unfilled = {
        place: min((page.presence[place] for page in pages), key=_RANK.index)
        for place in pages[0].presence
        if table.presence(place) is not Presence.FILLED
    }
    return msgspec.structs.replace(table, unfilled=unfilled)


def _has_cells(flow: Flow, form: PrintedForm) -> bool:
    """Whether the file itself says which rows a merged label spans; then no label slides."""
    return form.body < len(flow) and bool(flow.lines[flow.line_index(form.body)].cells)


def _notes(pages: Sequence[_PrintedPage], of_rows: Sequence[Note]) -> list[Note]:
    """What readers noted, in the order of the paper; on the whole table first and last."""
    notes = [note for page in pages for note in (*page.header.notes, *page.body.notes)]
    notes += of_rows
    if len(pages) > 1:
        text = f"同一项目分印 {len(pages)} 页、每页重印表头，已并为一张表"
        notes.append(Note(code="pages_joined", text=text))
    if pages[0].form.dialect.varies:
        notes = list(map(_unsure, notes))
    if pages[0].form.dialect.code == BASE:
        text = "不是已知表式，按通用标签读取，请核对各项"
        notes.insert(0, Note(code="unknown_dialect", text=text))
    return notes


def _unsure(note: Note) -> Note:
    """A note on an amount that is none: of a form that varies the cell may be cut wrongly."""
    at = note.evidence
    if note.code != "amount_unreadable" or at is None or at.cell or at.box:
        return note
    if _FIGURES.fullmatch(at.quote or ""):
        return note
    doubtful = at.doubted("各地表式不一，可能切错了栏")
    return msgspec.structs.replace(note, evidence=doubtful)


def _evidence(flow: Flow, pages: Sequence[_PrintedPage]) -> dict[str, Evidence]:
    form, header = pages[0].form, pages[0].header
    evidence = {
        place: header_evidence(
            flow, form.dialect, at, header.fields.get(place, ""), place
        )
        for place, at in header.evidence.items()
    }
    start, end = pages[0].form.title
    if start < end:
        evidence["form_title"] = flow.evidence(start, end)
    if total := _last_total(pages):
        evidence["total_score"] = flow.evidence(*total)
    return evidence


def _monitored_months(flow: Flow, form: PrintedForm) -> int | None:
    """How many months of the year a monitoring form looks at."""
    match = _SO_FAR.search(flow.folded, form.start, form.body)
    return int(match[1]) if match else None


def _last_total(pages: Sequence[_PrintedPage]) -> Span | None:
    totals = (page.body.total for page in reversed(pages))
    return next(filter(None, totals), None)


def _empty_row(flow: Flow, group: IndicatorGroup) -> EmptyRow:
    return EmptyRow(
        dimension=group.dimension,
        aspect=group.aspect,
        required=group.required,
        evidence=flow.evidence(group.start, group.end),
    )
