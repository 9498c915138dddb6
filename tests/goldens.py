"""Rewrite the goldens beside the example documents; the difference is reviewed by a person."""

import os
from pathlib import Path

from jixiao.publication import encode_json
from jixiao.reading import Reading, read_document
from tests.conftest import EXAMPLES, ROOT


def example_documents() -> list[Path]:
    """List the example documents, their paths as seen from the root of the project."""
    paths = (path for path in EXAMPLES.glob("*/*") if path.suffix != ".json")
    return [path.relative_to(ROOT) for path in sorted(paths)]


def encode_example(path: Path) -> str:
    """Read an example as the golden holds it."""
    os.chdir(ROOT)
    return encode_json(Reading(documents=(read_document(path),)))


def main() -> None:
    """Write every golden anew."""
    for path in example_documents():
        (ROOT / path).with_suffix(".json").write_text(encode_example(path), "utf-8")


if __name__ == "__main__":
    main()
