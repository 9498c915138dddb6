"""Put the figures of a row under their columns where blank cells left no trace in the text."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import combinations, islice, product
from math import comb

from jixiao.budgets.layout import TableLayout

Placing = tuple[int, ...]
"""The columns, by index, that the figures of a row stand under."""

_MOST_PLACINGS = 5_000
_MOST_PRODUCTS = 4_096
_TOLERANCE = Decimal("0.015")
_NOTHING = Decimal(0)


def number_of(printed: str) -> Decimal | None:
    """Read a printed figure; None for one that is malformed, such as `--5.41`."""
    plain = printed.replace(",", "").replace("−", "-").rstrip("%")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def placings(figures: Sequence[str], table: TableLayout) -> list[Placing]:
    """Give the likeliest placings of a row's figures, all equally likely, leftmost first.

    Figures keep their order. A placing is worse for each sum and each change of the row that it
    breaks, for each figure with % outside a column of rates, and for each sign outside a change.
    """
    columns = table.columns
    if len(figures) >= len(columns):
        return [tuple(range(len(columns)))]
    if comb(len(columns), len(figures)) > _MOST_PLACINGS:
        return [tuple(range(len(figures)))]
    scored = [
        (_faults(figures, placing, table), placing)
        for placing in combinations(range(len(columns)), len(figures))
    ]
    least = min(score for score, _ in scored)
    return [placing for score, placing in scored if score == least]


def _faults(figures: Sequence[str], placing: Placing, table: TableLayout) -> int:
    placed = {table.columns[at]: figure for at, figure in zip(placing, figures, strict=True)}
    changing = {change for change, _, _ in table.changes} | table.rates
    faults = sum(("%" in figure) != (column in table.rates) for column, figure in placed.items())
    if changing:
        signed = (column for column, figure in placed.items() if figure[0] in "-+−—")
        faults += sum(column not in changing for column in signed)
    sizes = {column: _size(figure) for column, figure in placed.items()}
    for total, parts in table.sums:
        gap = sizes.get(total, _NOTHING) - sum(sizes.get(part, _NOTHING) for part in parts)
        faults += abs(gap) > _TOLERANCE
    for change, now, then in table.changes:
        moved = abs(sizes.get(now, _NOTHING) - sizes.get(then, _NOTHING))
        faults += abs(moved - sizes.get(change, _NOTHING)) > _TOLERANCE
    return faults


def _size(printed: str) -> Decimal:
    """Read a figure without its signs, so that a malformed one still tells where it stands."""
    return number_of(printed.lstrip("-+−—")) or _NOTHING


def settle(
    parent: dict[str, Decimal], children: Sequence[Sequence[dict[str, Decimal]]]
) -> list[int]:
    """Choose for each child row the reading whose column sums come nearest to the parent row.

    `children` holds each child's possible readings. The first is kept where nothing decides.
    """
    best: tuple[Decimal, tuple[int, ...]] | None = None
    choices = product(*(range(len(readings)) for readings in children))
    for choice in islice(choices, _MOST_PRODUCTS):
        chosen = [readings[at] for readings, at in zip(children, choice, strict=True)]
        gap = sum(
            (
                abs(total - sum((row.get(column, Decimal(0)) for row in chosen), Decimal(0)))
                for column, total in parent.items()
            ),
            Decimal(0),
        )
        if best is None or gap < best[0]:
            best = gap, choice
    return list(best[1]) if best else []
