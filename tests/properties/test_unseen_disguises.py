"""Rows of forms whose text tells less than it should: lost or marked, hardly ever wrong without a mark."""

import pytest

from jixiao import chinese
from jixiao.targets import Indicator
from tests.drawn import drawn, examples
from tests.properties.test_spoilt_forms import sure_rows
from tests.properties.unseen import Unseen, unseen
from tests.properties.unseen_disguises import DISGUISES

FORMS = examples(32)
MOST_WRONG = 0.1
"""Of the rows read as sure in all forms of a disguise: nothing shows where a wrapped name was cut."""
FEWEST = 3
"""So many rows may be wrong where few are drawn."""


def is_printed(row: Indicator, form: Unseen) -> bool:
    printed = {
        (chinese.key(each.name), chinese.key(each.value), each.aspect)
        for each in form.rows
    }
    return (
        chinese.key(row.name),
        chinese.key(row.target.text),
        row.aspect or "",
    ) in printed


@drawn
@pytest.mark.parametrize("disguise", DISGUISES)
def test_hardly_a_row_is_wrong_without_a_mark(disguise: str):
    forms = [unseen(seed) for seed in range(3000, 3000 + FORMS)]
    verdicts = [
        is_printed(row, form)
        for form in forms
        for row in sure_rows(DISGUISES[disguise](form))
    ]

    assert verdicts.count(False) <= max(FEWEST, MOST_WRONG * len(verdicts))
