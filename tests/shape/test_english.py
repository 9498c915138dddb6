"""What the library says has its English: who adds a sentence, a table or a parameter gives it."""

import re

from tests.translations import LIBRARY, gathered

_HOLE = re.compile(r"\{\w+\}")


def test_the_library_speaks_english_with_the_same_facts():
    """`make docs` gathers a new word into locale/en/LC_MESSAGES/library.po; its English is written there."""
    english_of = {m.id: m.string for m in gathered("en", LIBRARY) if m.id}

    assert [] == [sentence for sentence, english in english_of.items() if not english]
    assert [] == [
        sentence
        for sentence, english in english_of.items()
        if set(_HOLE.findall(sentence)) != set(_HOLE.findall(english))
    ]
