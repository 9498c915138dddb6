"""How alike two texts are, by the pairs of characters they share."""

import re
from difflib import SequenceMatcher

from jixiao import chinese
from jixiao.checks.standard import words
from jixiao.targets import TargetTable

_SIGNS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")


def bigrams(text: str) -> frozenset[str]:
    """Every pair of neighbouring characters; no pair reaches over a punctuation mark."""
    pairs: set[str] = set()
    for run in _SIGNS.split(chinese.key(text)):
        pairs.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(pairs)


def share(part: frozenset[str], whole: frozenset[str]) -> float:
    """How much of the part the whole holds, from 0 to 1; 0 for an empty part."""
    if not part:
        return 0.0
    return len(part & whole) / len(part)


def likeness(left: str, right: str) -> float:
    """How alike two texts are in their order of characters, from 0 to 1."""
    matcher = SequenceMatcher(
        None, chinese.key(left), chinese.key(right), autojunk=False
    )
    return matcher.ratio()


def telling_name(table: TargetTable) -> str:
    """A project's name without the words that every such name has, and without years."""
    name = chinese.key(table.project_name or "")
    return words("common_in_names").sub("", name)
