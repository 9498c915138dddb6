"""What a careful reader objects to in the sample documents, and how much of it has a finding.

`truth/causes.csv` was written from the paper: the lines, how serious, the checks that may tell it and
the cause in our own words. Causes that no check tells yet stand there too.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from jixiao.checks import library
from jixiao.findings import Finding, merge_alike
from tests.conftest import SEEDS
from tests.test_findings_on_samples import findings as found_in_sample

CAUSES = Path(__file__).parent / "truth" / "causes.csv"
OF_SERIOUS, OF_ALL = 0.92, 0.80
OUTSIDE, REPEATED = 0.03, 0.05
ONCE = {code for code, entry in library().items() if entry.once}

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the sample documents are not beside the project"
)


class Cause(NamedTuple):
    """A line of the list."""

    document: str
    first: int
    last: int
    grade: str
    codes: str
    cause: str


@cache
def causes() -> list[Cause]:
    with CAUSES.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return [
        Cause(**line | {"first": int(line["first"]), "last": int(line["last"])})
        for line in lines
    ]


@cache
def findings(document: str) -> list[Finding]:
    return merge_alike(found_in_sample(document), ONCE)


def tells(finding: Finding, cause: Cause) -> bool:
    spans = [evidence.lines for evidence in finding.evidence if evidence.lines]
    return finding.code in cause.codes.split() and any(
        first <= cause.last and last >= cause.first for first, last in spans
    )


def share_told(listed: list[Cause]) -> float:
    shares = [
        any(tells(finding, cause) for finding in findings(cause.document))
        for cause in listed
    ]
    return sum(shares) / len(shares)


@cache
def told_by_finding() -> list[frozenset[int]]:
    """For each finding, the places in the list of the causes it tells."""
    return [
        frozenset(
            index
            for index, cause in enumerate(causes())
            if cause.document == document and tells(finding, cause)
        )
        for document in sorted({cause.document for cause in causes()})
        for finding in findings(document)
    ]


def test_serious_causes_have_a_finding_of_their_own():
    serious = [cause for cause in causes() if cause.grade == "serious"]

    assert share_told(serious) >= OF_SERIOUS


def test_most_causes_have_a_finding_of_their_own():
    assert share_told(causes()) >= OF_ALL


def test_hardly_a_finding_is_outside_the_list():
    causes = told_by_finding()

    assert sum(not each for each in causes) <= OUTSIDE * len(causes)


def test_hardly_a_finding_repeats_others():
    known: set[int] = set()
    repeated = 0
    for causes in told_by_finding():
        repeated += bool(causes) and causes <= known
        known |= causes

    assert repeated <= REPEATED * len(told_by_finding())
