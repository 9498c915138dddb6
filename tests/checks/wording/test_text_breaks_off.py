"""The limit of an objective's length, too long for an example on a page."""

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.reading import read_opened
from tests.spec_document import document, opened


@pytest.mark.parametrize(("length", "findings"), [(2000, 0), (2001, 1)])
def test_an_objective_may_be_two_thousand_characters(length: int, findings: int):
    paper = opened(document([("objective", "医" * (length - 1) + "。")]))

    report = run(Dossier(read_opened(paper), paper), [library()["WO01"]])

    assert findings == len(report.findings)
