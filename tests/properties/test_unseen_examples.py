"""The made-up forms of other bureaus, where their folder is there: rows exact, kind by kind."""

import pytest

from tests.properties.unseen_examples import names, score

pytestmark = pytest.mark.skipif(not names(), reason="the folder is not here")
LEAST_RIGHT = 0.97
MOST_WRONG_AND_SURE = 0.02


@pytest.fixture(scope="module")
def scores():
    return [score(name) for name in names()]


@pytest.mark.slow
def test_rows_are_read_exactly(scores):
    rows = sum(score.rows for score in scores)

    assert sum(score.right for score in scores) >= LEAST_RIGHT * rows


def test_rows_that_are_wrong_are_marked(scores):
    read = sum(score.right + score.extra for score in scores)

    assert sum(score.wrong_and_sure for score in scores) <= MOST_WRONG_AND_SURE * read
