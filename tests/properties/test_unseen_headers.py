"""Headers with labels that no list has: a value is right or marked, never wrong in silence."""

import pytest

from jixiao import chinese
from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable
from jixiao.targets.reading.shape_words import printed_labels
from jixiao.targets.table import Presence
from tests.drawn import ALL, drawn, few
from tests.properties.unseen_headers import LABELS, UnseenHeader, unseen_header
from tests.properties.unseen_prints import LAYOUTS, glued_rows

FORMS = 40 if ALL else 6
PRINTS = LAYOUTS | {"glued_rows": glued_rows}
RIGHT = dict.fromkeys(PRINTS, 0.8) | {"glued": 0.7, "glued_rows": 0.45}
"""Of 40 forms; of lines that are glued each by itself those of few labels are not cut."""
TOTAL = "funding.annual.total"


def read(form: UnseenHeader, layout: str) -> TargetTable:
    text = PRINTS[layout](form.form)
    reading = read_opened(read_text(text.encode(), "form.txt", "0" * 64, Settings()))
    return reading.tables[0]


def values(table: TargetTable, form: UnseenHeader) -> dict[str, str | None]:
    """What was read of each field and of the year's money."""
    total = table.funding.annual.total
    fields: dict[str, str | None] = {name: getattr(table, name) for name in form.fields}
    return {**fields, TOTAL: None if total is None else f"{total:f}"}


def test_no_list_has_the_labels_that_are_drawn():
    labels = {label for words in LABELS.values() for label in words}

    assert set() == labels & printed_labels()


@drawn
@pytest.mark.parametrize("layout", [*few([*PRINTS], one_of=3), "glued"])
def test_a_value_beside_labels_that_no_list_has_is_right_or_marked(layout: str):
    wrong = {}
    right = asked = 0
    for seed in range(FORMS):
        form = unseen_header(seed)
        table = read(form, layout)
        truths = {**form.fields, TOTAL: form.total}
        for place, value in values(table, form).items():
            asked += 1
            at = table.evidence.get(place)
            if value is not None and chinese.key(value) == truths[place]:
                right += 1
            elif value is not None and not (at and at.unsure):
                wrong[seed, place] = value
            elif value is None and table.presence(place) is Presence.BLANK:
                wrong[seed, place] = "blank"

    assert {} == wrong
    assert right >= RIGHT[layout] * asked
