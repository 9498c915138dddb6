"""How alike two texts are, by the pairs of characters they share."""

import re
from difflib import SequenceMatcher

from jixiao import chinese
from jixiao.checks.standard import words
from jixiao.targets import TargetTable

_SIGNS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")


def bigrams(text: str) -> frozenset[str]:
    """Give every pair of neighbouring characters between signs."""
    runs = _SIGNS.split(chinese.key(text))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def share(part: frozenset[str], whole: frozenset[str]) -> float:
    """Say how much of the part the whole holds, from 0 to 1; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0


def likeness(one: str, other: str) -> float:
    """Say how alike two texts are in their order of characters, from 0 to 1."""
    return SequenceMatcher(None, chinese.key(one), chinese.key(other), autojunk=False).ratio()


def telling_name(table: TargetTable) -> str:
    """Give a project's name without the words that every such name has, and without years."""
    return words("common_in_names").sub("", chinese.key(table.project_name or ""))
