"""Pages become target tables: forms found, read, and joined where they run over pages."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Evidence, Note
from jixiao.quantity import TargetValue, is_not_applicable, read_value
from jixiao.targets.dialect import BASE, Dialect
from jixiao.targets.reading.columns import head_roles
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.grid import read_grid
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.header_reader import HeaderReader
from jixiao.targets.reading.levels import Body, IndicatorGroup, IndicatorRow, Levels
from jixiao.targets.reading.repair import repair_slid_labels
from jixiao.targets.reading.running import read_running
from jixiao.targets.reading.sentences import read_sentences
from jixiao.targets.reading.stream import read_stream
from jixiao.targets.reading.ticks import read_choice, read_ticks
from jixiao.targets.table import EmptyRow, Indicator, TargetTable


@dataclass
class _Part:
    """One printed page of a table."""

    form: PrintedForm
    header: Header
    body: Body


def read_tables(
    flow: Flow, coverage: Coverage, forms: Iterable[PrintedForm]
) -> tuple[TargetTable, ...]:
    """Read the target tables of the forms that were found in a document.

    Nothing in a document raises: what is not understood stays unread in `coverage`.
    """
    tables: list[list[_Part]] = []
    for form in forms:
        reader = HeaderReader(flow, coverage, form.dialect)
        header = reader.read(form.start, form.heads[0], form.money_unit)
        reader.read_tail(form.end, form.tail)
        before = tables[-1] if tables else None
        same = before is not None and header.same_as(before[0].header)
        last = before[-1].body.last if before is not None and same else None
        levels = Levels(flow, coverage, form.dialect)
        coverage.label(form.heads[0], form.body)
        read = _reader(flow, form)
        part = _Part(form, header, read(flow, coverage, form, levels, last))
        if before is not None and same and _goes_on(before[-1], part):
            before.append(part)
        else:
            tables.append([part])
    return tuple(_table(flow, coverage, parts) for parts in tables)


def _reader(flow: Flow, form: PrintedForm) -> Callable[..., Body]:
    """Choose by layout: sentences, rows of cells, running lines, or a stream of cells."""
    if form.sentences:
        return read_sentences
    if _is_grid(flow, form):
        return read_grid
    plain = head_roles(flow, form) == _PLAIN
    return read_running if plain and not _one_cell_a_line(flow, form) else read_stream


def _one_cell_a_line(flow: Flow, form: PrintedForm) -> bool:
    """Say whether the heads stand a line each and hardly a line below holds two cells."""
    heads = sum(1 for _ in flow.line_spans(*form.heads))
    lines = list(flow.line_spans(form.body, form.end))
    whole = sum(len(list(flow.chunks(*line))) == 1 for line in lines)
    return heads >= len(_PLAIN) and whole > _ONE_CELL * len(lines)


_PLAIN = ["dimension", "aspect", "name", "value"]
_ONE_CELL = 0.85


def _is_grid(flow: Flow, form: PrintedForm) -> bool:
    """Say whether most rows below the column heads are parted by tabs."""
    lines = [flow.lines[flow.line_index(a)].text for a, _ in flow.line_spans(form.body, form.end)]
    return sum("\t" in line for line in lines) > len(lines) / 2


def _has_cells(flow: Flow, form: PrintedForm) -> bool:
    """Say whether the file itself says which rows a merged label spans; then no label slides."""
    return form.body < len(flow) and bool(flow.lines[flow.line_index(form.body)].cells)


def _goes_on(before: _Part, part: _Part) -> bool:
    """Say whether a page with the same header carries on the table, rather than repeats it.

    Forms print their aspects in order: a page that goes on never starts above where the last
    one stopped.
    """
    rank = before.form.dialect.framework.rank
    last = before.body.last
    first = next((row.group for row in part.body.rows), None) or next(iter(part.body.empty), None)
    if last is None or first is None or last.aspect is None or first.aspect is None:
        return True
    return rank(first.aspect) >= rank(last.aspect)


def _table(flow: Flow, coverage: Coverage, parts: list[_Part]) -> TargetTable:
    form, header = parts[0].form, parts[0].header
    rows = [row for part in parts for row in part.body.rows]
    notes = [note for part in parts for note in (*part.header.notes, *part.body.notes)]
    if form.dialect.labels_slide and not _has_cells(flow, form):
        rows, moved = repair_slid_labels(flow, rows)
        notes += moved
    year = form.fiscal_year
    indicators = []
    for row in rows:
        indicator, found = _indicator(flow, coverage, row, form, year)
        indicators.append(indicator)
        notes += found
    if len(parts) > 1:
        text = f"同一项目分印 {len(parts)} 页、每页重印表头，已并为一张表"
        notes.append(Note(code="pages_joined", text=text))
    if form.dialect.code == BASE:
        text = "不是已知表式，按通用标签读取，请核对各项"
        notes.insert(0, Note(code="unknown_dialect", text=text))
    total = _last_total(parts)
    return TargetTable(
        dialect=form.dialect.code,
        form_title=form.form_title,
        fiscal_year=year,
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
        indicators=tuple(indicators),
        empty_rows=tuple(_empty(flow, g) for part in parts for g in part.body.empty),
        pages=len(parts),
        notes=tuple(notes),
        evidence=_evidence(flow, parts),
        budget_execution=header.budget_execution(),
        objective_achieved=header.achieved,
        total_score=_points(flow, total),
        monitored_months=_months(flow, form),
    )


def _evidence(flow: Flow, parts: list[_Part]) -> dict[str, Evidence]:
    found = dict(parts[0].header.evidence)
    title = parts[0].form.title
    if title[0] < title[1]:
        found["form_title"] = flow.evidence(*title)
    if total := _last_total(parts):
        found["total_score"] = flow.evidence(*total)
    return found


def _months(flow: Flow, form: PrintedForm) -> int | None:
    """Say how many months of the year a monitoring form looks at: 1-7月执行数."""
    found = _SO_FAR.search(flow.folded, form.start, form.body)
    return int(found[1]) if found else None


_SO_FAR = re.compile(r"1[-—–~至到](1[0-2]|[2-9])月(?:预算|实际)?(?:执行|完成)")


def _last_total(parts: list[_Part]) -> Span | None:
    return next((part.body.total for part in reversed(parts) if part.body.total), None)


def _empty(flow: Flow, group: IndicatorGroup) -> EmptyRow:
    return EmptyRow(
        dimension=group.dimension,
        aspect=group.aspect,
        required=group.required,
        evidence=flow.evidence(group.start, group.end),
    )


def _indicator(
    flow: Flow, coverage: Coverage, row: IndicatorRow, form: PrintedForm, year: int | None
) -> tuple[Indicator, list[Note]]:
    dialect = form.dialect
    cells = [span for span in (row.sign, row.unit, *row.beside.values()) if span]
    for span in (*row.name, *row.value, *cells):
        coverage.use(*span)
    name, text = flow.join(row.name), flow.join(row.value)
    text = "".join([_cell(flow, row.sign), text, _cell(flow, row.unit)]) if text else text
    label = None
    if prefix := dialect.prefix.match(chinese.fold(name)):
        label, name = name[: prefix.end()].strip(), name[prefix.end() :].strip()
    value, found = read_value(text, year) if text else (TargetValue(text=""), ())
    evidence = flow.evidence(row.start, row.end)
    group = row.group
    causes, reason = _causes(flow, row, dialect)
    likelihood = next(iter(_ticked(flow, row, "likelihood", dialect)[0]), None)
    return Indicator(
        dimension=group.dimension,
        dimension_label=group.dimension_label,
        aspect=group.aspect or _only_aspect(group, dialect),
        aspect_label=group.aspect_label,
        required=group.required,
        name=name,
        label=label,
        target=value,
        not_applicable=is_not_applicable(name) or is_not_applicable(value.text),
        evidence=evidence,
        actual=_value(flow, row, "actual", year),
        weight=_points(flow, row.beside.get("weight")),
        score=_points(flow, row.beside.get("score")),
        reason=reason or None,
        expected=_value(flow, row, "expected", year),
        causes=causes,
        likelihood=likelihood,
        remark=_cell(flow, row.beside.get("remark")) or None,
        by_area=_by_area(flow, row, form, value, year),
    ), [_with_evidence(note, evidence) for note in found]


def _value(flow: Flow, row: IndicatorRow, role: str, year: int | None) -> TargetValue | None:
    text = _cell(flow, row.beside.get(role))
    return read_value(text, year)[0] if text else None


def _causes(flow: Flow, row: IndicatorRow, dialect: Dialect) -> tuple[tuple[str, ...], str]:
    """Give the causes of a deviation, and the reason in words, wherever it was written."""
    causes, written = _ticked(flow, row, "causes", dialect)
    told = [_cell(flow, row.beside.get("reason")), written, _cell(flow, row.beside.get("causes"))]
    return causes, "；".join(text for text in told if text)


def _ticked(
    flow: Flow, row: IndicatorRow, kind: str, dialect: Dialect
) -> tuple[tuple[str, ...], str]:
    """Give what is ticked in the columns of a kind, and what is written in them."""
    words = {
        role.partition(" ")[2]: heads
        for role, heads in dialect.heads.items()
        if role.startswith(f"{kind} ")
    }
    cells = {word: _cell(flow, row.beside.get(f"{kind} {word}")) for word in words}
    marked, written = read_ticks(cells)
    return marked or read_choice(_cell(flow, row.beside.get(kind)), words), written


def _by_area(
    flow: Flow, row: IndicatorRow, form: PrintedForm, whole: TargetValue, year: int | None
) -> dict[str, TargetValue]:
    """Give the value of each area that has one, in the order of the columns."""
    if form.areas is None:
        return {}
    named = zip(form.areas.names, form.areas.roles, strict=True)
    values = {n: whole if r == "value" else _value(flow, row, r, year) for n, r in named}
    return {name: value for name, value in values.items() if value and value.text}


def _points(flow: Flow, span: Span | None) -> Decimal | None:
    """Read points: 10, 10分; None for anything else."""
    found = _POINTS.fullmatch(chinese.key(_cell(flow, span)))
    return Decimal(found[1]) if found else None


_POINTS = re.compile(r"(\d+(?:\.\d+)?)(?:分|%)?")


def _cell(flow: Flow, span: Span | None) -> str:
    """Give a sign or a unit of a column of its own; 定性 is no sign."""
    text = flow.text(*span) if span else ""
    return "" if text == "定性" else text


def _with_evidence(note: Note, evidence: Evidence) -> Note:
    """Give a note the place of the row it is about."""
    return Note(code=note.code, text=note.text, evidence=evidence)


def _only_aspect(group: IndicatorGroup, dialect: Dialect) -> str | None:
    """Name the aspect of a dimension that has just one: 满意度."""
    of = dialect.framework.dimension_of
    aspects = [aspect for aspect, dimension in of.items() if dimension == group.dimension]
    return aspects[0] if len(aspects) == 1 else None
