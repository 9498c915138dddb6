"""Whatever the bytes: a reading or one message, within bounds, and every other file is read."""

import time
from functools import cache
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.documents.painting import paint_pages
from jixiao.errors import JixiaoError
from jixiao.reading import DocumentReading, Failure, try_document
from jixiao.settings import Settings
from tests.conftest import EXAMPLES, SHARED
from tests.documents.sheets import as_docx
from tests.drawn import drawn, few
from tests.properties.bombs import HOW_MANY, bombs

SOUND = next(EXAMPLES.glob("shapotou_2022/*.txt")).read_text("utf-8")
LONGEST = 20
"""Seconds: a bomb is known as one long before the limit of a file."""
HAND_MADE = [
    path
    for path in sorted((SHARED / "examples" / "hostile").glob("*"))
    if path.suffix not in (".md", ".json")
]
NO_WORDS_OF_A_USER = ("Error", "Exception", "Traceback", "line ", "NoneType")


@cache
def bomb_of() -> dict[str, bytes]:
    """Each bomb by its name; made once, where they are read."""
    return dict(bombs())


@pytest.mark.slow
def test_no_bomb_is_left_out():
    assert HOW_MANY == len(bomb_of())


@drawn
@pytest.mark.parametrize("number", few(range(HOW_MANY)))
def test_a_bomb_is_a_reading_or_one_message_in_time(tmp_path: Path, number: int):
    name, content = list(bomb_of().items())[number]
    path = tmp_path / name
    path.write_bytes(content)
    began = time.monotonic()

    result = try_document(path)

    assert time.monotonic() - began < LONGEST
    assert isinstance(result, DocumentReading | Failure)
    if isinstance(result, Failure):
        assert name in result.reason
        assert result.reason.endswith("。")
        assert not [word for word in NO_WORDS_OF_A_USER if word in result.reason]


@pytest.mark.slow
@pytest.mark.parametrize("path", HAND_MADE, ids=lambda path: path.name)
def test_the_hand_made_too(path: Path):
    began = time.monotonic()

    assert isinstance(try_document(path), DocumentReading | Failure)
    assert time.monotonic() - began < LONGEST


def test_the_rest_of_the_folder_is_read(tmp_path: Path, capfd):
    for name in ("far.xlsx", "inf.ofd", "merges.xlsx", "loop.pdf", "lines.txt"):
        (tmp_path / name).write_bytes(bomb_of()[name])
    (tmp_path / "a.docx").write_bytes(as_docx(SOUND))
    (tmp_path / "z.txt").write_text(SOUND, "utf-8")

    assert 2 == main(["read", str(tmp_path), "--out", str(tmp_path / "out")])
    lines = capfd.readouterr().err.splitlines()
    assert 4 == sum(line.startswith("未读：") for line in lines)
    assert {"a.json", "z.json"} <= {path.name for path in (tmp_path / "out").iterdir()}


@drawn
@pytest.mark.parametrize("name", few(["loop.pdf", "vast.pdf", "vast.png"]))
def test_pages_are_painted_within_bounds_or_not_at_all(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(bomb_of()[name])
    limits = Settings(most_pixels=1_000_000)
    try:
        pages = paint_pages(path, most_pages=3, dpi=110, settings=limits)
    except JixiaoError as error:
        message = str(error)
        pages = ()
    else:
        message = name
    assert name in message
    assert sum(map(len, pages)) < limits.most_pixels
