"""Entries that mark rows of the records: audit rules and signals. A mark is a question to a person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ibis import ir

from jixiao.entry import Entry, Overrides, read_parameters
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


Look = Callable[..., ir.Table]
Marking = TypeVar("Marking", bound=MarkingEntry)


def marking(make: Callable[..., Marking], code: str) -> Callable[[Look], Marking]:
    """Declare an entry over a function of records, whose keyword-only parameters are its limits.

    `make` takes what the function's signature and its page say, and has been given the rest.

    Raises:
        FaultyEntry: a parameter names no record, or the limits are not those of the page.
    """

    def declare(look: Look) -> Marking:
        parameters = read_parameters(look, code, sources=sources())
        return make(
            code=code,
            sources=parameters.sources,
            limits=parameters.limits,
            look=look,
            page=parameters.page,
        )

    return declare


def sources() -> list[str]:
    """The names that an entry may look at: records, and the tables that engines keep."""
    return sorted({*declared_records(), *kept_tables()})
