"""What the checks say of a case's tables, and the reasons given for what stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from jixiao.cell_path import CellPath
from jixiao.checks import Dossier, library, run
from jixiao.checks.declaration import Check, Scope
from jixiao.findings import Finding, Severity
from jixiao.targets import TargetTable
from jixiao.targets.draft_table import DraftTable
from jixiao.targets.editing import filled_in
from jixiao.web.models import Case, FindingReason
from jixiao.web.work.whose import foreign

_FILLED = ("monitoring", "evaluation")
"""The forms of a year; each has checks of its own, a family by its name."""
_REACHED = ("actual", "expected")
"""The columns in which such a form says what happened."""


@dataclass(frozen=True, slots=True)
class TableFindings:
    """What the checks find in a table: each finding, and the reason given for it if any."""

    findings: Sequence[tuple[Finding, FindingReason | None]]

    @property
    def open_errors(self) -> int:
        """How many errors have no reason."""
        return self._open(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings have no reason."""
        return self._open(Severity.WARNING)

    def by_id(self, typed: DraftTable) -> "TableFindings":
        """The same of what is being typed, where rows are known by their ids."""
        return TableFindings(
            [(_by_id(finding, typed), reason) for finding, reason in self.findings]
        )

    def _open(self, severity: Severity) -> int:
        open_findings = (finding for finding, reason in self.findings if reason is None)
        return sum(finding.severity is severity for finding in open_findings)


def _by_id(finding: Finding, typed: DraftTable) -> Finding:
    place = str(typed.by_id(CellPath.parse(finding.place)))
    return msgspec.structs.replace(finding, place=place)


def judge(case: Case, table: TargetTable, kind: str = "target") -> TableFindings:
    """Ask the checks of a case's table, and lay the reasons beside what they find."""
    reasons = case.reasons.all() if case.pk else ()
    reason_of = {(reason.code, reason.message): reason for reason in reasons}
    findings = _findings(msgspec.json.encode(table), kind)
    if case.pk and kind == "target":
        findings = (*foreign(case, table), *findings)
    return TableFindings(
        [
            (finding, reason_of.get((finding.code, finding.message)))
            for finding in findings
        ]
    )


@lru_cache(maxsize=256)
def _findings(body: bytes, kind: str) -> tuple[Finding, ...]:
    table, places = filled_in(msgspec.json.decode(body, type=TargetTable))
    checks = [entry for entry in library().values() if _is_asked_of(entry, kind)]
    findings = run(Dossier.of([table]), checks).findings
    if kind in _FILLED:
        # What was approved is not judged again, only what is said of it.
        codes_of_form = {entry.code for entry in checks if entry.family == kind}
        findings = tuple(
            finding
            for finding in findings
            if finding.code in codes_of_form or _speaks_of_what_happened(finding)
        )
    return tuple(_placed(finding, places) for finding in findings)


def _is_asked_of(entry: Check, kind: str) -> bool:
    """Whether a check is asked of a form: of any table, or of forms of its kind only."""
    of_this_form = entry.family == kind or entry.family not in _FILLED
    return entry.scope is Scope.TABLE and of_this_form


def _speaks_of_what_happened(finding: Finding) -> bool:
    path = CellPath.parse(finding.place)
    return path.row is not None and path.name in _REACHED


def _placed(finding: Finding, places: Sequence[int]) -> Finding:
    """The finding with the row's place among all of them, those still empty too."""
    path = CellPath.parse(finding.place)
    if not isinstance(path.row, int):
        return finding
    return msgspec.structs.replace(finding, place=str(path.moved_to(places[path.row])))
