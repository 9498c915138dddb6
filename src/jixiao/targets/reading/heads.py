"""What announces the indicators of a form: the row of column heads, or sentences that tell them."""

import re
from functools import cache

from jixiao.documents import Flow, Gap, Span
from jixiao.targets.dialect import Dialect, dialects

ITEM_NUMBER = r"(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)、.](?!\d)|[①-⑳])"
"""The number of an item of a list, in half width."""
SUM = re.compile(r"总分|合计|总计|总得分|自评总分|综合得分|合计得分")
"""What stands first in the row that adds the points."""
_COUNT = r"(?:设(?:置|定)?\d{1,2}[条个项])?"
_FEWEST = 2


@cache
def _head_pattern(code: str) -> re.Pattern[str]:
    return _compile_heads(dialects()[code])


def head_pattern(dialect: Dialect) -> re.Pattern[str]:
    """Compile the row of column heads: levels, name (sometimes unnamed), value, and what else.

    A form without levels prints its name column.
    """
    return _head_pattern(dialect.code) if dialect.code in dialects() else _compile_heads(dialect)


def _compile_heads(dialect: Dialect) -> re.Pattern[str]:
    words = {role: "|".join(map(re.escape, heads)) for role, heads in dialect.heads.items()}
    sidebars = "|".join(map(re.escape, dialect.sidebars))
    level = ("dimension", "aspect", "name", "value")
    others = {word for role, heads in dialect.heads.items() if role not in level for word in heads}
    # The longest comes first: 偏差原因分析 is not 偏差原因 with something behind it.
    else_ = "|".join(map(re.escape, sorted(others, key=lambda word: (-len(word), word))))
    columns = rf"(?:{else_})*(?:{words['value']})(?:{else_})*"
    block = rf"(?:{words['dimension']})?(?:{words['aspect']})(?:{words['name']})?{columns}"
    flat = rf"(?:{words['serial']})?(?:{words['name']}){columns}"
    return re.compile(rf"(?:{sidebars})*(?:(?:{block})+|{flat})")


def find_sentences(flow: Flow, dialect: Dialect, start: int, end: int) -> list[Span]:
    """Find where a second-level label opens a sentence with its colon; two at least, or none."""
    words = "|".join(map(re.escape, dialect.framework.aspect_words))
    opening = re.compile(rf"{ITEM_NUMBER}?{_COUNT}(?:{words})(?:\([^()]{{1,12}}\))?:")
    found = [
        match.span()
        for match in opening.finditer(flow.folded, start, end)
        if flow.gaps[match.start()] == Gap.LINE or flow.folded[match.start() - 1] in ";。:"
    ]
    return found if len(found) >= _FEWEST else []
