"""What the fund's pages draw: bars beside one another, and a second measure on its own axis."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.web.language import in_language


@dataclass(frozen=True, slots=True)
class Series:
    """A measure of a chart: its title, its values; `right` for one with an axis of its own."""

    title: str
    values: Sequence[float | None]
    right: bool = False


def chart(box: str, names: Sequence[str], *series: Series) -> dict[str, Any]:
    """Return a chart as the script of the page takes it: drawn in the box of that name."""
    drawn = [
        {"name": in_language(s.title), "values": list(s.values), "right": s.right}
        for s in series
    ]
    return {"box": box, "names": list(names), "series": drawn}


def in_whole_yuan(amounts: Iterable[int | None]) -> list[float | None]:
    """Return amounts in fen as yuan, to be drawn."""
    return [None if fen is None else fen / 100 for fen in amounts]


def by_month(months: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the chart of months: what points are worth by the budget's value, what is prepaid."""
    return chart(
        "months",
        [in_language("{n}月").format(n=row["month"]) for row in months],
        Series("按年初点值（元）", in_whole_yuan(row["value"] for row in months)),
        Series("预付（元）", in_whole_yuan(row["prepaid"] for row in months)),
    )
