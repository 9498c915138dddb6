"""The objective's prose: of the year, and of the own level where a form prints one."""

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from jixiao.cell_path import CellPath
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable

PLACES = ("objective", "own_level_objective")
"""The fields of a table that hold an objective, which are their places too."""


def objective_text(table: TargetTable) -> str:
    """The text of the year's objective; empty where the form prints none."""
    return table.objective.text if table.objective else ""


def objective_texts(table: TargetTable) -> Iterator[tuple[str, str]]:
    """The place and the text of each objective that a table prints."""
    for place in PLACES:
        objective = getattr(table, place)
        if objective:
            yield place, objective.text


def names_and_objective(table: TargetTable) -> Iterator[tuple[str, Evidence]]:
    """The name of each row and the year's objective, each with its place on the paper."""
    for row in table.indicators:
        yield row.name, row.evidence
    evidence = table.evidence.get("objective")
    if table.objective and evidence:
        yield table.objective.text, evidence


Said = TypeVar("Said")


class RowAndText(NamedTuple, Generic[Said]):
    """A row of a table, the objective that speaks of it, and what that says."""

    at: int
    row: Indicator
    place: str
    said: Said


def spoken_of(
    table: TargetTable, look: Callable[[Indicator, str], Said | None]
) -> Iterator[RowAndText[Said]]:
    """Each row with the first objective in whose text `look` sees something of it."""
    texts = list(objective_texts(table))
    for index, row in enumerate(table.indicators):
        for place, text in texts:
            said = look(row, text)
            if said:
                yield RowAndText(index, row, place, said)
                break


def contradicted(
    table: TargetTable,
    seen: RowAndText[Said],
    severity: Severity | None = None,
) -> Breach:
    """The breach of a row's target that an objective contradicts, at both of their places."""
    return Breach(
        (seen.row.evidence, table.evidence.get(seen.place)),
        CellPath.in_row(seen.at, "target"),
        severity,
        name=seen.row.name,
        stated=seen.row.target.text,
        said=seen.said,
    )
