"""A department budget: its tables as printed, and the figures its narrative states."""

import msgspec

from jixiao.evidence import Evidence, Note


class BudgetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a subject or an item, and its amounts as printed, signs and all, by column.

    `level` is 1, 2, 3 for 类, 款, 项 or the depth of an item's number, 0 for a grand total.
    `side` is set in tables that print income beside expenditure. The amounts of a row that is
    `inferred` were put under their columns by sums, its blank cells having left no trace in the
    text. `places` say where each amount is printed, by column; they are left out where the
    document shows no cells.
    """

    subject_code: str | None
    subject_name: str
    level: int
    side: str | None
    amounts: dict[str, str]
    evidence: Evidence
    inferred: bool = False
    places: dict[str, Evidence] = {}

    @property
    def sure(self) -> bool:
        """Whether nobody has to look at the paper before the row is believed."""
        return not self.inferred and not self.evidence.unsure


class BudgetTable(msgspec.Struct, frozen=True, kw_only=True):
    """One printed table under its layout's code; without rows it was printed empty.

    `title` is the layout's, `printed_title` what stands above the table.
    """

    code: str
    title: str
    fiscal_year: int | None
    money_unit: str
    columns: tuple[str, ...]
    rows: tuple[BudgetRow, ...]
    evidence: Evidence
    notes: tuple[Note, ...] = ()
    printed_title: str | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """An amount or a rate the narrative states.

    `concept` is what it is about, `of` the whole it is part of or compared for. Of a change,
    `direction` is the printed word (增加, 下降 …) and `against` what it is measured against.
    `amount` and `unit` are as printed.
    """

    concept: str
    of: str | None
    section: str | None
    amount: str
    unit: str
    direction: str | None
    against: str | None
    evidence: Evidence


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A count or value the text states once: posts, staff, assets."""

    title: str
    amount: str
    unit: str
    evidence: Evidence


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a document that is a department budget; `chapters` say where it stands."""

    layout: str
    department: str | None
    fiscal_year: int | None
    tables: tuple[BudgetTable, ...]
    figures: tuple[Figure, ...]
    facts: dict[str, Fact]
    chapters: dict[str, Evidence]
