"""Forms of bureaus no dialect was written for, in every layout and file they are published in."""

from functools import cache

import pytest
from opencc import OpenCC

from jixiao import chinese
from jixiao.documents.document import Source
from jixiao.documents.reader import read_bytes
from jixiao.documents.readers.text import read_text
from jixiao.reading import DocumentReading, read_opened
from jixiao.settings import Settings
from tests.drawn import ALL, drawn, examples, few
from tests.properties.unseen import Unseen, unseen
from tests.properties.unseen_prints import FILES, LAYOUTS, WRAPPED

SHARES = dict.fromkeys(LAYOUTS, 0.99) | {"glued": 0.75}
WRAPPED_SHARE = 0.4
"""Of forms whose cells wrap: of ten 45 % of the rows half way down are exact, of forty over 60 %."""
FORMS = 40 if ALL else 10
"""Fewer would make one row more than the share that may be missed."""
WHOLE = [layout for layout in LAYOUTS if layout != "glued"]


@cache
def read(text: str) -> DocumentReading:
    """Read a form once for all that is asked of it."""
    return read_opened(read_text(text.encode(), "form.txt", "0" * 64, Settings()))


def exact(form: Unseen, reading: DocumentReading) -> int:
    """Count the rows read with their own name, value and second level."""
    read = {
        (chinese.key(i.name), chinese.key(i.target.text), i.aspect or "")
        for table in reading.tables
        for i in table.indicators
    }
    wanted = [
        (chinese.key(row.name), chinese.key(row.value), row.aspect) for row in form.rows
    ]
    return sum(row in read for row in wanted)


@drawn(one_of=3)
@pytest.mark.parametrize("layout", few([*LAYOUTS], one_of=2))
def test_rows_of_unseen_forms_are_read(layout: str):
    forms = [unseen(seed) for seed in range(FORMS)]
    rows = sum(len(form.rows) for form in forms)

    share = sum(exact(form, read(LAYOUTS[layout](form))) for form in forms) / rows

    assert share >= SHARES[layout]


@drawn(one_of=2)
@pytest.mark.parametrize("layout", WRAPPED)
def test_rows_of_cells_that_wrap_are_read_or_marked(layout: str):
    forms = [unseen(seed) for seed in range(FORMS)]
    rows = sum(len(form.rows) for form in forms)
    readings = [(form, read(WRAPPED[layout](form))) for form in forms]

    assert sum(exact(*pair) for pair in readings) >= WRAPPED_SHARE * rows


@drawn
@pytest.mark.parametrize("layout", few(WHOLE, one_of=2))
def test_fields_of_unseen_forms_are_read(layout: str):
    for form in map(unseen, range(FORMS)):
        table = read(LAYOUTS[layout](form)).tables[0]

        assert form.fields["department"] == table.supervising_department
        assert table.objective
        assert chinese.key(form.fields["objective"]) == chinese.key(
            table.objective.text
        )
        if form.kind != "department":
            assert form.fields["project"] == table.project_name
            assert form.fields["total"] == str(table.funding.annual.total)
        if form.kind == "self":
            assert table.budget_execution or table.funding.annual.total
            assert (table.objective_achieved is None) is (
                "实际完成情况" not in LAYOUTS[layout](form)
            )


@drawn
@pytest.mark.parametrize("kind", FILES)
def test_unseen_forms_are_read_from_files(kind: str):
    for form in map(unseen, range(examples(8))):
        source = Source(path=f"form.{kind}", sha256="0" * 64, format=kind)

        reading = read_opened(read_bytes(FILES[kind](form), source, Settings()))

        assert len(form.rows) == exact(form, reading)


def test_values_of_areas_are_kept_beside_the_whole():
    form = next(form for form in map(unseen, range(99)) if form.order == "areas")

    table = read(LAYOUTS["tabbed"](form)).tables[0]

    for row, indicator in zip(form.rows, table.indicators, strict=True):
        assert 3 == len(indicator.by_area)
        assert {row.value} == {value.text for value in indicator.by_area.values()}


@drawn(one_of=4)
@pytest.mark.parametrize("layout", ["piped", "paragraphs", "spaced"])
def test_traditional_characters_are_read_as_printed(layout: str):
    traditional = OpenCC("s2t")
    form = unseen(3)

    reading = read(traditional.convert(LAYOUTS[layout](form)))

    names = {
        indicator.name for table in reading.tables for indicator in table.indicators
    }
    assert {traditional.convert(row.name) for row in form.rows} == names
    assert ["traditional_characters"] == [note.code for note in reading.notes]
