"""What pages print beside their number, where the number stands alone on its line."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from jixiao.targets.reading.shape_words import (
    head_words,
    level_label,
    printed_labels,
)

_LONGEST_NUMBER = 3
_SHORTEST = 6
_FEWEST = 2


def running_beside_numbers(keys: Sequence[str]) -> set[str]:
    """The lines that stand each time right above or right below a number one higher: 14, 15, 16."""
    lines = [key for key in keys if key]
    below, above = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for upper, lower in pairwise(lines):
        if _is_number(upper) and _may_run(lower):
            below[lower].append(int(upper))
        if _is_number(lower) and _may_run(upper):
            above[upper].append(int(lower))
    return {
        text
        for beside in (below, above)
        for text, numbers in beside.items()
        if _are_of_pages(numbers) and lines.count(text) == len(numbers)
    }


def _are_of_pages(numbers: Sequence[int]) -> bool:
    return len(numbers) >= _FEWEST and all(b == a + 1 for a, b in pairwise(numbers))


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= _LONGEST_NUMBER


def _may_run(key: str) -> bool:
    """Whether a line may be what pages print, no label of a form and no value."""
    return (
        len(key) >= _SHORTEST
        and key not in printed_labels()
        and key not in head_words()
        and not level_label().fullmatch(key)
    )
