"""What a column holds whose head says nothing: by the cells below it, where tabs part them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from jixiao.documents import Flow, Gap
from jixiao.quantity import is_bare_unit, is_figures, is_sign, is_usual_wording
from jixiao.targets.reading.head_columns import HeadColumn
from jixiao.targets.reading.heads import LEVELS

_MOST_LINES = 40
"""Lines below the heads that are looked at."""
_FEWEST_CELLS = 2
_LEAST_SHARE = 0.8
_SIGN_WORDS = frozenset(("定性", "定量", "文字描述"))
_LEFT_OUT = ("other", "explanation")
"""Columns of which no row keeps anything."""
_NO_UNIT = frozenset(("/", "-", "—", "无"))


def with_roles_by_contents(
    flow: Flow, columns: Sequence[HeadColumn], start: int, end: int
) -> list[HeadColumn]:
    """The columns with the name, the value, its sign and its unit found by their cells.

    Only columns whose heads no list names are asked, and only for what no head announces, but for
    signs: what is kept of no row may hold them under any head. The value is the first column right
    of the name that holds targets.
    """
    if not any(column.role in _LEFT_OUT for column in columns):
        return list(columns)
    texts = _texts_by_place(flow, start, end)
    recognised = list(columns)
    for role, holds in _KINDS.items():
        if any(column.role == role for column in recognised):
            continue
        for at in _right_of_names(recognised, role):
            if _is_asked(recognised[at], role) and _hold(
                texts, recognised[at].place, holds
            ):
                recognised[at] = replace(recognised[at], role=role)
                break
    return recognised


def _is_asked(column: HeadColumn, role: str) -> bool:
    return column.role in _LEFT_OUT and (column.unknown or role == "sign")


def _right_of_names(columns: Sequence[HeadColumn], role: str) -> range:
    """Where a column may stand: the name right behind the levels, all others behind the name."""
    last = max(
        (n for n, c in enumerate(columns) if c.role in (*LEVELS, "name")), default=-1
    )
    stop = min(last + 2, len(columns)) if role == "name" else len(columns)
    return range(last + 1, stop)


def _texts_by_place(flow: Flow, start: int, end: int) -> Mapping[int, list[str]]:
    """The texts below the heads by their column; of lines without tabs none."""
    texts: dict[int, list[str]] = defaultdict(list)
    for line in islice(flow.line_spans(start, end), _MOST_LINES):
        if "\t" not in flow.lines[flow.line_index(line[0])].text:
            continue
        for cell in flow.split(*line, Gap.CELL):
            texts[flow.column(cell)].append(flow.text(*cell))
    return texts


def _hold(
    texts: Mapping[int, list[str]], place: int, holds: Callable[[str], bool]
) -> bool:
    """Whether most cells of a column are of a kind."""
    cells = texts.get(place, [])
    share = sum(map(holds, cells))
    return len(cells) >= _FEWEST_CELLS and share >= _LEAST_SHARE * len(cells)


def _is_sign(text: str) -> bool:
    return is_sign(text) or text in _SIGN_WORDS


def _is_unit(text: str) -> bool:
    return is_bare_unit(text) or text in _NO_UNIT


def _is_name(text: str) -> bool:
    return not (is_figures(text) or is_usual_wording(text) or _is_sign(text))


def is_target(text: str) -> bool:
    """Whether a cell holds what a target is: figures, or a degree."""
    return is_figures(text) or is_usual_wording(text)


_KINDS: Mapping[str, Callable[[str], bool]] = {
    "name": _is_name, "sign": _is_sign, "unit": _is_unit, "value": is_target,
}  # fmt: skip
"""What the cells of each kind of column are, in the order in which they are looked for."""
