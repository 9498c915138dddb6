"""Every example document reads to its golden, and every dialect has one."""

from pathlib import Path

import pytest

from jixiao.targets import dialects
from tests.conftest import EXAMPLES, ROOT
from tests.goldens import encode_example, example_documents


@pytest.mark.parametrize("path", example_documents(), ids=str)
def test_an_example_reads_to_its_golden(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)

    golden = (ROOT / path).with_suffix(".json").read_text("utf-8")

    assert golden == encode_example(path)


def test_every_dialect_has_an_example():
    assert set(dialects()) == {path.name for path in EXAMPLES.iterdir()}
