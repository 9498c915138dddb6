"""A count of prose and the row it can only be of: by its unit, and by a word of its name."""

from itertools import islice

from jixiao.checks.amounts import Counted, counts_in, named_counts, plain_unit
from jixiao.checks.likeness import bigrams
from jixiao.targets import Indicator, TargetTable


def only_count(text: str, row: Indicator, table: TargetTable) -> Counted | None:
    """The one count that a text states in the unit of a row and of no other row.

    None where the text calls the row by its name (its counts are then known), where it states
    several numbers in the unit, and where it shares no word with the name.
    """
    unit = _unit(row)
    if not unit or named_counts(text, row.name) or not _is_of_one_row(unit, table):
        return None
    stated = [count for count in counts_in(text) if count.unit == unit]
    speaks = [count for count in stated if bigrams(row.name) & bigrams(count.words)]
    is_one = len({count.number for count in stated}) == 1
    return speaks[0] if is_one and speaks else None


def _unit(row: Indicator) -> str:
    value = row.target.in_base_units()
    return plain_unit(value[1] or "") if value else ""


def _is_of_one_row(unit: str, table: TargetTable) -> bool:
    """Whether one row has a unit; in a long table the second that has it is enough to say no."""
    rows = (row for row in table.indicators if _unit(row) == unit)
    return len(list(islice(rows, 2))) == 1
