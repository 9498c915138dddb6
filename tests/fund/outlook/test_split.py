"""Every split gives the parts that its page says, and they add up."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.fund.outlook.split import Split, changes, spans, splits
from jixiao.fund.records import Records
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.drawn import drawn, few
from tests.measure_page import load_example
from tests.spec_page import Example, read_page

ENTRIES = list(splits().values())
EXAMPLES = [(entry, example) for entry in ENTRIES for example in read_page(entry.page)]
JUNE = date(2026, 6, 1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with open_scratch(tmp_path_factory.mktemp("pages")) as opened:
        yield opened


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_page_gives_parts_and_none(entry: Split):
    examples = list(read_page(entry.page))

    assert [True, False] == [bool(example.finds) for example in examples]
    assert entry.page.read_text("utf-8").startswith(f"# {entry.code} {entry.title}\n")


@drawn(one_of=2)
@pytest.mark.parametrize(
    ("entry", "example"),
    few(EXAMPLES),
    ids=[f"{entry.code} {example.title}" for entry, example in few(EXAMPLES)],
)
def test_a_split_gives_what_its_page_says(
    engine: Embedded, entry: Split, example: Example
):
    load_example(engine, example)
    records = Records(engine, Period(date(2025, 1, 1), date(2026, 12, 31)))

    (change,) = changes(entry.prove(records, "scheme"), *spans(JUNE, 1))

    parts = change.parts or []
    assert example.finds == [{"part": p.title, "fen": str(p.fen)} for p in parts]
    if parts:
        assert change.after.amount - change.before.amount == sum(p.fen for p in parts)


def test_spans_are_the_same_months_of_two_years_whatever_february_has():
    before, after = spans(date(2024, 2, 1), 2)

    assert Period(date(2023, 1, 1), date(2023, 2, 28)) == before
    assert Period(date(2024, 1, 1), date(2024, 2, 29)) == after
