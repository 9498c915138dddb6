"""Every list holds whom its page says, and spares whom it says; numbers leave masked."""

from collections.abc import Iterator

import pytest

from jixiao.fund import kept_tables
from jixiao.fund.outlook.rollcall import RollCall, roll_calls
from jixiao.fund.records import Records
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.drawn import drawn, few
from tests.measure_page import load_example, period
from tests.spec_page import Example, read_page

ENTRIES = list(roll_calls().values())
EXAMPLES = [(entry, example) for entry in ENTRIES for example in read_page(entry.page)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with open_scratch(tmp_path_factory.mktemp("pages")) as opened:
        yield opened


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_page_finds_and_spares(entry: RollCall):
    examples = list(read_page(entry.page))

    assert {True, False} == {bool(example.finds) for example in examples}
    assert entry.page.read_text("utf-8").startswith(f"# {entry.code} {entry.title}\n")


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("entry", "example"),
    few(EXAMPLES),
    ids=[f"{entry.code} {example.title}" for entry, example in few(EXAMPLES)],
)
def test_a_list_holds_what_its_page_says(
    engine: Embedded, entry: RollCall, example: Example
):
    load_example(engine, example)
    proof = entry.mark(Records(engine, period(example), kept=kept_tables()))

    columns = list(example.finds[0]) if example.finds else ["key"]
    rows = engine.fetch(proof.rows.order_by("key").select(*columns)).to_pylist()
    assert example.finds == [{n: str(v) for n, v in row.items()} for row in rows]
    whole = {row.get("key") for row in example.finds}
    assert whole.isdisjoint({row.key for row in proof.largest()})
