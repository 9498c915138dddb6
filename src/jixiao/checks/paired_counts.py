"""A count of prose and the row it can only be of: by its unit, and by a word of its name."""

from jixiao.checks.amounts import Counted, counts_in, named_counts, plain_unit
from jixiao.checks.likeness import bigrams
from jixiao.targets import Indicator, TargetTable


def only_count(text: str, row: Indicator, table: TargetTable) -> Counted | None:
    """The one count that a text states in the unit of a row and of no other row.

    None where the text calls the row by its name (its counts are then known), where it states
    several numbers in the unit, and where it shares no word with the name.
    """
    unit = _unit(row)
    if not unit or named_counts(text, row.name) or _rows_in(unit, table) != 1:
        return None
    stated = [count for count in counts_in(text) if count.unit == unit]
    speaks = [count for count in stated if bigrams(row.name) & bigrams(count.words)]
    is_one = len({count.number for count in stated}) == 1
    return speaks[0] if is_one and speaks else None


def _unit(row: Indicator) -> str:
    value = row.target.in_base_units()
    return plain_unit(value[1] or "") if value else ""


def _rows_in(unit: str, table: TargetTable) -> int:
    return sum(_unit(row) == unit for row in table.indicators)
