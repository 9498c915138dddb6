"""Reads an entry's page: examples, and what the entry finds in them or gives of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Rows = list[dict[str, str]]
_RESULTS = ("finds", "gives")


@dataclass(frozen=True)
class Example:
    """One section of a page: its blocks, and the rows that must be found in them."""

    title: str
    blocks: list[tuple[str, Rows | str]]
    finds: Rows


def read_page(path: Path) -> Iterator[Example]:
    """The examples of a page; a section without `finds` or `gives` is prose."""
    for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        if not re.search(r"^(finds|gives)( nothing)?$", body, re.MULTILINE):
            continue
        parts = re.split(r"^([a-zA-Z0-9_]+)(?: nothing)?$", body, flags=re.MULTILINE)
        named = zip(parts[1::2], parts[2::2], strict=True)
        blocks = [(name, _block(text)) for name, text in named]
        finds = next(block for name, block in blocks if name in _RESULTS)
        inputs = [(name, block) for name, block in blocks if name not in _RESULTS]
        yield Example(title, inputs, finds if isinstance(finds, list) else [])


def _block(text: str) -> Rows | str:
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines or not lines[0].startswith("|"):
        return "\n".join(lines)
    heads, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line
    ]
    return [dict(zip(heads, row, strict=True)) for row in rows]
