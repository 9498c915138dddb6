"""Small fixtures, named for what they are."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "documents"
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture
def write(tmp_path: Path):
    """Write a document into a temporary folder and give its path."""

    def write_document(text: str | bytes, name: str = "document.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_document
