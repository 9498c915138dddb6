"""Readings as JSON in the exchange format."""

from pathlib import Path

import msgspec

from jixiao.errors import whole, writing
from jixiao.reading import Reading


def encode_json(reading: Reading) -> str:
    """Print a reading as indented JSON; amounts are strings of exact decimals."""
    return msgspec.json.format(msgspec.json.encode(reading), indent=2).decode() + "\n"


def write_json(reading: Reading, folder: Path) -> list[Path]:
    """Write one file a document, named as the document; two of one name get a number.

    Raises:
        UnreadableFile: the folder cannot be made or written.
    """
    written: list[Path] = []
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for document in reading.documents:
            path = _free(folder, Path(document.source.path).stem, written)
            with whole(path) as half:
                half.write_text(encode_json(Reading(documents=(document,))), "utf-8")
            written.append(path)
    return written


def _free(folder: Path, stem: str, taken: list[Path]) -> Path:
    path = folder / f"{stem}.json"
    number = 2
    while path in taken:
        path = folder / f"{stem}-{number}.json"
        number += 1
    return path
