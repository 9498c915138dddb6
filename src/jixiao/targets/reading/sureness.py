"""How sure the rows of a form are: two readers read it, the likelier reading counts, both are compared."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Evidence, ReadAs
from jixiao.quantity import (
    find_values,
    is_bare_unit,
    is_figures,
    is_usual_wording,
)
from jixiao.targets.dialect import Dialect, LabelKind
from jixiao.targets.reading.cell_wording import cell_cost
from jixiao.targets.reading.columns import kind_of
from jixiao.targets.reading.cuts import degree_wording, weights
from jixiao.targets.reading.grounds import (
    LEVEL_AS_NAME,
    NO_GROUNDS,
    ODD_VALUE,
    ODD_WORDS,
    OTHER_READING,
    Grounds,
)
from jixiao.targets.reading.indicators import read_points
from jixiao.targets.reading.label_makes import holds_label, kind_of_field
from jixiao.targets.reading.levels import Body, IndicatorRow
from jixiao.targets.reading.own_levels import is_made
from jixiao.targets.reading.shape_words import head_words
from jixiao.targets.reading.wording import IMPOSSIBLE

_EXPECTED = ("value", "actual", "weight", "score")
_POINTS = ("weight", "score")
_TWO_CELLS = "名称里有空格，可能是两栏"
_LEVEL_IN_NAME = "上一行的名称里可能有级别，这一行或许也属它"
_LEFT_OUT = "别的行有的栏，这一行没有读到"
_SATISFACTION = "满意度指标"
"""Has but one second level, which many forms do not print."""
_LABEL_WITHIN = re.compile(r".(?:[)）]名称|\d[.、][\u4e00-\u9fff]{2,8}:)")
"""A label glued to the value before it that is told by its brackets, number or colon."""
_LEVEL_WITHIN = re.compile(
    r"(?:产出|完成|效益|效果|满意度|数量|质量|时效|成本|经济|社会|生态|影响)指标."
)
"""The label of a level that nothing parts from a name."""
_BELOW_ROWS = re.compile(
    r"(?:资金|预算|项目|经费)(?:使用|支出|执行|管理|实施|完成|组织)*情况|存在(?:的|主要)?问题|.{0,6}(?:自评|评价)(?:结论|等级|结果)"
    r"|.{0,12}(?:建议或举措|建议|改进措施|整改措施|原因分析|意见|结论)|(?:年度|长期|总体|绩效|工作)*目标\d{0,2}"
)
"""What names a part of a form that holds no indicator."""
_RUNS_ON = re.compile(r"(?![前后内外以左上下]|之[前后内])[\u4e00-\u9fff].*")
_LEVEL_ALONE = re.compile(
    r"(?:数量|质量|时效|成本|[经社生][济会态]效益|可持续影响|[\u4e00-\u9fff]{0,8}满意度)指标"
)
"""The label of a second level in the place of a name."""
_MOST_ROWS = 0.6
_SHORTEST_LABEL = 4
_LONG_REST = 4
_LONGEST_UNIT = 4
_LONGEST_FIELD = 60
_HOLDS_LABEL = "可能连着别的栏目"
_DEAREST = 12.0
"""No single cell makes a reading dearer than this."""


def cost_of(flow: Flow, body: Body, known: Coverage, span: Span) -> float:
    """How unlikely a reading of a stretch is: its cells by their wording, and what it left unread."""
    cost = weights("sureness")
    total = 0.0
    for row in body.rows:
        total += _row_cost(flow, row)
        for cell in cells_of(row):
            known.use(*cell)
    for first, last in known.unread(*span):
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
    total += cost["label_within"] * bool(_LEVEL_WITHIN.search(chinese.key(name)))
    if value:
        total += _cell_cost(value, "value", points=points)
    else:
        total += cost["no_value_but_points"] if points else cost["no_value"]
    for role, span in row.beside.items():
        total += _cell_cost(flow.text(*span), kind_of(role), points=points)
    total += cost["over_space"] * _has_gap_within(flow, row)
    total += cost["over_cells"] * _cells_crossed(flow, row)
    return total


def _cell_cost(text: str, kind: str, *, points: bool = False) -> float:
    dear = cell_cost(text, kind, beside_points=points)
    return min(_DEAREST, dear if dear < IMPOSSIBLE else _DEAREST)


def cells_of(row: IndicatorRow) -> tuple[Span, ...]:
    """The stretches of a row that it keeps."""
    beside = [span for span in (row.sign, row.unit, *row.beside.values()) if span]
    return (*row.name, *row.value, *beside)


def _cells_crossed(flow: Flow, row: IndicatorRow) -> int:
    """How many borders of cells its texts run over."""
    return sum(
        flow.gaps[at] == Gap.CELL
        for start, end in cells_of(row)
        for at in range(start + 1, end)
    )


def compare(
    flow: Flow,
    rows: list[IndicatorRow],
    others: list[IndicatorRow],
    headed: Sequence[str] = (),
    grounds: Grounds | None = None,
) -> list[IndicatorRow]:
    """The rows with how each was read and, where it is not sure, why; `headed` are the columns.

    `grounds` are what the whole form says for them.

    A row is sure where a second reader reads it alike or the next best reading is far dearer, its
    cells are worded as such cells are, it fills the columns that the rows beside it fill, and it
    stands under the levels that the form has.
    """
    read_twice = {_facts(flow, row) for row in others}
    usual = _usual_columns(rows)
    grounds = grounds or NO_GROUNDS
    asked = _levels_asked(rows, headed, grounds)
    marked: list[IndicatorRow] = []
    for row in rows:
        read_as = how_read(flow, row)
        agreed = _facts(flow, row) in read_twice
        doubt = row.doubt or _doubt(flow, row, read_as, usual, agreed=agreed)
        if doubt and grounds.speaks_for(flow, row, doubt):
            doubt = None
        doubt = doubt or _doubt_of_level(row, asked)
        cuts = _doubt_of_cuts(flow, row, read_as) or _doubt_of_words(flow, row)
        if cuts and not grounds.speaks_for(flow, row, cuts):
            doubt = doubt or cuts
        if doubt is None and marked and _is_under_doubtful(row, marked[-1]):
            doubt = _LEVEL_IN_NAME
        marked.append(replace(row, read_as=read_as, agreed=agreed, doubt=doubt))
    return marked


def _levels_asked(
    rows: Sequence[IndicatorRow], headed: Sequence[str], grounds: Grounds
) -> set[str]:
    """The levels below heads that a row must have: printed ones; no first where the second says it in every row."""
    asked = set(headed) & grounds.levels
    has_first = any(row.group.dimension_label for row in rows)
    if not has_first and all(row.group.aspect for row in rows):
        asked.discard("dimension")
    return asked


def _is_under_doubtful(row: IndicatorRow, above: IndicatorRow) -> bool:
    """Whether the row above may hold a label in its name, which would govern this row too."""
    in_doubt = above.doubt in (_TWO_CELLS, _LEVEL_IN_NAME, ODD_VALUE)
    return in_doubt and row.group is above.group


def _doubt_of_level(row: IndicatorRow, headed: set[str]) -> str | None:
    """Why the levels of a row may be wrong: none was known below their head.

    A known second level says which first one it is.
    """
    group = row.group
    second = group.aspect or group.aspect_label or group.dimension == _SATISFACTION
    if "aspect" in headed and not second:
        return "没有认出这一行的二级指标"
    if "dimension" in headed and not (group.dimension_label or group.aspect):
        return "没有认出这一行的一级指标"
    return None


def _doubt_of_cuts(flow: Flow, row: IndicatorRow, read_as: ReadAs) -> str | None:
    """Why the cells of a row may be cut wrongly: a part that parts of its line were cut from, odd words."""
    if read_as is ReadAs.RULED_CELL:
        return None
    if any(_holds_number_apart(flow, span) for span in row.name):
        return "名称里有隔开的数字，可能是另一栏"
    value = flow.join(row.value)
    is_glued = read_as in (ReadAs.RUN_TOGETHER, ReadAs.SENTENCE)
    is_odd = is_glued or is_made(value) or value[:1].isdigit()
    if value and is_odd and not is_usual_value(value):
        return ODD_VALUE
    return None


def _doubt_of_words(flow: Flow, row: IndicatorRow) -> str | None:
    """Why a row may be none, or cut wrongly: the words of column heads stand in it, or no unit where one is."""
    name, value = flow.key(*row.name[0]) if row.name else "", ""
    if row.value:
        value = flow.key(*row.value[0])
    is_level = _LEVEL_WITHIN.search(name) or _LEVEL_ALONE.fullmatch(name)
    if _BELOW_ROWS.fullmatch(name):
        return "这一行可能是指标以外的栏目"
    if {name, value} & head_words() or is_level:
        return LEVEL_AS_NAME
    unit = flow.key(*row.unit) if row.unit else ""
    if len(unit) > _LONGEST_UNIT and not is_bare_unit(unit):
        return "单位一栏印的不是单位，可能连着另一栏"
    return None


def _holds_number_apart(flow: Flow, span: Span) -> bool:
    """Whether a name holds a number that stands apart from its words: 发放完成时间 10."""
    _, *later = flow.split(*span)
    return any(
        flow.folded[first:last].replace(".", "").isdigit() for first, last in later
    )


def is_usual_value(value: str) -> bool:
    """Whether a value is worded as targets are: figures, or a degree."""
    key = chinese.key(value)
    return (
        is_figures(value)
        or _holds_figures(key)
        or is_usual_wording(value)
        or (degree_wording().fullmatch(key) is not None)
    )


def _holds_figures(key: str) -> bool:
    """Whether a text holds figures, and does not run on behind those it opens with: 5万元以内 | 是."""
    values = find_values(key)
    if not values:
        return False
    (start, end), *_ = values
    return start > 0 or _RUNS_ON.fullmatch(key, end) is None


def _usual_columns(rows: list[IndicatorRow]) -> set[str]:
    """The columns that most rows fill."""
    filled = Counter(
        role for row in rows for role in (*row.beside, *_value_column(row))
    )
    return {role for role in _EXPECTED if filled[role] > _MOST_ROWS * max(1, len(rows))}


def _value_column(row: IndicatorRow) -> list[str]:
    return ["value"] if row.value else []


def _doubt(
    flow: Flow,
    row: IndicatorRow,
    read_as: ReadAs,
    usual: set[str],
    *,
    agreed: bool,
) -> str | None:
    """Why a person should look at a row; None where nothing speaks against it."""
    cost = weights("sureness")
    if row.margin is None and not agreed:
        return "两种读法不一致"
    if "actual" in row.beside and not row.value:
        return "有实际完成值而没有读到指标值"
    if "value" in usual and not row.value and read_as is not ReadAs.RULED_CELL:
        return _LEFT_OUT
    if agreed and "\t" in flow.lines[flow.line_index(row.start)].text:
        # Cells that the text itself parts, read alike twice: what is odd is the paper's.
        return None
    least = cost["margin_agreed"] if agreed else cost["margin_alone"]
    if row.margin is not None and row.margin < least:
        return OTHER_READING
    if read_as is ReadAs.RULED_CELL:
        return None
    is_whole = agreed and read_as is ReadAs.ALIGNED_COLUMN
    if not is_whole and _row_cost(flow, row) > cost["odd_row"]:
        return ODD_WORDS
    if _has_gap_within(flow, row):
        return _TWO_CELLS
    if any(_goes_on(flow, span) for span in row.value):
        return "指标值后面隔开的字，可能是另一栏"
    if usual - {*row.beside, *_value_column(row)} and not agreed:
        return _LEFT_OUT
    weight, score = (read_points(flow, row.beside.get(role)) for role in _POINTS)
    if weight is not None and score is not None and score > weight:
        return "得分大于分值，可能读错了栏"
    return None


def _has_gap_within(flow: Flow, row: IndicatorRow) -> bool:
    """Whether a space parts two pieces of a name as it parts cells."""
    return any(
        flow.gaps[at] == Gap.SPACE
        and not flow.folded[at].isascii()
        and not flow.folded[at - 1].isascii()
        for start, end in row.name
        for at in range(start + 1, end)
    )


def _goes_on(flow: Flow, span: Span) -> bool:
    """Whether words stand apart behind a value that is whole without them: ≥95% | 反映完成数量."""
    first, *others = flow.split(*span)
    if not others:
        return False
    value, rest = flow.key(*first), flow.key(others[0][0], span[1])
    is_whole = is_figures(value) or degree_wording().fullmatch(value) is not None
    return is_whole and len(rest) >= _LONG_REST and rest.isalpha()


def _facts(flow: Flow, row: IndicatorRow) -> tuple[object, ...]:
    """What two readers must agree on."""
    beside = tuple(
        flow.key(*row.beside[role]) if role in row.beside else ""
        for role in ("actual", "weight", "score")
    )
    name = "".join(flow.key(*span) for span in row.name)
    value = "".join(flow.key(*span) for span in row.value)
    return (name, value, row.group.aspect, beside)


def how_read(flow: Flow, row: IndicatorRow) -> ReadAs:
    """By what the cells of a row were told apart."""
    line = flow.lines[flow.line_index(row.start)]
    if line.cells:
        return ReadAs.RULED_CELL
    inner = [start for start, _ in cells_of(row) if start > row.start]
    if all(flow.gaps[at] for at in inner):
        return ReadAs.ALIGNED_COLUMN
    ends = {flow.folded[at - 1] for at in inner} | {flow.folded[row.end - 1]}
    return ReadAs.SENTENCE if ends & set(";。,:，；：") else ReadAs.RUN_TOGETHER


def header_evidence(
    flow: Flow, dialect: Dialect, at: Evidence, text: str, place: str = ""
) -> Evidence:
    """The evidence of a value of the header: how it was read, and whether it may hold a label too."""
    read_as = ReadAs.ALIGNED_COLUMN
    if at.cell or at.box:
        read_as = ReadAs.RULED_CELL
    elif at.lines and flow.pieces_of_line(at.lines[0]) > 1:
        read_as = ReadAs.RUN_TOGETHER
    doubt = at.doubt
    if doubt is None and read_as is not ReadAs.RULED_CELL:
        doubt = _odd_field(dialect, chinese.key(text), read_as, place)
    return msgspec.structs.replace(at, read_as=read_as, sure=doubt is None, doubt=doubt)


def _odd_field(dialect: Dialect, words: str, read_as: ReadAs, place: str) -> str | None:
    """Why a value of the header that no ruled cell bounds may hold another label; None where it does not."""
    if len(words) > _LONGEST_FIELD or "|" in words:
        return _HOLDS_LABEL
    if not dialect.varies:
        return None
    is_glued = read_as is ReadAs.RUN_TOGETHER
    holds = (
        any(
            label.words in words
            for label in dialect.labels
            if label.kind is LabelKind.FIELD and len(label.words) >= _SHORTEST_LABEL
        )
        or _LABEL_WITHIN.search(words)
        or holds_label(words, kind_of_field(place), is_glued=is_glued)
    )
    return _HOLDS_LABEL if holds else None
