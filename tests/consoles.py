"""The commands that tutorials print are run, in order, and what they print is compared.

`python -m tests.consoles` writes what is printed now into the pages; lines that have no fellow any
more (the same words around other numbers) are left as they are and listed.
"""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from jixiao.cli.main import app
from tests.conftest import ROOT

PAGES = ("docs/tutorials/settling.md", "docs/tutorials/settling.zh.md")
_BLOCK = re.compile(r"( *)```(console|toml)\n(.*?)\n *```", re.DOTALL)
_NAMED = re.compile(r"`(\w+\.toml)`[^`]*\Z")
_NUMBERS = re.compile(r"[\d.,*−-]+|S\d+")


def runs(page: str, folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Run a page's commands in a folder: each with what the page prints and what it printed."""
    text = (ROOT / page).read_text("utf-8")
    for found in _BLOCK.finditer(text):
        indent, kind, body = found.groups()
        lines = [line.removeprefix(indent) for line in body.split("\n")]
        if kind == "toml":
            if named := _NAMED.search(text[: found.start()]):
                (folder / named[1]).write_text("\n".join(lines), "utf-8")
            continue
        command, *printed = lines
        yield command, printed, _run(command.removeprefix("$ "), folder)


def _run(command: str, folder: Path) -> list[str]:
    """Run one command of the package in a folder, patterns expanded as a shell does."""
    name, *words = shlex.split(command)
    assert name == "jixiao", command
    told: list[str] = []
    for word in words:
        found = sorted(str(path.relative_to(folder)) for path in folder.glob(word))
        told += found if "*" in word else [word]
    return CliRunner().invoke(app, told).output.split("\n")


def unlike(printed: list[str], actual: list[str]) -> list[str]:
    """Give the lines that a command does not print, in their order; “…” stands for any."""
    rest = iter(actual)
    return [line for line in printed if line.strip() not in ("", "…") and line not in rest]


def _refreshed(printed: list[str], actual: list[str]) -> Iterator[str]:
    place = 0
    for line in printed:
        told = next((n for n in range(place, len(actual)) if _same(line, actual[n])), None)
        if line.strip() in ("", "…"):
            yield line
        elif told is None:
            sys.stderr.write(f"  ? {line}\n")
            yield line
        else:
            place = told + 1
            yield actual[told]


def _same(one: str, other: str) -> bool:
    return re.sub(r"\s+", "", _NUMBERS.sub("", one)) == re.sub(r"\s+", "", _NUMBERS.sub("", other))


def _refresh(page: str, folder: Path) -> None:
    path = ROOT / page
    text = path.read_text("utf-8")
    for command, printed, actual in runs(page, folder):
        sys.stderr.write(f"{page}: {command}\n")
        fresh = list(_refreshed(printed, actual))
        for old, new in zip(printed, fresh, strict=True):
            text = text.replace(old, new, 1) if old.strip() else text
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    import os

    for name in PAGES:
        with TemporaryDirectory() as place:
            os.chdir(place)
            _refresh(name, Path(place))
