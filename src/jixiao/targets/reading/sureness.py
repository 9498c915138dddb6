"""How sure the rows of a form are: two readers read it, the likelier reading counts, both are compared."""

from collections.abc import Iterable
from dataclasses import replace

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import ReadAs
from jixiao.targets.reading.cell_wording import cell_cost
from jixiao.targets.reading.columns import kind_of
from jixiao.targets.reading.cuts import weights
from jixiao.targets.reading.levels import Body, IndicatorRow
from jixiao.targets.reading.wording import IMPOSSIBLE

_DEAREST = 12.0
"""No single cell makes a reading dearer than this."""


def cost_of(flow: Flow, body: Body, known: Coverage, span: Span) -> float:
    """How unlikely a reading of a stretch is: its cells by their wording, and what it left unread."""
    cost = weights("sureness")
    total = 0.0
    for row in body.rows:
        total += _row_cost(flow, row)
        for cell in _cells(row):
            known.use(*cell)
    start, end = span
    for first, last in known.unread():
        if start <= first < end:
            has_figures = any(map(str.isdigit, flow.folded[first:last]))
            total += cost["unread_character"] * (last - first)
            total += cost["unread_figures"] * has_figures
    return total


def _row_cost(flow: Flow, row: IndicatorRow) -> float:
    cost = weights("sureness")
    points = "weight" in row.beside or "score" in row.beside
    total = 0.0
    name, value = flow.join(row.name), flow.join(row.value)
    total += _cell_cost(name, "name") if name else cost["no_name"]
    total += cost["label_as_name"] * (name == row.group.aspect)
    if value:
        total += _cell_cost(value, "value", points=points)
    else:
        total += cost["no_value_but_points"] if points else cost["no_value"]
    for role, span in row.beside.items():
        total += _cell_cost(flow.text(*span), kind_of(role), points=points)
    total += cost["over_cells"] * _cells_crossed(flow, row)
    return total


def _cell_cost(text: str, kind: str, *, points: bool = False) -> float:
    dear = cell_cost(text, kind, beside_points=points)
    return min(_DEAREST, dear if dear < IMPOSSIBLE else _DEAREST)


def _cells(row: IndicatorRow) -> Iterable[Span]:
    beside = [span for span in (row.sign, row.unit, *row.beside.values()) if span]
    return (*row.name, *row.value, *beside)


def _cells_crossed(flow: Flow, row: IndicatorRow) -> int:
    """How many borders of cells its texts run over."""
    return sum(
        flow.gaps[at] == Gap.CELL
        for start, end in _cells(row)
        for at in range(start + 1, end)
    )


def compare(
    flow: Flow, rows: list[IndicatorRow], others: list[IndicatorRow]
) -> list[IndicatorRow]:
    """The rows with how each was read and, where it is not sure, why.

    A row that a second reader reads alike is sure unless the next best reading is as good.
    """
    read_twice = {_facts(flow, row) for row in others}
    return [_marked(flow, row, _facts(flow, row) in read_twice) for row in rows]


def _facts(flow: Flow, row: IndicatorRow) -> tuple[object, ...]:
    """What two readers must agree on."""
    beside = tuple(
        flow.key(*row.beside[role]) if role in row.beside else ""
        for role in ("actual", "weight", "score")
    )
    name = "".join(flow.key(*span) for span in row.name)
    value = "".join(flow.key(*span) for span in row.value)
    return (name, value, row.group.aspect, beside)


def _marked(flow: Flow, row: IndicatorRow, agreed: bool) -> IndicatorRow:
    cost = weights("sureness")
    doubt = row.doubt
    least = cost["margin_agreed"] if agreed else cost["margin_alone"]
    if row.margin is None:
        if not agreed:
            doubt = doubt or "两种读法不一致"
    elif row.margin < least:
        doubt = doubt or "这一行还有别的读法，把握不大"
    return replace(row, read_as=row.read_as or how_read(flow, row), doubt=doubt)


def how_read(flow: Flow, row: IndicatorRow) -> ReadAs:
    """By what the cells of a row were told apart."""
    line = flow.lines[flow.line_index(row.start)]
    if line.cells:
        return ReadAs.RULED_CELL
    inner = [start for start, _ in _cells(row) if start > row.start]
    if all(flow.gaps[at] for at in inner):
        return ReadAs.ALIGNED_COLUMN
    ends = {flow.folded[at - 1] for at in inner} | {flow.folded[row.end - 1]}
    return ReadAs.SENTENCE if ends & set(";。,:，；：") else ReadAs.RUN_TOGETHER
