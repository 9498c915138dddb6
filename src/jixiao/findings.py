"""What a check says: severities, breaches, findings and the report that holds them."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any

import msgspec

from jixiao.cell_path import CellPath
from jixiao.evidence import Evidence


class Severity(StrEnum):
    """How sure a finding is: provable from the paper, likely a defect, or a suggestion."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def word(self) -> str:
        """The word officials read."""
        return _WORDS[self]

    @property
    def rank(self) -> int:
        """The place among severities, the gravest 0."""
        return list(Severity).index(self)


_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.ADVICE: "建议"}


class Breach:
    """One place where a rule does not hold, with the facts its message needs.

    `place` is a cell of the target table, or the path in the reading of what is none of it
    (`budget.figures[2]`, `tables`); `severity` is set only where this breach is graver or lighter
    than the check's own; `project_name` where a check of the whole dossier speaks of one project.
    """

    __slots__ = ("at", "facts", "place", "project_name", "severity")

    def __init__(
        self,
        at: Evidence | Iterable[Evidence | None] | None,
        place: CellPath | str = "",
        severity: Severity | None = None,
        project_name: str | None = None,
        **facts: object,
    ) -> None:
        where = (at,) if isinstance(at, Evidence) or at is None else tuple(at)
        self.at: tuple[Evidence, ...] = tuple(
            evidence for evidence in where if evidence
        )
        self.place = str(place)
        self.severity = severity
        self.project_name = project_name
        self.facts: dict[str, Any] = facts


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A breach with the words, severity and basis of the check that saw it."""

    code: str
    severity: Severity
    title: str
    message: str
    project_name: str | None
    place: str
    evidence: tuple[Evidence, ...]
    facts: dict[str, Any]
    basis: str
    suggestion: str


def merge_alike(
    findings: Iterable[Finding], once: Collection[str] = ()
) -> list[Finding]:
    """The findings with those that say the same of several projects made one, with all its places.

    `once` are the codes of what is told once a document, whatever each project's words. The merged
    finding stands under its first project and names the others.
    """
    alike: dict[tuple[str, Severity, str], list[Finding]] = {}
    for finding in findings:
        words = "" if finding.code in once else finding.message
        cause = finding.code, finding.severity, words
        alike.setdefault(cause, []).append(finding)
    return [_merged(same) for same in alike.values()]


def _merged(same: list[Finding]) -> Finding:
    first, *others = same
    names = dict.fromkeys(finding.project_name for finding in others)
    names.pop(first.project_name, None)
    known = [name for name in names if name]
    also = f"（另 {len(known)} 个项目同样：{'、'.join(known)}）" if known else ""
    return msgspec.structs.replace(
        first,
        message=first.message + also,
        evidence=tuple(at for finding in same for at in finding.evidence),
    )


class Unchecked(msgspec.Struct, frozen=True, kw_only=True):
    """A check that could not be answered, and why."""

    code: str
    reason: str


def by_reason(unchecked: Iterable[Unchecked]) -> dict[str, list[str]]:
    """The codes that could not be answered, each once, by the reason."""
    codes: dict[str, list[str]] = {}
    for entry in unchecked:
        codes_of_reason = codes.setdefault(entry.reason, [])
        if entry.code not in codes_of_reason:
            codes_of_reason.append(entry.code)
    return codes


class Silenced(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that a person ruled needs no more telling, and why."""

    finding: Finding
    reason: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All findings about one document."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]

    def count(self, severity: Severity) -> int:
        """Count the findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)
