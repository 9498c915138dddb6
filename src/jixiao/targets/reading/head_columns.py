"""One column as its head announces it."""

from dataclasses import dataclass

from jixiao.documents import Span


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """One column: what it holds, where its head is printed, and its cell in a grid of cells.

    `unknown` is true where no list names its head.
    """

    role: str
    span: Span
    place: int
    unknown: bool = False
