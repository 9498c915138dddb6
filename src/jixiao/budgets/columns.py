"""Put the figures of a row under their columns where blank cells left no trace in the text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations, islice, pairwise, product
from math import comb

from jixiao.budgets.layout import TableLayout

Placing = tuple[int, ...]
"""The columns, by index, that the figures of a row stand under."""
Cost = tuple[int, int]
"""What a placing breaks, and how many usually filled columns it leaves blank."""

_MOST_PLACINGS = 5_000
_MOST_TIES = 8
_MOST_PRODUCTS = 4_096
_TOLERANCE = Decimal("0.015")
_NOTHING = Decimal(0)
LINE_NUMBER = "行次"
"""How the column of the rows' numbers is called, or how its name ends."""


def number_of(printed: str) -> Decimal | None:
    """Read a printed figure; None for one that is malformed, such as `--5.41`."""
    plain = printed.replace(",", "").replace("−", "-").rstrip("%")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


@dataclass(slots=True)
class _Cheapest:
    """The placings of the least cost that were offered, a few of them where there are many."""

    cost: Cost
    placings: list[Placing]

    def offer(self, cost: Cost, placings: Iterable[Placing]) -> None:
        if cost < self.cost:
            self.cost, self.placings = cost, list(placings)
        elif cost == self.cost and len(self.placings) < _MOST_TIES:
            self.placings.extend(placings)


def placings(figures: Sequence[str], table: TableLayout) -> list[Placing]:
    """Return the likeliest placings of a row's figures, all equally likely, leftmost first.

    Figures keep their order. A placing is worse for each sum and each change of the row that it
    breaks, for each figure with % outside a column of rates, and for each sign outside a change;
    of equals those win that fill the columns a layout says are seldom blank. Columns that no sum
    links are placed part by part.
    """
    if len(figures) >= len(table.columns):
        return [tuple(range(len(table.columns)))]
    best = {0: _Cheapest((0, 0), [()])}
    for part in _parts(table):
        best = _extended(best, figures, part, table)
    whole = best.get(len(figures))
    return whole.placings if whole else [tuple(range(len(figures)))]


def _extended(
    best: Mapping[int, _Cheapest],
    figures: Sequence[str],
    part: range,
    table: TableLayout,
) -> dict[int, _Cheapest]:
    """Go on from the placings of the columns before with those of the next part.

    `best` holds the cheapest placings by how many figures are placed.
    """
    longer: dict[int, _Cheapest] = {}
    for placed, before in best.items():
        for count in range(min(len(part), len(figures) - placed) + 1):
            if comb(len(part), count) > _MOST_PLACINGS:
                continue
            chunk = figures[placed : placed + count]
            for placing in combinations(part, count):
                faults, blanks = _cost(chunk, placing, table, part)
                cost = before.cost[0] + faults, before.cost[1] + blanks
                extended = ((*start, *placing) for start in before.placings)
                if placed + count in longer:
                    longer[placed + count].offer(cost, extended)
                else:
                    longer[placed + count] = _Cheapest(cost, list(extended))
    return longer


def _parts(table: TableLayout) -> list[range]:
    """Cut the columns into stretches that no sum or change reaches across."""
    links = [(total, *parts) for total, parts in table.sums] + list(table.changes)
    places = {column: place for place, column in enumerate(table.columns)}
    reaches = []
    for link in links:
        linked = [places[column] for column in link if column in places]
        if linked:
            reaches.append((min(linked), max(linked)))
    cuts = [
        place
        for place in range(1, len(table.columns))
        if not any(low < place <= high for low, high in reaches)
    ]
    return [
        range(start, end) for start, end in pairwise([0, *cuts, len(table.columns)])
    ]


def _cost(
    figures: Sequence[str], placing: Placing, table: TableLayout, part: range
) -> Cost:
    """Count what a placing breaks, and how many usually filled columns it leaves blank."""
    placed = {
        table.columns[at]: figure for at, figure in zip(placing, figures, strict=True)
    }
    columns = {table.columns[at] for at in part}
    faults = _wrong_marks(placed, table) + _wrong_sums(placed, columns, table)
    blanks = (
        sum(column not in placed for column in columns & table.usual) if placed else 0
    )
    return faults, blanks


def _wrong_marks(placed: Mapping[str, str], table: TableLayout) -> int:
    """Count the figures with % outside a column of rates, or with a sign outside a change."""
    faults = sum(
        ("%" in figure) != (column in table.rates) for column, figure in placed.items()
    )
    changing = {change for change, _, _ in table.changes} | table.rates
    if changing:
        signed = (column for column, figure in placed.items() if figure[0] in "-+−—")
        faults += sum(column not in changing for column in signed)
    return faults


def _wrong_sums(
    placed: Mapping[str, str], columns: set[str], table: TableLayout
) -> int:
    """Count the sums and the changes, among some columns, that a row breaks."""
    sizes = {column: _size(figure) for column, figure in placed.items()}
    faults = 0
    for total, parts in table.sums:
        if total in columns:
            of_parts = sum(sizes.get(part, _NOTHING) for part in parts)
            faults += abs(sizes.get(total, _NOTHING) - of_parts) > _TOLERANCE
    for change, now, then in table.changes:
        if change in columns and (change in sizes or then in sizes):
            moved = abs(sizes.get(now, _NOTHING) - sizes.get(then, _NOTHING))
            faults += abs(moved - sizes.get(change, _NOTHING)) > _TOLERANCE
    return faults


def row_holds(
    amounts: Mapping[str, str], table: TableLayout, columns: Iterable[str]
) -> bool:
    """Whether a row's own sums prove that its amounts stand under their columns.

    A row of one column of amounts cannot mistake it.
    """
    amount_columns = [name for name in columns if not name.endswith(LINE_NUMBER)]
    if len(amount_columns) <= 1:
        return True
    has_sums = any(total in amounts for total, _ in table.sums)
    return has_sums and not _wrong_sums(amounts, set(amount_columns), table)


def _size(printed: str) -> Decimal:
    """Read a figure without its signs, so that a malformed figure still shows where it stands."""
    return number_of(printed.lstrip("-+−—")) or _NOTHING


def settle_with_total(
    total: Sequence[dict[str, Decimal]], rows: Sequence[Sequence[dict[str, Decimal]]]
) -> tuple[int, list[int]]:
    """Choose among the readings of a total and of its rows those whose sums come nearest."""
    best, chosen, smallest = 0, list[int](), None
    for at, reading in enumerate(total):
        choice = settle(reading, rows)
        picked = [readings[place] for readings, place in zip(rows, choice, strict=True)]
        gap = _gap(reading, picked)
        if smallest is None or gap < smallest:
            best, chosen, smallest = at, choice, gap
    return best, chosen


def settle(
    parent: dict[str, Decimal], children: Sequence[Sequence[dict[str, Decimal]]]
) -> list[int]:
    """Choose for each child row the reading whose column sums come nearest to the parent row.

    `children` holds each child's possible readings. The first is chosen where nothing decides.
    """
    best: tuple[Decimal, tuple[int, ...]] | None = None
    choices = product(*(range(len(readings)) for readings in children))
    for choice in islice(choices, _MOST_PRODUCTS):
        rows = [
            readings[place] for readings, place in zip(children, choice, strict=True)
        ]
        gap = _gap(parent, rows)
        if best is None or gap < best[0]:
            best = gap, choice
    return list(best[1]) if best else []


def _gap(
    parent: Mapping[str, Decimal], rows: Sequence[Mapping[str, Decimal]]
) -> Decimal:
    """How far the sums of rows are from the parent row, over all its columns."""
    gap = _NOTHING
    for column, total in parent.items():
        gap += abs(total - sum((row.get(column, _NOTHING) for row in rows), _NOTHING))
    return gap
