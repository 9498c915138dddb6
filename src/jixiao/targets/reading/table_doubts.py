"""Doubts in rows that two tables of one project tell with different targets."""

from collections.abc import Sequence

import msgspec

from jixiao import chinese
from jixiao.targets.table import Indicator, TargetTable

NAMED_TWICE = "同名的指标不止一行，可能读了两栏或两张表"
SEVERAL = 2
"""Names told twice from which on rows are not one slip on paper."""


def with_doubts_between(tables: Sequence[TargetTable]) -> list[TargetTable]:
    """The tables, with doubts in rows that two tables of one project tell with different targets.

    Where several rows are so, one of the tables is of another year or term.
    """
    targets: dict[object, dict[_Named, set[str]]] = {}
    for table in tables:
        of_project = targets.setdefault(_printed_as(table), {})
        for row in table.indicators:
            target = chinese.key(row.target.text)
            of_project.setdefault(_named(row), set()).add(target)
    return [_with_named_twice(table, targets) for table in tables]


_Named = tuple[str, str | None]


def _named(row: Indicator) -> _Named:
    """A row's name and its second level: a quantity and its cost bear one name by right."""
    return chinese.key(row.name), row.aspect


def _printed_as(table: TargetTable) -> object:
    """What two tables have alike that mean the same project, year and form."""
    return table.project_name, table.fiscal_year, table.form_title


def _with_named_twice(
    table: TargetTable, targets: dict[object, dict[_Named, set[str]]]
) -> TargetTable:
    """A table with doubts in the rows that are told with other targets too, where they are several."""
    targets_of_name = targets[_printed_as(table)]
    names = {name for name, values in targets_of_name.items() if len(values) > 1}
    if table.project_name is None or len(names) < SEVERAL:
        return table
    rows = tuple(_doubted(row, names) for row in table.indicators)
    return msgspec.structs.replace(table, indicators=rows)


def _doubted(row: Indicator, names: set[_Named]) -> Indicator:
    if row.evidence.doubt or _named(row) not in names:
        return row
    evidence = row.evidence.doubted(NAMED_TWICE)
    return msgspec.structs.replace(row, evidence=evidence)
