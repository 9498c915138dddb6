"""The objective's prose: of the year, and of the own level where a form prints one."""

from collections.abc import Iterator

from jixiao.evidence import Evidence
from jixiao.targets import TargetTable

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
