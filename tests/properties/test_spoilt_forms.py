"""Spoilt forms: a row may be lost or marked, hardly any is wrong without a mark."""

import pytest

from jixiao import chinese
from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import Indicator
from tests.drawn import drawn, examples
from tests.properties.spoilt import SPOILS
from tests.properties.unseen import Unseen, unseen
from tests.properties.unseen_prints import tabbed

FORMS = examples(24)
MOST_WRONG = 0.03


def sure_rows(text: str) -> list[Indicator]:
    opened = read_text(text.encode(), "form.txt", "0" * 64, Settings())
    tables = read_opened(opened).tables
    rows = [row for table in tables for row in table.indicators]
    return [row for row in rows if not row.evidence.unsure]


def is_told(row: Indicator, form: Unseen) -> bool:
    printed_rows = {
        (chinese.key(each.name), chinese.key(each.value)) for each in form.rows
    }
    return (chinese.key(row.name), chinese.key(row.target.text)) in printed_rows


@drawn(one_of=4)
@pytest.mark.parametrize("spoil", SPOILS)
def test_hardly_a_row_is_wrong_without_a_mark(spoil: str):
    forms = [unseen(seed) for seed in range(2000, 2000 + FORMS)]
    verdicts = [
        is_told(row, form)
        for form in forms
        for row in sure_rows(SPOILS[spoil](tabbed(form)))
    ]

    assert verdicts.count(False) <= MOST_WRONG * len(verdicts)
