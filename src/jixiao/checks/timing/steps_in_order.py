"""后一步的期限早于前一步。"""

from collections.abc import Iterator
from itertools import permutations

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.in_words import rows_of_time
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.period import last_day
from jixiao.targets import Indicator, TargetTable


@check(
    code="TI15",
    title="后一步的期限早于前一步",
    says="“{later} {later_by}”在“{name} {stated}”之前，次序反了",
    suggests="核对两步的期限",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="K04",
)
def steps_in_order(table: TargetTable) -> Iterator[Breach]:
    """Steps that can only follow each other: bought, delivered, installed, accepted, in use."""
    rows = [
        (index, row, steps)
        for index, row in rows_of_time(table)
        if row.target.deadline and (steps := _steps(row.name))
    ]
    for (index, row, step), (_, later, later_step) in permutations(rows, 2):
        if _precede(step, later_step) and _is_after(row, later):
            yield Breach(
                (later.evidence, row.evidence),
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                later=later.name,
                later_by=later.target.text,
            )


_CHAINS = (
    ("step_bought", "step_delivered", "step_installed", "step_accepted", "step_in_use"),
    ("step_planned", "step_reported"),
    ("step_reviewed", "step_paid_out"),
)
"""Word lists of steps, in their order."""


def _steps(name: str) -> dict[int, int]:
    """Return the place in each chain of which a name says just one step."""
    steps = {}
    for number, chain in enumerate(_CHAINS):
        said = [place for place, step in enumerate(chain) if words(step).search(name)]
        if len(said) == 1:
            steps[number] = said[0]
    return steps


def _precede(steps: dict[int, int], later: dict[int, int]) -> bool:
    """Whether in some chain the one step comes before the other."""
    return any(
        chain in later and place < later[chain] for chain, place in steps.items()
    )


def _is_after(row: Indicator, later: Indicator) -> bool:
    first, second = row.target.deadline or "", later.target.deadline or ""
    return last_day(first) > last_day(second)
