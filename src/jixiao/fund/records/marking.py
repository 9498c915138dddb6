"""Entries that mark rows of the records: audit rules and signals. A mark is a question to a person."""

from dataclasses import dataclass

from jixiao.entry import Entry, Overrides
from jixiao.fund import kept_tables
from jixiao.fund.records.proven import ProvenRows
from jixiao.fund.records.resolver import Records, declared_records


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingEntry(Entry):
    """An entry asked of records, whose `look` returns the rows it marks as `proven` makes them.

    `says` is the sentence of a row, with {above} and {below} in it ({above:元} where it is fen).
    `of_persons`: the key of a row is a person's number, which does not leave the store whole.
    """

    of_persons: bool

    def mark(self, records: Records, overrides: Overrides | None = None) -> ProvenRows:
        """Return the rows it marks; `overrides` are an installation's own limits.

        Raises:
            NotLoaded: a table that it needs was not loaded.
        """
        rows = self.look(*records.give(self.sources), **self.limit_values(overrides))
        return ProvenRows(records.engine, rows, self.of_persons)


def sources() -> list[str]:
    """The names that an entry may look at: records, and the tables that engines keep."""
    return sorted({*declared_records(), *kept_tables()})
