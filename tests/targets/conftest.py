import pytest

from jixiao.reading import read_document
from jixiao.targets import TargetTable


@pytest.fixture
def tables(write):
    """Read a text into its target tables."""

    def read(text: str) -> tuple[TargetTable, ...]:
        reading = read_document(write(text))
        assert () == reading.unread
        return reading.tables

    return read
