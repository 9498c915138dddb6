"""Every measure gives what its page says."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ibis
import pytest
from ibis import ir

from jixiao.fund import kept_tables
from jixiao.fund.records import Unit, declared_records
from jixiao.fund.store.columns_read import columns_read
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.store.spark import Spark, open_spark
from jixiao.fund.tables import tables
from jixiao.measures import Measure, library
from jixiao.measures.measuring import take
from tests.drawn import drawn, few, wrong
from tests.measure_page import (
    as_printed,
    asked,
    examples,
    is_exact,
    limits,
    load_example,
    period,
)
from tests.parts import SAIL
from tests.spec_page import Example, read_page

EXAMPLES = list(examples())
SOME = few(EXAMPLES, one_of=32)


def quietly(test: Callable[..., None]) -> Callable[..., None]:
    """Leave out what PySpark warns of."""
    for warning in (
        "ignore::FutureWarning",
        "ignore::DeprecationWarning",
        "ignore:'verifySchema'",
        "ignore::ResourceWarning",
    ):
        test = pytest.mark.filterwarnings(warning)(test)
    return test


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """One engine for all pages; each example drops what the one before it made."""
    with open_scratch(tmp_path_factory.mktemp("pages")) as opened:
        yield opened


def test_a_page_has_two_examples_at_least_of_different_values():
    def is_whole(measure: Measure) -> None:
        facts = [tuple(sorted(e.finds[0].items())) for e in read_page(measure.page)]
        assert len(set(facts)) > 1
        title = f"# {measure.code} {measure.title}\n"
        assert measure.page.read_text("utf-8").startswith(title)

    assert library()
    assert {} == wrong(library().values(), is_whole, lambda measure: measure.code)


@drawn(one_of=2)
@pytest.mark.parametrize(
    ("code", "example"),
    SOME,
    ids=[f"{code} {example.title}" for code, example in SOME],
)
def test_a_measure_gives_what_its_page_says(
    engine: Embedded, code: str, example: Example
):
    load_example(engine, example)

    (result,) = take(
        engine, [asked(code, example)], period(example), limits=limits(code, example)
    )

    (wanted,) = example.finds
    assert wanted == as_printed(result, wanted)
    assert is_exact(result, wanted)


SETTLEMENTS = {"settlements_of_year", "settlements", "inpatient_settlements"}
OF_UNITS = {
    Unit.FEN: "int64", Unit.NUMBER: "int64", Unit.DAY: "date", Unit.TIME: "timestamp",
    Unit.FLAG: "boolean",
}  # fmt: skip
MOST_COLUMNS = 12
"""A county's settlements have 52: those that a measure carries along are computed for all."""


def as_declared(name: str) -> ir.Table:
    """Return a table with the columns of a record or of a kept table."""
    declared = declared_records().get(name) or kept_tables()[name]
    columns = declared.columns.items()
    types = {column: OF_UNITS.get(said.unit, "string") for column, said in columns}
    return ibis.table(types, name=name)


def columns_of_settlements(measure: Measure) -> int:
    """Count the columns of settlements that the rows behind a measure name."""
    sources = [as_declared(name) for name in measure.sources]
    scope: dict[str, Any] = dict.fromkeys(measure.needs, "")
    rows = measure.look(*sources, **scope, **measure.limit_values({}))
    read = [columns_read(name, [rows.op()], {}) for name in SETTLEMENTS]
    return max(sys.maxsize if names is None else len(names) for names in read)


def test_each_measure_names_but_few_columns_of_settlements():
    of_settlements = [m for m in library().values() if SETTLEMENTS & set(m.sources)]
    counts = {
        measure.code: columns_of_settlements(measure) for measure in of_settlements
    }

    assert len(counts) > 30
    assert {} == {code: n for code, n in counts.items() if n > MOST_COLUMNS}


@pytest.fixture(scope="module")
def sail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    SAIL.require()
    with pytest.MonkeyPatch.context() as patch:
        # PySpark takes a process without a main file, as one of several test workers is, for doctests.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        with open_spark(tmp_path_factory.mktemp("sail"), "sail", {}) as opened:
            assert isinstance(opened, Spark)
            yield opened


def one_of_each_shape() -> Iterator[tuple[str, Example]]:
    """Give the first example of the measures that look at the same records: all of them take 24 minutes."""
    shapes = set()
    for code, example in EXAMPLES:
        shape = tuple(library()[code].sources)
        if shape not in shapes:
            shapes.add(shape)
            yield code, example


ON_SAIL = [
    pytest.param(*entry, marks=[pytest.mark.engines] if place else [])
    for place, entry in enumerate(one_of_each_shape())
]
"""The first is tried wherever Sail is here."""


@pytest.mark.slow
@quietly
@pytest.mark.parametrize(
    ("code", "example"),
    ON_SAIL,
    ids=[f"{code} {example.title}" for code, example in one_of_each_shape()],
)
def test_a_measure_gives_the_same_over_the_spark_protocol(
    engine: Embedded, sail: Spark, tmp_path: Path, code: str, example: Example
):
    load_example(engine, example)
    files = {}
    for table in engine.tables & {*tables(), *kept_tables()}:
        folder = tmp_path / table / "all"
        folder.mkdir(parents=True)
        engine.write(f'SELECT * FROM "{table}"', folder / "rows.parquet")
        files[table] = folder / "*.parquet"
    (tmp_path / "results").mkdir()
    other = sail.beside(tmp_path / "results", files)

    measured = [
        take(
            first, [asked(code, example)], period(example), limits=limits(code, example)
        )[0]
        for first in (engine, other)
    ]

    first, second = (replace(each, sql="") for each in measured)
    assert first == second
