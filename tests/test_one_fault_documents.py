"""Documents with one fault each: it is found where it stands, and nothing else is.

The documents are beside the project; what is right of each is said there (its README tells how).
"""

import json
from typing import Any

import pytest

from jixiao.checks import Dossier, run
from jixiao.documents import open_document
from jixiao.findings import Finding, Severity
from jixiao.reading import read_opened
from tests.conftest import SHARED
from tests.drawn import drawn

FOLDER = SHARED / "examples" / "checks"
CASES = sorted(path.name.split(".")[0] for path in FOLDER.glob("*.expected.json"))

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the examples are not beside the project"
)


def _findings(case: str) -> list[Finding]:
    document = open_document(FOLDER / f"{case}.txt")
    return list(run(Dossier(read_opened(document), document)).findings)


def _stands_in(finding: Finding, lines: list[int]) -> bool:
    spans = [evidence.lines for evidence in finding.evidence if evidence.lines]
    return any(first <= lines[1] and last >= lines[0] for first, last in spans)


def _fits(finding: Finding, asked: dict[str, Any]) -> bool:
    """Whether a finding is what a rule of the case speaks of: all that it says holds."""
    words = asked.get("says", [""])
    return (
        finding.code == asked.get("code", finding.code)
        and finding.code not in asked.get("other_than", [])
        and str(finding.severity) in asked.get("severity", list(Severity))
        and any(word in finding.message for word in words)
        and ("lines" not in asked or _stands_in(finding, asked["lines"]))
    )


@drawn(one_of=4)
@pytest.mark.parametrize("case", CASES)
def test_the_fault_is_found_and_nothing_else(case: str):
    expected = json.loads((FOLDER / f"{case}.expected.json").read_text("utf-8"))
    findings = _findings(case)

    for fault in expected["must"]:
        assert any(_fits(finding, fault) for finding in findings), fault["about"]
    wrong = [
        finding.message
        for finding in findings
        for asked in expected["must_not"]
        if _fits(finding, asked)
    ]
    assert [] == wrong
    grave = [f.message for f in findings if f.severity is not Severity.ADVICE]
    assert len(grave) <= expected["at_most"], grave
