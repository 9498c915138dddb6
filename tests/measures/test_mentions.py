"""What a name says of whom, of what care and of what place."""

import pytest

from jixiao.measures import library
from jixiao.measures.mentions import mentions, narrowing_of


def test_the_longest_word_of_a_dimension_is_taken_once():
    (mention,) = mentions("城乡居民基本医疗保险", "scheme")

    assert ("居民", (0, 10)) == (mention.value, mention.span)


@pytest.mark.parametrize(
    ("name", "scope", "unclear"),
    [
        ("职工住院人次", {"scheme": "职工"}, []),
        ("职工和居民住院人次", {}, ["居民", "职工"]),
        ("三级医院住院人次", {}, ["三级医院"]),
    ],
)
def test_a_measure_is_narrowed_or_cannot_tell(
    name: str, scope: dict[str, str], unclear: list[str]
):
    explained = [(name.index("住院人次"), len(name))]

    narrowing = narrowing_of(library()["BE06"], name, explained)

    assert scope == narrowing.scope
    assert unclear == sorted(narrowing.unclear)
