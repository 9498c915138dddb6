"""The commands that tutorials print are run, in order, and what they print is compared.

`python -m tests.consoles [PAGE …]` writes what is printed now into the pages; lines that have no fellow any
more (the same words around other numbers) are left as they are and listed.
"""

import atexit
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from click.testing import CliRunner

from jixiao.cli.main import app
from tests.conftest import ROOT

PAGES = tuple(
    f"docs/tutorials/{name}.md"
    for name in (
        "settling",
        "proving",
        "paying",
        "clearing",
        "watching",
        "outlook",
        "prices",
        "discharging",
        "owing",
        "topping_up",
        "bundling",
        "tree",
        "archive",
        "systems",
        "site",
        "opinion",
        "control",
        "identity",
    )
)
"""The pages in English; the Chinese ones print the same commands and answers."""
STORY = ROOT / "examples" / "stories" / "qingshui_2026"
_DEMO = "out/demo"
_BLOCK = re.compile(r"( *)```(console|toml)\n(.*?)\n *```", re.DOTALL)
_NAMED = re.compile(r"`(\w+\.toml)`[^`]*\Z")
_NUMBERS = re.compile(r"[\d.,*−-]+|S\d+")


def runs(page: str, folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Run a page's commands in a folder: each with what the page prints and what it printed."""
    text = (ROOT / page).read_text("utf-8")
    if _DEMO in text:
        shutil.copytree(_told_once(), folder / _DEMO)
    for block in _BLOCK.finditer(text):
        indent, kind, body = block.groups()
        lines = [line.removeprefix(indent) for line in body.split("\n")]
        if kind == "toml":
            if named := _NAMED.search(text[: block.start()]):
                (folder / named[1]).write_text("\n".join(lines), "utf-8")
            continue
        command, *printed = lines
        yield command, printed, _run(command.removeprefix("$ "), folder)


@cache
def _told_once() -> Path:
    """Tell the story once for all pages of a process, which begin from what it leaves."""
    folder = Path(mkdtemp(prefix="jixiao-story-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    tell_story(folder / _DEMO)
    return folder / _DEMO


def tell_story(into: Path) -> str:
    """Do what `make demo` does, into a folder; gives what it prints."""
    into.mkdir(parents=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    completed = subprocess.run(
        ["/bin/sh", STORY / "tell.sh", into],
        env=os.environ | {"PATH": path},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return completed.stdout


def _run(command: str, folder: Path) -> list[str]:
    """Run one command of the package in a folder, patterns expanded as a shell does."""
    name, *words = shlex.split(command)
    assert name == "jixiao", command
    arguments: list[str] = []
    for word in words:
        paths = sorted(str(path.relative_to(folder)) for path in folder.glob(word))
        arguments += paths if "*" in word else [word]
    return CliRunner().invoke(app, arguments).output.split("\n")


def unlike(printed: list[str], actual: list[str]) -> list[str]:
    """Give the lines that a command does not print, in their order; “…” stands for any."""
    rest = iter(actual)
    return [
        line for line in printed if line.strip() not in ("", "…") and line not in rest
    ]


def _refreshed(printed: list[str], actual: list[str]) -> Iterator[str]:
    place = 0
    for line in printed:
        place_of_line = next(
            (n for n in range(place, len(actual)) if _same(line, actual[n])), None
        )
        if line.strip() in ("", "…"):
            yield line
        elif place_of_line is None:
            sys.stderr.write(f"  ? {line}\n")
            yield line
        else:
            place = place_of_line + 1
            yield actual[place_of_line]


def _same(first: str, second: str) -> bool:
    return re.sub(r"\s+", "", _NUMBERS.sub("", first)) == re.sub(
        r"\s+", "", _NUMBERS.sub("", second)
    )


def in_chinese(page: str) -> str:
    """Name the Chinese page of a page."""
    return page.replace(".md", ".zh.md")


def blocks(page: str) -> list[tuple[str, str]]:
    """Return what a page prints as typed, in order: its kind and its text."""
    text = (ROOT / page).read_text("utf-8")
    return [(kind, body) for _, kind, body in _BLOCK.findall(text)]


def _refresh(page: str, folder: Path) -> None:
    texts = {
        name: (ROOT / name).read_text("utf-8") for name in (page, in_chinese(page))
    }
    for command, printed, actual in runs(page, folder):
        sys.stderr.write(f"{page}: {command}\n")
        fresh = list(_refreshed(printed, actual))
        for old, new in zip(printed, fresh, strict=True):
            for name in texts if old.strip() else ():
                texts[name] = texts[name].replace(old, new, 1)
    for name, text in texts.items():
        (ROOT / name).write_text(text, "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        with TemporaryDirectory() as place:
            os.chdir(place)
            _refresh(name, Path(place))
