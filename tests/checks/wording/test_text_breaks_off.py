"""The limit of an objective's length, too long for an example on a page."""

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.documents import Document, Line, Source
from jixiao.reading import read_opened
from tests.spec_document import document


@pytest.mark.parametrize(("length", "told"), [(2000, 0), (2001, 1)])
def test_an_objective_may_be_two_thousand_characters(length: int, told: int):
    text = document([("objective", "医" * (length - 1) + "。")])
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    opened = Document(source=Source(path="表.txt", sha256="", format="text"), lines=lines)

    report = run(Dossier(read_opened(opened), opened), [library()["WO01"]])

    assert told == len(report.findings)
