"""Labels of levels that a bureau made itself, where nothing parts them from the names behind them."""

import re
from collections.abc import Sequence

from jixiao.documents import Flow, Span
from jixiao.targets.framework import Framework
from jixiao.targets.reading.cuts import LENGTHS_OF_OWN, made_label, weights, words
from jixiao.targets.reading.heads import any_of

_SHORTEST, _USUAL, _LONGEST = LENGTHS_OF_OWN
_FIRST_RUN = 8
"""From so many characters on a row holds more than a name."""
_FEWEST_FIRSTS = 2
_SATISFIED = "满意"
"""What names speak of as well as labels: 服务对象满意度."""
_WORDS = re.compile(r"[\u4e00-\u9fff]+")


def is_made(text: str) -> bool:
    """Whether a text is a label of the usual make."""
    return made_label().fullmatch(text) is not None


def own_label_cost(role: str, text: str) -> float | None:
    """What a label of a level costs that stands glued to what is behind it; None where it can be none."""
    cost = weights("levels")
    if not (_SHORTEST <= len(text) <= _LONGEST and _WORDS.fullmatch(text)):
        return None
    odd = cost["own_odd_length"] * (len(text) != _USUAL)
    if not is_made(text):
        return cost["own_any"] if len(text) == _USUAL else None
    is_first = text.endswith(words("first_level_words"))
    is_second = text.endswith(words("second_level_words"))
    if role == "dimension":
        kind = "own_first" if is_first else "own_second_as_first"
        return odd + cost[kind if is_first or is_second else "own_made"]
    return odd + cost["own_first_as_second" if is_first else "own_made"]


def has_own_levels(
    flow: Flow, span: Span, known: re.Pattern[str], framework: Framework
) -> bool:
    """Whether rows begin with a run of words that opens with no known label, or hold none of the second level."""
    start, end = span
    if start >= end:
        return False
    first, last = next(flow.split(start, end))
    words_first = _WORDS.match(flow.folded, first, last)
    if words_first is None or words_first.end() - first < _FIRST_RUN:
        return False
    if known.match(flow.folded, first, last) is None:
        return True
    seconds = framework.aspect_words.keys() - framework.dimension_words.keys()
    labels = [
        word
        for word in seconds
        if len(word) >= _USUAL and (word.endswith("指标") or _SATISFIED not in word)
    ]
    return not (
        any(flow.folded.find(label, start, end) >= 0 for label in labels)
        and _stand_behind_firsts(flow, span, labels, framework)
    )


def _stand_behind_firsts(
    flow: Flow, span: Span, labels: Sequence[str], framework: Framework
) -> bool:
    """Whether a known second level stands behind one of the first levels; so it does where there are not two."""
    whole = [word for word in framework.dimension_words if word.endswith("指标")]
    points = r"(?:\(\d{1,3}分?\))?"
    firsts = re.findall(any_of(whole), flow.folded[slice(*span)])
    pair = re.compile(rf"(?:{any_of(whole)}){points}(?:{any_of(labels)})")
    return len(firsts) < _FEWEST_FIRSTS or pair.search(flow.folded, *span) is not None
