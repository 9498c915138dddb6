"""What several commands are asked about."""

from pathlib import Path

import pytest

from tests.measures.ledgers import write_targets


@pytest.fixture
def targets(tmp_path: Path) -> str:
    """Give the path of a table whose promises the bureau's records answer."""
    return str(write_targets(tmp_path))
