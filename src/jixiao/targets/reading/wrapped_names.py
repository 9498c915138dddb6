"""Names whose end a narrow column printed on a line of its own, whole again."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.quantity import find_values, is_figures, is_sign, is_usual_wording
from jixiao.targets.reading.cuts import words
from jixiao.targets.reading.shape_words import (
    head_words,
    level_label,
    printed_labels,
)

_REST = re.compile(r"[\u4e00-\u9fff、“”《》()（）]{1,10}")
_PIECES = re.compile(r"\t|\s{1,}")
_HEADS = re.compile(r"[二三]级\s*(?:绩效)?指标|指标名称")
_SATISFACTION = ("满意度", "满意率", "满意程度")
_PEOPLE = re.compile(r"(?:群众|对象|家长|企业|单位|公众|[人者员户民众方属生友])$")
"""Whose satisfaction it may be that is printed below."""
_FEWEST_PIECES = 2
_SHORTEST_NAME = 3


def with_wrapped_names(lines: Iterable[Line]) -> list[Line]:
    """The lines with what stands alone below a row put to the end of its name.

    Only below the heads, where the name ends as no name does and ends as names do with it: 隐患点巡 | 查率.
    """
    joined: list[Line] = []
    is_below_heads = False
    for line in lines:
        above = joined[-1] if joined and is_below_heads else None
        whole = _with_rest(above.text, line.text) if above and not line.cells else ""
        if above and whole:
            joined[-1] = Line(above.number, whole, above.page, above.cells)
        else:
            joined.append(line)
        is_below_heads = is_below_heads or _HEADS.search(line.text) is not None
    return joined


def _with_rest(above: str, text: str) -> str:
    """The row above with the end of its name; nothing where the text is none."""
    rest = text.strip()
    if not _REST.fullmatch(rest):
        return ""
    pieces = [part for part in _PIECES.split(above.strip()) if part]
    name = _name_of(pieces)
    is_satisfaction = rest in _SATISFACTION and _PEOPLE.search(name)
    if _is_known(rest) and not is_satisfaction:
        return ""
    if not name or _ends_well(name) or not _ends_well(name + rest):
        return ""
    at = above.find(name) + len(name)
    return f"{above[:at]}{rest}{above[at:]}"


def _name_of(pieces: Sequence[str]) -> str:
    """The text right before the first target of a row; nothing where it is no name."""
    if len(pieces) < _FEWEST_PIECES:
        return ""
    first = next((n for n, piece in enumerate(pieces) if _is_target(piece)), 0)
    name = pieces[first - 1] if first else ""
    is_label = level_label().fullmatch(chinese.key(name)) is not None
    is_glued = bool(find_values(chinese.key(name)))
    return "" if is_label or is_glued or len(name) < _SHORTEST_NAME else name


def _is_target(piece: str) -> bool:
    return is_figures(piece) or is_sign(piece) or is_usual_wording(piece)


def _is_known(text: str) -> bool:
    """Whether a text is something of its own: a label, a head, a value, or a part of a label."""
    key = chinese.key(text)
    is_label = level_label().fullmatch(key) is not None or key in printed_labels()
    return is_label or key in head_words() or _is_target(text) or key in _label_ends()


@cache
def _label_ends() -> frozenset[str]:
    """What a narrow column breaks off the labels of levels: 指标, 标, 意度指标."""
    whole = ("数量指标", "社会效益指标", "可持续影响指标", "服务对象满意度指标")
    return frozenset(label[at:] for label in whole for at in range(1, len(label)))


def _ends_well(name: str) -> bool:
    return name.endswith(words("name_endings"))
