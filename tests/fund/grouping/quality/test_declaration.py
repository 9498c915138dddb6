"""Every check of lists marks what its page says, and spares what it says."""

from collections.abc import Iterator

import pytest

from jixiao.fund.grouping.quality import ListCheck, Severity, library
from jixiao.fund.records import Records
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.drawn import drawn, few
from tests.measure_page import load_example, period
from tests.spec_page import Example, read_page

ENTRIES = list(library().values())
EXAMPLES = few(
    [(entry, example) for entry in ENTRIES for example in read_page(entry.page)],
    one_of=24,
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with open_scratch(tmp_path_factory.mktemp("lists")) as opened:
        yield opened


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_page_marks_and_spares(entry: ListCheck):
    examples = list(read_page(entry.page))

    assert any(example.finds for example in examples)
    assert any(not example.finds for example in examples)
    assert entry.page.read_text("utf-8").startswith(f"# {entry.code} {entry.title}\n")
    assert entry.sentence(1, 2)


@drawn(one_of=2)
@pytest.mark.parametrize(
    ("entry", "example"),
    EXAMPLES,
    ids=[f"{entry.code} {example.title}" for entry, example in EXAMPLES],
)
def test_a_check_marks_what_its_page_says(
    engine: Embedded, entry: ListCheck, example: Example
):
    load_example(engine, example)
    marks = entry.mark(Records(engine, period(example)))
    columns = list(example.finds[0]) if example.finds else ["key"]

    rows = engine.fetch(marks.rows.order_by("key").select(*columns)).to_pylist()

    assert example.finds == [{n: str(v) for n, v in row.items()} for row in rows]


def test_severities_have_words():
    assert ["拒绝", "警告", "提示"] == [severity.word for severity in Severity]
