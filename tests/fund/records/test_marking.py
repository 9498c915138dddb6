"""Every audit rule and signal marks what its page says, and spares what it says."""

from collections.abc import Iterator

import pytest

from jixiao.fund import kept_tables
from jixiao.fund.audit import library as rules
from jixiao.fund.outlook import library as signals
from jixiao.fund.records import Records, declared_records
from jixiao.fund.records.marking import MarkingEntry
from jixiao.fund.records.stated import StatedRecords, make_stated, state
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.drawn import drawn, few, wrong
from tests.measure_page import limits, load_example, period
from tests.spec_page import Example, Rows, read_page

ENTRIES: list[MarkingEntry] = [*rules().values(), *signals().values()]
EXAMPLES = [(entry, example) for entry in ENTRIES for example in read_page(entry.page)]
SOME = few(EXAMPLES, one_of=32)

USUAL = {
    "setl_id": "s1", "mdtrt_id": "v1", "psn_no": "p1", "fixmedins_code": "H1",
    "fee_ocur_time": "2026-03-01 10:00", "cnt": "1", "pric": "10",
    "det_item_fee_sumamt": "10.00", "inscp_amt": "10.00", "med_type": "21",
    "setl_time": "2026-03-01 10:00", "begndate": "2026-03-01",
}  # fmt: skip
"""What stands in a column of a stated record that an example does not name."""


def state_records(engine: Embedded, example: Example) -> None:
    """Make the records that an example states, and no others."""
    records = declared_records()
    for name in engine.tables & {*records}:
        engine.run(f'DROP TABLE "{name}"')
    for name, rows in example.blocks:
        if name in records and isinstance(rows, list):
            usual = {n: v for n, v in USUAL.items() if n in records[name].columns}
            make_stated(engine, name)
            state(engine, name, [usual | row for row in rows])


def marked(engine: Embedded, entry: MarkingEntry, example: Example) -> Rows:
    """Return the rows that an entry marks in an example, in the columns its page names."""
    load_example(engine, example)
    state_records(engine, example)
    kept = kept_tables()
    records = StatedRecords(engine, period(example), kept=kept)
    proof = entry.mark(records, limits(entry.code, example))
    columns = list(example.finds[0]) if example.finds else ["key"]
    rows = engine.fetch(proof.rows.order_by("on", "key").select(*columns)).to_pylist()
    return [{name: str(value) for name, value in row.items()} for row in rows]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """One engine for all pages; each example drops what the one before it made."""
    with open_scratch(tmp_path_factory.mktemp("pages")) as opened:
        yield opened


def test_a_page_marks_and_spares():
    def is_whole(entry: MarkingEntry) -> None:
        examples = list(read_page(entry.page))
        assert any(example.finds for example in examples)
        assert any(not example.finds for example in examples)
        title = f"# {entry.code} {entry.title}\n"
        assert entry.page.read_text("utf-8").startswith(title)

    assert ENTRIES
    assert {} == wrong(ENTRIES, is_whole, lambda entry: entry.code)


@drawn(one_of=3)
@pytest.mark.parametrize(
    ("entry", "example"),
    SOME,
    ids=[f"{entry.code} {example.title}" for entry, example in SOME],
)
def test_an_entry_marks_what_its_page_says(
    engine: Embedded, entry: MarkingEntry, example: Example
):
    assert example.finds == marked(engine, entry, example)


@pytest.mark.slow
def test_an_installation_sets_another_limit(engine: Embedded):
    entry = rules()["AD01"]
    example_found, *_ = (example for example in read_page(entry.page) if example.finds)
    load_example(engine, example_found)

    marks = entry.mark(
        Records(engine, period(example_found)), {"AD01": {"within_days": 9}}
    )

    assert [] == marks.largest()


def test_a_row_is_told_in_a_sentence():
    assert "出院 10 天后" in rules()["AD01"].sentence(250_000, 10)
    assert "涉及费用 2,500.00 元" in rules()["AD01"].sentence(250_000, 10)
