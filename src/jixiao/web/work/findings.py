"""What the checks say of a case's tables, and the reasons given for what stays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from jixiao.checks import Dossier, library, run
from jixiao.checks.declaration import Scope
from jixiao.findings import Finding, Severity
from jixiao.targets import TargetTable
from jixiao.targets.editing import filled_in
from jixiao.web.models import Case, FindingReason

_FILLED = ("monitoring", "evaluation")
"""The forms of a year; each has checks of its own, a family by its name."""


@dataclass(frozen=True, slots=True)
class Judged:
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

    def _open(self, severity: Severity) -> int:
        return sum(f.severity is severity and r is None for f, r in self.findings)


def judge(case: Case, table: TargetTable, kind: str = "target") -> Judged:
    """Ask the checks of a case's table, and lay the reasons beside what they find."""
    given = {(r.code, r.message): r for r in case.reasons.all()} if case.pk else {}
    found = _findings(msgspec.json.encode(table), kind)
    return Judged([(finding, given.get((finding.code, finding.message))) for finding in found])


@lru_cache(maxsize=256)
def _findings(body: bytes, kind: str) -> tuple[Finding, ...]:
    table, places = filled_in(msgspec.json.decode(body, type=TargetTable))
    checks = [
        entry for entry in library().values()
        if entry.scope is Scope.TABLE and (entry.family == kind or entry.family not in _FILLED)
    ]  # fmt: skip
    found = run(Dossier.of([table]), checks).findings
    if kind in _FILLED:
        # What was approved is not judged again, only what is told of it.
        own = {entry.code for entry in checks if entry.family == kind}
        found = tuple(one for one in found if one.code in own or _TOLD.fullmatch(one.place))
    return tuple(_placed(finding, places) for finding in found)


def _placed(finding: Finding, places: Sequence[int]) -> Finding:
    """Say where a row stands among all of them, those still empty too."""
    at = _ROW.match(finding.place)
    if at is None or places[int(at[1])] == int(at[1]):
        return finding
    place = f"indicators[{places[int(at[1])]}]{finding.place[at.end() :]}"
    return msgspec.structs.replace(finding, place=place)


_TOLD = re.compile(r"indicators\[\d+\]\.(actual|expected)")
_ROW = re.compile(r"indicators\[(\d+)\]")
