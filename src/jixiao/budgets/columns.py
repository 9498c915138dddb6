"""Put the figures of a row under their columns where blank cells left no trace in the text."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import combinations, islice, pairwise, product
from math import comb

from jixiao.budgets.layout import TableLayout

Placing = tuple[int, ...]
"""The columns, by index, that the figures of a row stand under."""

_MOST_PLACINGS = 5_000
_MOST_TIES = 8
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
    breaks, for each figure with % outside a column of rates, and for each sign outside a change;
    of equals those win that fill the columns a layout says are seldom blank. Columns that no sum
    links are placed part by part.
    """
    if len(figures) >= len(table.columns):
        return [tuple(range(len(table.columns)))]
    parts = _parts(table)
    best: dict[int, tuple[tuple[int, int], list[Placing]]] = {0: ((0, 0), [()])}
    for part in parts:
        best = _extended(best, figures, part, table)
    found = best.get(len(figures))
    return found[1] if found else [tuple(range(len(figures)))]


def _extended(
    best: dict[int, tuple[tuple[int, int], list[Placing]]],
    figures: Sequence[str],
    part: range,
    table: TableLayout,
) -> dict[int, tuple[tuple[int, int], list[Placing]]]:
    """Go on from the placings of the columns before with those of one more part.

    `best` holds, by how many figures are placed, the least cost and the placings that have it.
    """
    longer: dict[int, tuple[tuple[int, int], list[Placing]]] = {}
    for placed, (cost, before) in best.items():
        for count in range(min(len(part), len(figures) - placed) + 1):
            if comb(len(part), count) > _MOST_PLACINGS:
                continue
            chunk = figures[placed : placed + count]
            for placing in combinations(part, count):
                faults, blanks = _faults(chunk, placing, table, part)
                total = cost[0] + faults, cost[1] + blanks
                kept = longer.get(placed + count)
                if kept is None or total < kept[0]:
                    longer[placed + count] = total, [(*b, *placing) for b in before]
                elif total == kept[0] and len(kept[1]) < _MOST_TIES:
                    kept[1].extend((*b, *placing) for b in before)
    return longer


def _parts(table: TableLayout) -> list[range]:
    """Cut the columns into stretches that no sum or change reaches across."""
    links = [(total, *parts) for total, parts in table.sums] + list(table.changes)
    places = {column: at for at, column in enumerate(table.columns)}
    spans = [
        (min(at), max(at)) for link in links if (at := [places[c] for c in link if c in places])
    ]
    cuts = [
        at
        for at in range(1, len(table.columns))
        if not any(low < at <= high for low, high in spans)
    ]
    return [range(a, b) for a, b in pairwise([0, *cuts, len(table.columns)])]


def _faults(
    figures: Sequence[str], placing: Placing, table: TableLayout, part: range
) -> tuple[int, int]:
    """Count what a placing breaks, and how many usually filled columns it leaves blank."""
    placed = {table.columns[at]: figure for at, figure in zip(placing, figures, strict=True)}
    columns = {table.columns[at] for at in part}
    changing = {change for change, _, _ in table.changes} | table.rates
    faults = sum(("%" in figure) != (column in table.rates) for column, figure in placed.items())
    if changing:
        signed = (column for column, figure in placed.items() if figure[0] in "-+−—")
        faults += sum(column not in changing for column in signed)
    sizes = {column: _size(figure) for column, figure in placed.items()}
    for total, parts in table.sums:
        if total in columns:
            gap = sizes.get(total, _NOTHING) - sum(sizes.get(p, _NOTHING) for p in parts)
            faults += abs(gap) > _TOLERANCE
    for change, now, then in table.changes:
        if change in columns and (change in sizes or then in sizes):
            moved = abs(sizes.get(now, _NOTHING) - sizes.get(then, _NOTHING))
            faults += abs(moved - sizes.get(change, _NOTHING)) > _TOLERANCE
    blanks = sum(column not in placed for column in columns & table.usual) if placed else 0
    return faults, blanks


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
