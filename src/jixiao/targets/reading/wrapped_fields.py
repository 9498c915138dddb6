"""Values of the header that a narrow column printed over two lines, whole again: …住房和城乡 over 建设局."""

import re
from collections.abc import Sequence

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.reading.blank_columns import Piece, pieces_of
from jixiao.targets.reading.shape_words import head_words, printed_labels

_HEADS = re.compile(r"一级\s*(?:绩效)?指标")
_ALIGNED = 2
"""So many places a rest may stand beside the beginning of its value."""
_FIGURES = re.compile(r"\d[\d,.]*%?")
_MOST_PIECES = 3
_INDENT = 6
"""So many blanks before the rests of values, which stand below values and not below labels."""


def with_whole_fields(lines: Sequence[Line]) -> list[Line]:
    """The lines above the heads with what stands below values, and below nothing else, put to their ends."""
    restated = list(lines)
    last = next((at for at, line in enumerate(lines) if _HEADS.search(line.text)), 0)
    for at in range(1, last):
        above, line = restated[at - 1], restated[at]
        whole = _joined(above, line)
        if whole:
            restated[at] = Line(line.number, "", line.page)
            restated[at - 1] = Line(above.number, whole, above.page)
    return [line for at, line in enumerate(restated) if line.text or not lines[at].text]


def _joined(above: Line, line: Line) -> str:
    """The line above with each piece of a line behind the value above it; nothing where one stands below none."""
    if above.cells or line.cells or "\t" in f"{above.text}{line.text}":
        return ""
    indent = len(line.text) - len(line.text.lstrip())
    values, rests = pieces_of(above.text), pieces_of(line.text)
    if indent < _INDENT or not 0 < len(rests) <= _MOST_PIECES or len(values) < _ALIGNED:
        return ""
    ends: dict[Piece, str] = {}
    for rest in rests:
        value = next((v for v in values if abs(v.start - rest.start) <= _ALIGNED), None)
        if value is None or not (_may_go_on(value) and _may_go_on(rest)):
            return ""
        ends[value] = rest.text
    parts = [f"{piece.text}{ends.get(piece, '')}" for piece in values]
    return "    ".join(parts)


def _may_go_on(piece: Piece) -> bool:
    """Whether a piece is a value or a part of one: no label, no head, no figure."""
    key = chinese.key(piece.text).rstrip(":")
    is_known = key in printed_labels() or key in head_words()
    return not (is_known or _FIGURES.fullmatch(key) or ":" in key)
