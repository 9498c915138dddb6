"""What rows are about by their names and values, and where that changes: a label of a level is due there."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jixiao.documents import Span

_LABEL = 4
"""The usual length of a label."""
_WORD = 2
_SHORTEST = 8
"""From so many characters on a run of words may hold a label and a name."""
_KINDS = (
    ("time", re.compile(r"(?:时间|时限|节点|周期|及时率|完工率)[^=]*=|=.*(?:月|日)(?:底|末|\d{1,2}日)?[前内]?$")),
    ("cost", re.compile(r"(?:成本|费用|造价|单价|补贴标准|补助标准)[^=]*=|=.*\d(?:万|亿)?元")),
    ("satisfaction", re.compile(r"满意")),
)  # fmt: skip
"""What names and values say of the level that a row stands under."""
_WORDS = re.compile(r"[\u4e00-\u9fff]+")


def kind_changes(text: str, values: Sequence[Span], end: int) -> frozenset[int]:
    """Where a new label must be expected though no word tells it: behind a value, before a row of another kind.

    Time, cost and satisfaction have a second level of their own in every form; a word that a label
    shares with the name behind it stands twice: 牧民感受 | 牧民满意率.
    """
    changes: set[int] = set()
    kind = ""
    for (_, behind), (first, last) in pairwise([(0, 0), *values]):
        name = text[behind:first]
        of_row = _kind_of(name, text[first:last])
        is_long = len(name) >= _SHORTEST and _WORDS.fullmatch(name[:_LABEL]) is not None
        second = _LABEL * (_is_twice(name[_LABEL:]) and len(name) > _SHORTEST)
        is_new = bool(of_row) and of_row != kind
        if behind and is_long and (is_new or second or _is_twice(name)):
            changes |= {behind, behind + second}
        kind = of_row or (kind and "other")
    return frozenset(place for place in changes if place < end)


def _is_twice(name: str) -> bool:
    """Whether a word that a text begins with stands again behind a label's length."""
    return name[:_WORD] == name[_LABEL : _LABEL + _WORD] and len(name) >= _LABEL + _WORD


def _kind_of(name: str, value: str) -> str:
    """Whether a row is about time, cost or satisfaction; nothing where it is about anything else."""
    return next((kind for kind, made in _KINDS if made.search(f"{name}={value}")), "")
