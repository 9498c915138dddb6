"""Typed values of a self-evaluation beside the recorded ones: where they differ, and what is scored."""

from dataclasses import dataclass

from jixiao.cell_path import CellPath
from jixiao.quantity import TargetValue, read_value
from jixiao.targets.draft_table import DraftTable
from jixiao.web.models import Acceptance, Case
from jixiao.web.sealing import check_rows
from jixiao.web.work.proofs import beside, proofs_of

KIND = "evaluation"
_MEASURED = ("met", "missed")
"""How what was measured stands where it can be scored."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose typed value is not the recorded one.

    `cell` is the address of the value; `is_whole` whether the recorded value can be scored;
    `acceptance` is that of a second person, none where nobody accepts what is typed.
    """

    place: int
    cell: str
    name: str
    typed: str
    recorded: str
    is_whole: bool
    acceptance: Acceptance | None = None


def differences(case: Case, form: DraftTable) -> list[Difference]:
    """Return the rows of a self-evaluation whose typed value is not what the records say."""
    proofs = beside(proofs_of(case, KIND), form.table)
    accepted = list(
        Acceptance.objects.filter(case=case).select_related("by").order_by("pk")
    )
    check_rows("acceptance", accepted)
    by_value = {(each.place, each.typed, each.recorded): each for each in accepted}
    rows = []
    for place, row in enumerate(form.table.indicators):
        recorded = proofs[place].shown if place in proofs else ""
        if row.actual is None or not recorded or row.actual.text.startswith(recorded):
            continue
        cell = str(form.by_id(CellPath.in_row(place, "actual")))
        typed = row.actual.text
        rows.append(
            Difference(
                place=place,
                cell=cell,
                name=row.name,
                typed=typed,
                recorded=recorded,
                is_whole=proofs[place].mark in _MEASURED,
                acceptance=by_value.get((cell, typed, recorded)),
            )
        )
    return rows


def recorded_instead(case: Case, form: DraftTable) -> dict[int, TargetValue | None]:
    """Return, by place, what is scored in place of what was typed and nobody accepts.

    None where the records are not whole: such a row is not scored.
    """
    year = form.table.fiscal_year
    return {
        each.place: read_value(each.recorded, year)[0] if each.is_whole else None
        for each in differences(case, form)
        if each.acceptance is None
    }
