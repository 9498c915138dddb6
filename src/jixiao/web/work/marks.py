"""What reviewers said of the findings of a case, and of the same causes in its unit before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.findings import Finding
from jixiao.publication import cause_of
from jixiao.publication.reviews import Mark, Verdict
from jixiao.web.models import Case, FindingMark
from jixiao.web.work.findings import TableFindings


@dataclass(frozen=True, slots=True)
class CaseMarks:
    """The marks that hold for what the checks find in a case: its own, else the unit's latest."""

    unit: str
    by_cause: dict[str, FindingMark]

    def of(self, finding: Finding) -> FindingMark | None:
        """The mark of a finding; None where nobody marked its cause."""
        return self.by_cause.get(cause_of(self.unit, finding))

    def counts(self, judged: TableFindings) -> dict[str, int]:
        """How many findings bear each verdict, by the word officials read; and how many none."""
        marks = [self.of(finding) for finding, _ in judged.findings]
        counts = {
            verdict.word: sum(
                mark is not None and mark.verdict == verdict for mark in marks
            )
            for verdict in Verdict
        }
        return counts | {"没有标": marks.count(None)}


def marks_of(case: Case, judged: TableFindings) -> CaseMarks:
    """The marks for what is found in a case now."""
    unit = case.unit.name
    causes = [cause_of(unit, finding) for finding, _ in judged.findings]
    known = FindingMark.objects.filter(case__unit=case.unit_id, cause__in=causes)
    # A case's own mark stands over those of other years, the latest over those before.
    in_order = sorted(
        known.select_related("by", "case"),
        key=lambda mark: (mark.case_id == case.pk, mark.at),
    )
    return CaseMarks(unit, {mark.cause: mark for mark in in_order})


def true_findings(case: Case, judged: TableFindings) -> Sequence[tuple[Finding, Mark]]:
    """The findings of a case that were marked as true, each with its mark."""
    marks = marks_of(case, judged)
    pairs = ((finding, marks.of(finding)) for finding, _ in judged.findings)
    return [
        (finding, _as_mark(mark))
        for finding, mark in pairs
        if mark and mark.verdict == Verdict.TRUE
    ]


def _as_mark(mark: FindingMark) -> Mark:
    return Mark(
        cause=mark.cause,
        verdict=Verdict(mark.verdict),
        note=mark.note,
        about=mark.message,
    )


def finding_of(judged: TableFindings, asked: tuple[str, str]) -> Finding | None:
    """The finding of a code and a message; None where it is not there any more."""
    findings: Iterable[Finding] = (finding for finding, _ in judged.findings)
    return next((each for each in findings if (each.code, each.message) == asked), None)
