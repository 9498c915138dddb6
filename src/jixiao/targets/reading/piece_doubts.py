"""What shows that a cell of a row is a piece of one or holds two: units alone, torn figures, names for values.

None of it is ever the paper's own wording, so nothing that a form says for its rows answers it.
"""

import re
from collections.abc import Sequence

from jixiao import chinese
from jixiao.documents import Flow, Span
from jixiao.quantity import (
    find_values,
    is_bare_unit,
    is_figures,
    is_usual_wording,
)
from jixiao.targets.reading.cuts import degree_wording
from jixiao.targets.reading.levels import IndicatorRow

PIECE_OF_NAME = "名称像是一段的一截，可能切错了"
NAME_AS_VALUE = "指标值像是指标名称，可能错了一栏"
TORN_VALUE = "指标值像是被断开的，可能不完整"
TWO_VALUES = "指标值里像有两栏的内容"
ODD_ACTUAL = "完成值像是别的栏的内容"
_PAIRS = (("“", "”"), ("《", "》"), ("[", "]"))
_OPENS_PIECE = re.compile(r"[/·%‰≥≤<>=≧≦”》\]]")
_NUMBER_WITHIN = re.compile(r"[\u4e00-\u9fff]\d{1,2}、(?=[\u4e00-\u9fff])")
"""The number of an item that another item runs on into: 成本控制 | 5、补助标准."""
_SHORTEST = 2
_ROW_PREFIX = re.compile(r"指标\d{1,2}[:、.]")
_OF_NAMES = re.compile(
    r"(?:[率数]|人数|次数|数量|面积|满意度|时间|成本|费用|长度|年限|户数|批次)$"
)
_OF_VALUES = re.compile(
    r"\d|[≥≤<>=]|^(?:不|无|未|零|按|应|达|有|全|保|提|降|节|控|增|减|符|改|完|合|较|高|低|优|年|逐|持|确|大|稳|满足|≥)"
)
"""How degrees and promises begin, whatever they end in: 降低成本, 按标准, 达到人数."""
_SHORTEST_NAME = 4
_BRACKETS_BEHIND = re.compile(r"\([^()]*\)$")
_UNIT_BEFORE = re.compile(r"\(([^()]{1,3})\)")
_TORN_DATE = re.compile(r"\d年\d{1,2}$|\d月\d{1,2}$|^[月日](?=[底前初末\d]|$)")
_TORN_OPENING = re.compile(r"[/·%‰”》\])]")
_OF_DATES = ("底", "前", "末", "月", "日", "年")
_SIGNED = re.compile(r"[≥≤<>≧≦]|[不][低高少多]于|[大小]于等于")
_YEAR_ALONE = re.compile(r"\(?20\d{2}年?度?\)?")
_TITLE = re.compile(r"(?:目标|自评|申报|审批|监控)[\u4e00-\u9fff]{0,4}表$")
_MONEY = re.compile(
    r"(?:其中:)?(?:[本当]?年(?:度)?|[中央省市县级地方]*)(?:财政拨款|财政资金|资金总额|其他资金|上级资金|自筹资金|结转资金)"
)
_NUMBER = re.compile(r"[\d.,]+")


def doubt_of_pieces(
    flow: Flow, row: IndicatorRow, *, is_parted: bool = False
) -> str | None:
    """Why a cell of a row may be a piece of one or two in one; None where nothing shows it.

    Where the text parts the cells of a row, its name is the paper's.
    """
    name = chinese.key(flow.join(row.name))
    value = chinese.key(flow.join(row.value))
    return (
        (None if is_parted else _of_name(name, value))
        or _of_value(flow, row, value)
        or _of_actual(flow, row, value)
    )


def _of_name(name: str, value: str) -> str | None:
    if _TITLE.search(name) and _YEAR_ALONE.fullmatch(value):
        return "这一行印的是表名和年度，不是指标"
    if _MONEY.fullmatch(name) and _NUMBER.fullmatch(value):
        return "这一行印的是资金，不是指标"
    if not name:
        return None
    is_short = len(name) < _SHORTEST or is_bare_unit(name) or is_figures(name)
    is_degree = degree_wording().fullmatch(name) is not None
    unit = _UNIT_BEFORE.match(name)
    opens = bool(unit and is_bare_unit(unit[1])) or _OPENS_PIECE.match(name) is not None
    is_piece = is_short or is_degree or opens or _NUMBER_WITHIN.search(name) is not None
    return PIECE_OF_NAME if is_piece or _is_unpaired(name) else None


def _is_unpaired(text: str) -> bool:
    return any(text.count(opens) != text.count(closes) for opens, closes in _PAIRS)


def _of_value(flow: Flow, row: IndicatorRow, value: str) -> str | None:
    if not value:
        return None
    if _ROW_PREFIX.match(value) or _reads_as_name(value):
        return NAME_AS_VALUE
    if _TORN_DATE.search(value) or _TORN_OPENING.match(value) or _is_unpaired(value):
        return TORN_VALUE
    if _is_torn_number(flow, row):
        return TORN_VALUE
    if _are_two(flow, row.value, value):
        return TWO_VALUES
    return TORN_VALUE if _goes_on_below(flow, row.value) else None


def _are_two(flow: Flow, spans: Sequence[Span], value: str) -> bool:
    """Whether a value is figures with a degree behind them, or of several lines each is a value."""
    for _, end in find_values(value)[:1]:
        is_date = value[end - 1 : end] in _OF_DATES
        rest = value[end:]
        if not is_date and len(rest) > 1 and is_usual_wording(rest):
            return True
    parts = [part for span in spans for part in flow.line_spans(*span)]
    return len(parts) > 1 and all(_is_whole(flow.text(*part)) for part in parts)


def _is_whole(text: str) -> bool:
    """Whether a text is a value that needs nothing beside it."""
    is_degree = degree_wording().fullmatch(chinese.key(text)) is not None
    return is_degree or (is_figures(text) and not text.strip().isdigit())


def _reads_as_name(value: str) -> bool:
    """Whether a value ends as names do and begins as no value does."""
    value = _BRACKETS_BEHIND.sub("", value)
    is_long = len(value) >= _SHORTEST_NAME
    ends = _OF_NAMES.search(value) is not None
    return is_long and ends and _OF_VALUES.search(value) is None


def _is_torn_number(flow: Flow, row: IndicatorRow) -> bool:
    """Whether a digit that no cell of the row holds stands right before the one that its value opens with."""
    at = row.value[0][0]
    before = flow.folded[at - 1 : at]
    is_kept = any(span and span[1] == at for span in (row.unit, *row.beside.values()))
    is_glued = flow.folded[at].isdigit() and before.isdigit() and not flow.gaps[at]
    return is_glued and not is_kept


def _goes_on_below(flow: Flow, value: Sequence[Span]) -> bool:
    """Whether words stand on the line below a value that is whole without them: 长期 / 影响."""
    parts = [part for span in value for part in flow.line_spans(*span)]
    if len(parts) < _SHORTEST:
        return False
    first = flow.key(*parts[0])
    is_whole = is_figures(first) or degree_wording().fullmatch(first) is not None
    rest = "".join(flow.key(*part) for part in parts[1:])
    belongs = re.match(r"[前后内外以左上下(至到或,、/]|之", rest) or is_bare_unit(rest)
    return is_whole and not belongs


def _of_actual(flow: Flow, row: IndicatorRow, value: str) -> str | None:
    """What was achieved has a sign where the target has none, or opens as a piece."""
    span = row.beside.get("actual")
    if span is None or not value:
        return None
    actual = flow.key(*span)
    is_signed = _SIGNED.match(actual) and not (_SIGNED.search(value) or row.sign)
    return ODD_ACTUAL if is_signed or _TORN_OPENING.match(actual) else None
