"""A sound budget or final account, in whatever layout, is found sound."""

import pytest

from jixiao.checks import Dossier, run
from jixiao.documents import open_document
from jixiao.reading import read_opened
from tests.sound_accounts import accounts, budget

OF_TABLES = "BU"
NOT_PRINTED = {"BU13", "BU14"}
"""What asks for tables and words that the documents leave out."""


@pytest.mark.parametrize("print_document", [accounts, budget])
@pytest.mark.parametrize("split", [False, True])
def test_tables_that_agree_give_no_finding(write, print_document, *, split: bool):
    document = open_document(write(print_document(split=split), "a.html"))
    reading = read_opened(document)

    report = run(Dossier(reading, document))

    assert () == reading.unread
    assert reading.budget
    assert all(row.sure for table in reading.budget.tables for row in table.rows)
    assert [] == [
        finding.message
        for finding in report.findings
        if finding.code.startswith(OF_TABLES) and finding.code not in NOT_PRINTED
    ]
