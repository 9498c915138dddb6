"""What announces the indicators of a form: the row of column heads, or sentences that tell them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain

from jixiao.documents import Flow, Gap, Span
from jixiao.targets.dialect import MONTHS_SO_FAR, Dialect, dialects

ITEM_NUMBER = r"(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)、.](?!\d)|[①-⑳])"
"""The number of an item of a list, in half width."""
LEVELS = ("dimension", "aspect")
TICKED = {"causes", "likelihood"}
"""The kinds of columns that are ticked."""
SUM = re.compile(r"总分|合计|小计|总计|总得分|自评总分|综合得分|合计得分")
"""What stands first in the row that adds the points."""
_COUNT = r"(?:设(?:置|定)?\d{1,2}[条个项])?"
_FEWEST = 2
_LEVELS = ("dimension", "aspect", "name", "value")
_OTHER_OPENING = re.compile(r"指标(?:,|[—–-])|(?:指标|效益|满意度|影响)方面[,:]")
_ENDS_SENTENCE = ";。:"
_SO_FAR = re.compile("|".join(map(re.escape, reversed(MONTHS_SO_FAR))))
_ANY_SO_FAR = "1[-—–~至到](?:1[0-2]|[2-9])"
_MARK = "\ue000"
"""Stands for the months so far while words are compared; no form prints it."""


@cache
def _head_pattern(code: str) -> re.Pattern[str]:
    return _compile_heads(dialects()[code])


def head_pattern(dialect: Dialect) -> re.Pattern[str]:
    """Compile the row of column heads: levels, name (sometimes unnamed), value, and what else.

    A form without levels prints its name column.
    """
    return (
        _head_pattern(dialect.code)
        if dialect.code in dialects()
        else _compile_heads(dialect)
    )


def _compile_heads(dialect: Dialect) -> re.Pattern[str]:
    words = {role: any_of(heads) for role, heads in dialect.heads.items()}
    beside = [dialect.heads[role] for role in dialect.heads if role not in _LEVELS]
    others = any_of(chain.from_iterable(beside))
    columns = rf"(?:{others})*(?:{words['value']})(?:{others})*"
    levels = rf"(?:{words['dimension']})?(?:{words['aspect']})(?:{words['name']})?"
    flat = rf"(?:{words['serial']})?(?:{words['name']})"
    sidebars = any_of(dialect.sidebars)
    return re.compile(rf"(?:{sidebars})*(?:(?:{levels}{columns})+|{flat}{columns})")


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words; the longest comes first: 偏差原因分析 is not 偏差原因.

    Heads of the months so far come spelled out for each sign and month; where all of a head are
    there they are one alternative, which compiles in a fraction of the time.
    """
    return _any_of(tuple(words))


@lru_cache(maxsize=1024)
def _any_of(words: tuple[str, ...]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    spellings: dict[str, list[str]] = {}
    for word in longest_first:
        spellings.setdefault(_SO_FAR.sub(_MARK, word, count=1), []).append(word)
    alternatives: list[str] = []
    for shape, spelled in spellings.items():
        if len(spelled) == len(MONTHS_SO_FAR):
            alternatives.append(re.escape(shape).replace(_MARK, _ANY_SO_FAR))
        else:
            alternatives += map(re.escape, spelled)
    return "|".join(alternatives)


def find_sentences(flow: Flow, dialect: Dialect, start: int, end: int) -> list[Span]:
    """Find where a second-level label opens a sentence with its colon; two at least, or none."""
    if not _may_open(flow.folded, dialect, start, end):
        return []
    words = any_of(dialect.framework.aspect_words)
    opening = re.compile(
        rf"{ITEM_NUMBER}?{_COUNT}(?:{words})(?:\([^()]{{1,12}}\))?"
        r"(?:(?:方面|完成情况)?:|(?:方面|(?<=指标)),|(?<=指标)[—–-]{1,2})"
    )
    openings = []
    for match in opening.finditer(flow.folded, start, end):
        at = match.start()
        if flow.gaps[at] == Gap.LINE or flow.folded[at - 1] in _ENDS_SENTENCE:
            openings.append(match.span())
    if len(openings) < _FEWEST:
        return []
    alone = _levels_alone(flow, dialect, start, end)
    first = openings[0][0]
    below = (line for line in alone if line[1] >= first)
    return sorted({*openings, *below})


def _may_open(text: str, dialect: Dialect, start: int, end: int) -> bool:
    """Whether a colon stands right behind a second-level label, or behind a bracket; a cheap question."""
    if _OTHER_OPENING.search(text, start, end):
        return True
    ends = (*dialect.framework.aspect_words, ")")
    at = text.find(":", start, end)
    while at >= 0:
        if text.endswith(ends, start, at):
            return True
        at = text.find(":", at + 1, end)
    return False


def _levels_alone(flow: Flow, dialect: Dialect, start: int, end: int) -> Iterator[Span]:
    """The lines that hold a label of the first level and nothing more."""
    label = re.compile(
        rf"[【\[]?{ITEM_NUMBER}?(?:{any_of(dialect.framework.dimension_words)})"
        r"(?:完成情况)?(?:\([^()]{1,12}\))?[】\]]?[:。]?"
    )
    for line in flow.line_spans(start, end):
        if label.fullmatch(flow.folded, *line):
            yield line
