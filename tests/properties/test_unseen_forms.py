"""Forms of bureaus no dialect was written for, in every layout text is published in."""

import pytest

from jixiao import chinese
from jixiao.documents.readers.text import read_text
from jixiao.reading import DocumentReading, read_opened
from tests.properties.unseen import LAYOUTS, Unseen, unseen

SHARES = dict.fromkeys(LAYOUTS, 0.99) | {"glued": 0.5}
FORMS = 40


def read(text: str) -> DocumentReading:
    return read_opened(read_text(text.encode(), "form.txt", "0" * 64, 10**6))


def exact(form: Unseen, reading: DocumentReading) -> int:
    """Count the rows read with their own name, value and second level."""
    read = {
        (chinese.key(i.name), chinese.key(i.target.text), i.aspect)
        for table in reading.tables
        for i in table.indicators
    }
    wanted = [(chinese.key(row.name), chinese.key(row.value), row.aspect) for row in form.rows]
    return sum(row in read for row in wanted)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_of_unseen_forms_are_read(layout: str):
    forms = [unseen(seed) for seed in range(FORMS)]
    rows = sum(len(form.rows) for form in forms)

    share = sum(exact(form, read(LAYOUTS[layout](form))) for form in forms) / rows

    assert share >= SHARES[layout]
