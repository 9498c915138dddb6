"""A form reads as its plain file does, however its Word, Excel, PDF or web file holds it."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from jixiao import chinese
from jixiao.documents.document import Source
from jixiao.documents.reader import read_bytes
from jixiao.reading import DocumentReading, read_opened
from jixiao.settings import Settings
from jixiao.targets import Indicator
from tests.drawn import drawn, examples, few
from tests.properties import (
    disguised_html,
    disguised_pages,
    disguised_sheets,
    disguised_word,
)
from tests.properties.unseen import Unseen, unseen
from tests.properties.unseen_prints import as_docx

DISGUISES: dict[str, Callable[[Unseen, Random], bytes]] = {
    **disguised_word.DISGUISES,
    **disguised_sheets.DISGUISES,
    **disguised_html.DISGUISES,
    **disguised_pages.DISGUISES,
}
FORMS = examples(40) // 5
LEAST_RIGHT = dict.fromkeys(DISGUISES, 0.99) | {
    "docx merges_that_lie": 0.85,
    "xlsx merges_overlap": 0.8,
}
"""The share of rows that are read; where a label is covered up, its rows are marked instead."""


def read(content: bytes) -> DocumentReading:
    source = Source(path="form", sha256="0" * 64, format="")
    return read_opened(read_bytes(content, source, Settings()))


@cache
def plain(seed: int) -> DocumentReading:
    return read(as_docx(unseen(seed)))


def words(row: Indicator) -> tuple[str, ...]:
    actual = row.actual.text if row.actual else ""
    texts = (row.name, row.target.text, row.aspect or "", actual)
    return tuple(map(chinese.key, texts))


def rows(reading: DocumentReading) -> list[Indicator]:
    return [row for table in reading.tables for row in table.indicators]


@drawn(one_of=4)
@pytest.mark.parametrize("disguise", few(sorted(DISGUISES)))
def test_a_form_in_disguise_reads_as_the_plain_one_or_is_marked(disguise: str):
    right = asked = 0
    for seed in range(FORMS):
        wanted = Counter(map(words, rows(plain(seed))))
        asked += wanted.total()
        reading = read(DISGUISES[disguise](unseen(seed), Random(seed)))
        for row in rows(reading):
            if wanted[words(row)] > 0:
                wanted[words(row)] -= 1
                right += 1
            else:
                assert row.evidence.unsure, (seed, words(row))

    assert right >= LEAST_RIGHT[disguise] * asked
