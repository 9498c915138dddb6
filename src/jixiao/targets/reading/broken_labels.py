"""Labels of levels that a narrow column broke over two lines, whole where nothing else stands on the second."""

import re
from collections.abc import Sequence

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.reading.shape_words import level_label

_HEADS = re.compile(r"[二三]级\s*(?:绩效)?指标|指标名称")
_LONGEST = 6
"""Characters of the end of a label."""


def with_whole_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines below the heads with the end of a label put behind its beginning: 项目完成 | 指标."""
    first = next((n for n, line in enumerate(lines) if _HEADS.search(line.text)), None)
    if first is None:
        return list(lines)
    joined = list(lines[: first + 1])
    for line in lines[first + 1 :]:
        above = joined[-1]
        if len(joined) > first + 1 and _goes_on(above, line):
            whole = above.text.rstrip() + line.text.strip()
            joined[-1] = Line(above.number, whole, above.page)
        else:
            joined.append(line)
    return joined


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line is nothing but the end of a label that the line above ends with the beginning of."""
    end = chinese.key(line.text)
    pieces = above.text.split()
    is_plain = not (above.cells or line.cells or "\t" in f"{above.text}{line.text}")
    if not (is_plain and pieces and 0 < len(end) <= _LONGEST):
        return False
    begun = chinese.key(pieces[-1])
    return level_label().fullmatch(begun + end) is not None and not begun.endswith(
        "指标"
    )
