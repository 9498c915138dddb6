"""A short run of `make fuzz`: whatever the bytes, the answer is a reading or words, in bounds."""

import pytest

from tests.drawn import drawn, examples
from tests.properties.mutations import FAILED, fault_of, mutated, samples, trials

COUNT = 240


@pytest.mark.parametrize(("kind", "number"), FAILED)
def test_what_failed_once_fails_no_more(kind: str, number: int):
    assert fault_of(kind, number) is None


@drawn(one_of=4)
@pytest.mark.parametrize("kind", sorted(samples()))
def test_a_changed_file_is_read_or_refused_in_words(kind: str):
    count = examples(COUNT // len(samples()))
    numbers = [
        number for its_kind, number in trials(COUNT, 100_000) if its_kind == kind
    ]

    assert {} == {
        number: fault for number in numbers[:count] if (fault := fault_of(kind, number))
    }


@pytest.mark.slow
def test_a_number_gives_the_same_file_always_and_hardly_ever_the_sound_one():
    for kind, sound in samples().items():
        assert mutated(kind, 3) == mutated(kind, 3)
        assert {sound} != {mutated(kind, number) for number in range(5)}
