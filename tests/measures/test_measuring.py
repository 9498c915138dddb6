"""Every measure gives what its page says."""

from collections.abc import Iterator

import pytest

from jixiao.fund.engine import Embedded, open_scratch
from jixiao.measures import Measure, library
from jixiao.measures.measuring import take
from tests.measure_page import asked, examples, is_exact, limits, load_example, period, told
from tests.spec_page import Example, read_page

EXAMPLES = list(examples())


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """One engine for all pages; each example drops what the one before it made."""
    with open_scratch(tmp_path_factory.mktemp("pages")) as opened:
        yield opened


@pytest.mark.parametrize("measure", library().values(), ids=lambda measure: measure.code)
def test_a_page_has_two_examples_at_least_of_different_values(measure: Measure):
    found = [tuple(sorted(e.finds[0].items())) for e in read_page(measure.page)]

    assert len(set(found)) > 1
    assert measure.page.read_text("utf-8").startswith(f"# {measure.code} {measure.title}\n")


@pytest.mark.parametrize(
    ("code", "example"), EXAMPLES, ids=[f"{code} {example.title}" for code, example in EXAMPLES]
)
def test_a_measure_gives_what_its_page_says(engine: Embedded, code: str, example: Example):
    load_example(engine, example)

    (found,) = take(engine, [asked(code, example)], period(example), limits=limits(code, example))

    (wanted,) = example.finds
    assert wanted == told(found, wanted)
    assert is_exact(found, wanted)
