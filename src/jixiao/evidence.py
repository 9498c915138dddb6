"""Where a value was read: file, page, lines, box, cell, quote."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

SURE = 0.9
"""From here on a recogniser is believed."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, counted from the upper left corner of the page."""


def around(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box that holds all; None for none."""
    sides = list(zip(*boxes, strict=True))
    if not sides:
        return None
    left, top, right, bottom = sides
    return min(left), min(top), max(right), max(bottom)


class ReadAs(StrEnum):
    """How a value was told from what stands around it."""

    RULED_CELL = "ruled_cell"
    ALIGNED_COLUMN = "aligned_column"
    RUN_TOGETHER = "run_together"
    SENTENCE = "sentence"

    @property
    def word(self) -> str:
        """The words officials read."""
        return _READ_AS[self]


_READ_AS = {
    ReadAs.RULED_CELL: "有框单元格",
    ReadAs.ALIGNED_COLUMN: "对齐的列",
    ReadAs.RUN_TOGETHER: "连写文字，按标签和数值切开",
    ReadAs.SENTENCE: "句子",
}


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """The place on the paper. What does not apply is left out.

    `lines` are the first and last line, counted from 1 in the file, or in the text read from it
    where the file has no lines of its own; `quote` is what is printed there. `confidence` is how
    sure a recogniser was, from 0 to 1; left out where the file holds the text itself. `read_as` is
    how the value was told from what stands around it, and `doubt` why a person should look; what
    is sure has none.
    """

    page: int | None = None
    lines: tuple[int, int] | None = None
    box: Box | None = None
    cell: str | None = None
    quote: str | None = None
    confidence: float | None = None
    read_as: ReadAs | None = None
    sure: bool = True
    doubt: str | None = None

    @property
    def unsure(self) -> bool:
        """Whether a recogniser or the reader was not sure of it: somebody has to look."""
        is_faint = self.confidence is not None and self.confidence < SURE
        return is_faint or not self.sure

    def doubted(self, doubt: str) -> "Evidence":
        """The same place with a reason why a person should look."""
        return msgspec.structs.replace(self, sure=False, doubt=doubt)

    def confirmed(self) -> "Evidence":
        """The same place once somebody has compared it with the paper."""
        return msgspec.structs.replace(self, confidence=None, sure=True, doubt=None)

    @property
    def place(self) -> str:
        """Where it is as a person looks for it: a cell, a page, or lines."""
        if self.cell:
            return self.cell
        if self.box and self.page:
            return f"第{self.page}页"
        if self.lines is None:
            return ""
        first, last = self.lines
        return f"第{first}行" if first == last else f"第{first}–{last}行"


def places(evidences: Iterable[Evidence], most: int = 6) -> str:
    """List places, each once; of many the first, and how many there are."""
    names = list(
        dict.fromkeys(evidence.place for evidence in evidences if evidence.place)
    )
    count = f"等 {len(names)} 处" if len(names) > most else ""
    if names and all(name.startswith("第") and name.endswith("行") for name in names):
        lines = "、".join(name[1:-1] for name in names[:most])
        return f"第 {lines} 行{count}"
    return " ".join(filter(None, ("、".join(names[:most]), count)))


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something the reader did or could not decide, for a person to see.

    `place` is the path of the cell that it leaves empty; most leave none.
    """

    code: str
    text: str
    evidence: Evidence | None = None
    place: str | msgspec.UnsetType = msgspec.UNSET
