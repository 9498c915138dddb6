"""Column heads in two tiers: 年度指标值 over 指标性质, 指标值 and 度量单位, the levels only below."""

from collections.abc import Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import LEVELS

_FEWEST_ABOVE = 2
_MOST_BELOW = 4
"""Lines that the lower tier may be broken over."""
_VALUE_PARTS = ("sign", "value", "unit")
_BESIDE = {"value", "actual", "expected", "weight", "score", "reason", "remark"}
_SIDE_BAR = "sidebar"


def with_tiers_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines with heads of two tiers in one line, in the order in which rows hold their cells."""
    for at, line in enumerate(lines):
        upper = _heads(line)
        if not _is_upper(upper):
            continue
        lower, stop = _lower_tier(lines, at + 1)
        if not _is_lower(lower):
            continue
        heads = _joined(upper, lower)
        parted = "\t" if "\t" in line.text or "\t" in lines[stop - 1].text else " "
        whole = Line(line.number, parted.join(heads), line.page)
        return [*lines[:at], whole, *with_tiers_joined(lines[stop:])]
    return list(lines)


def _heads(line: Line) -> list[tuple[str, str]]:
    """The heads of a line with their roles; none where it holds anything else."""
    parts = line.text.split("\t") if "\t" in line.text else [line.text]
    if "\t" not in line.text and chinese.key(line.text) not in _roles():
        parts = line.text.split()
    words = [chinese.key(part) for part in parts if part.strip()]
    known = [(word, _roles()[word]) for word in words if word in _roles()]
    return known if len(known) == len(words) and not line.cells else []


def _lower_tier(lines: Sequence[Line], first: int) -> tuple[list[tuple[str, str]], int]:
    """The heads of the lines below, down to the one that names the names, and where they end."""
    lower: list[tuple[str, str]] = []
    for at in range(first, min(first + _MOST_BELOW, len(lines))):
        if not lines[at].text.strip():
            continue
        heads = _heads(lines[at])
        if not heads:
            break
        lower += heads
        if any(role == "name" for _, role in lower):
            return lower, at + 1
    return [], first


def _is_upper(heads: Sequence[tuple[str, str]]) -> bool:
    """Whether heads are of columns beside the levels, and of none of the levels or names."""
    roles = [role for _, role in heads]
    beside = sum(role in _BESIDE for role in roles)
    return beside >= _FEWEST_ABOVE and not {*LEVELS, "name"} & {*roles}


def _is_lower(heads: Sequence[tuple[str, str]]) -> bool:
    """Whether heads are of levels and names, the parts of a value at most behind them."""
    roles = [role for _, role in heads]
    return {"aspect", "name"} <= {*roles} and {*roles} <= {
        *LEVELS, "name", _SIDE_BAR, *_VALUE_PARTS,
    }  # fmt: skip


def _joined(
    upper: Sequence[tuple[str, str]], lower: Sequence[tuple[str, str]]
) -> list[str]:
    """The levels and names, then the columns beside them; the parts of a value in its place."""
    first = [word for word, role in lower if role not in (*_VALUE_PARTS, _SIDE_BAR)]
    parts = [word for word, role in lower if role in _VALUE_PARTS]
    beside: list[str] = []
    for word, role in upper:
        if role == "value" and parts:
            beside += parts
            parts = []
        elif role != _SIDE_BAR:
            beside.append(word)
    return [*first, *parts, *beside]


@cache
def _roles() -> dict[str, str]:
    base = dialects()[BASE]
    roles = {word: role for role, words in base.heads.items() for word in words}
    return roles | dict.fromkeys(base.sidebars, _SIDE_BAR)
