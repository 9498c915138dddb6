"""Every measure gives what its page says."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from jixiao.fund import kept_tables
from jixiao.fund.store.engine import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.store.spark import Spark, open_spark
from jixiao.fund.tables import tables
from jixiao.measures import Measure, Period, library
from jixiao.measures.measuring import Asked, Measured, take
from tests.drawn import drawn, few
from tests.measure_page import (
    as_printed,
    asked,
    examples,
    is_exact,
    limits,
    load_example,
    period,
)
from tests.measures.drawn_records import Drawing, load
from tests.measures.witnesses import WITNESSES
from tests.parts import SAIL
from tests.spec_page import Example, read_page

EXAMPLES = list(examples())
SOME = few(EXAMPLES, one_of=8)


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


@pytest.mark.parametrize(
    "measure", library().values(), ids=lambda measure: measure.code
)
def test_a_page_has_two_examples_at_least_of_different_values(measure: Measure):
    found = [tuple(sorted(e.finds[0].items())) for e in read_page(measure.page)]

    assert len(set(found)) > 1
    assert measure.page.read_text("utf-8").startswith(
        f"# {measure.code} {measure.title}\n"
    )


@drawn
@pytest.mark.parametrize(
    ("code", "example"),
    SOME,
    ids=[f"{code} {example.title}" for code, example in SOME],
)
def test_a_measure_gives_what_its_page_says(
    engine: Embedded, code: str, example: Example
):
    load_example(engine, example)

    (found,) = take(
        engine, [asked(code, example)], period(example), limits=limits(code, example)
    )

    (wanted,) = example.finds
    assert wanted == as_printed(found, wanted)
    assert is_exact(found, wanted)


@pytest.fixture(scope="module")
def sail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    SAIL.require()
    with pytest.MonkeyPatch.context() as patch:
        # PySpark takes a process without a main file, as one of several test workers is, for doctests.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        with open_spark(tmp_path_factory.mktemp("sail"), "sail", {}) as opened:
            assert isinstance(opened, Spark)
            yield opened


@pytest.fixture(scope="module")
def beside(
    engine: Embedded, sail: Spark, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Spark]:
    """Give a function that opens the tables of the embedded engine over the Spark protocol."""

    def opened() -> Spark:
        folder = tmp_path_factory.mktemp("lake")
        files = {}
        for table in engine.tables & {*tables(), *kept_tables()}:
            place = folder / table / "all"
            place.mkdir(parents=True)
            engine.write(f'SELECT * FROM "{table}"', place / "rows.parquet")
            files[table] = place / "*.parquet"
        (folder / "results").mkdir()
        return sail.beside(folder / "results", files)

    return opened


def same(one: Measured, another: Measured) -> bool:
    """Whether two engines measured the same, but for the words of their queries."""
    return replace(one, sql="") == replace(another, sql="")


@quietly
def test_a_measure_gives_the_same_over_the_spark_protocol(
    engine: Embedded, beside: Callable[[], Spark]
):
    code, example = EXAMPLES[0]
    load_example(engine, example)

    measured = [
        take(
            one, [asked(code, example)], period(example), limits=limits(code, example)
        )[0]
        for one in (engine, beside())
    ]

    assert same(*measured)


@quietly
@pytest.mark.engines
def test_all_measures_give_the_same_over_the_spark_protocol(
    engine: Embedded, beside: Callable[[], Spark]
):
    """All of them at once over one hard drawing: a record is cleaned once for all, as in a county."""
    load(engine, Drawing(2, hard=True))
    questions = [
        Asked(measure, WITNESSES[code].scope) for code, measure in library().items()
    ]
    year = Period(date(2026, 1, 1), date(2026, 12, 31))

    pairs = zip(
        take(engine, questions, year), take(beside(), questions, year), strict=True
    )

    assert not [one.code for one, another in pairs if not same(one, another)]
