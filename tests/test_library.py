import re
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.library import Library, load_tables, load_toml, merge, parse_toml


@dataclass(frozen=True)
class Rule:
    code: str


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make a package of rules from module texts and give its name."""

    def make(name: str, **modules: str) -> str:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").touch()
        for module, text in modules.items():
            (folder / f"{module}.py").write_text(
                f"from {__name__} import Rule\n{text}\n"
            )
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, name, raising=False)
        return name

    return make


def test_a_library_finds_every_entry_of_a_package(package):
    name = package(
        "rules_found", one="rule = Rule('AA01')", two="rule = Rule('AA02')\nother = 3"
    )

    library = Library(name, Rule)

    assert ["AA01", "AA02"] == list(library)
    assert (2, Rule("AA02")) == (len(library), library["AA02"])


def test_an_entry_named_in_two_modules_is_one_entry(package):
    name = package(
        "rules_shared",
        one="rule = Rule('AA01')",
        two="from rules_shared.one import rule",
    )

    assert ["AA01"] == list(Library(name, Rule))


def test_two_entries_of_one_code_are_an_error(package):
    name = package(
        "rules_clashing", one="rule = Rule('AA01')", two="rule = Rule('AA01')"
    )

    with pytest.raises(FaultyEntry, match="AA01"):
        Library(name, Rule)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_numbers_of_a_toml_are_exact(tmp_path: Path):
    write(tmp_path, rate="rate = 0.65")

    assert {"rate": Decimal("0.65")} == load_toml(tmp_path / "rate.toml")


def test_a_broken_toml_is_named(tmp_path: Path):
    write(tmp_path, broken="[form\n")

    with pytest.raises(FaultyEntry, match=r"broken\.toml"):
        load_toml(tmp_path / "broken.toml")


def test_a_file_says_only_what_differs(tmp_path: Path):
    write(
        tmp_path,
        base='[form]\ncode = "base"\n[words]\na = [1]\nb = [2]',
        county='[form]\ncode = "county"\nextends = "base"\n[words]\nb = [3]',
    )

    assert {"a": [1], "b": [3]} == load_tables([tmp_path], "form")["county"]["words"]


@pytest.mark.parametrize(
    "files",
    [
        {"one": '[form]\ncode = "other"'},
        {"one": "title = 1"},
        {"one": '[form]\ncode = "one"\nextends = "none"'},
        {"one": '[form]\ncode = "one"\nextends = "one"'},
    ],
)
def test_a_code_or_parent_that_does_not_fit_is_an_error(
    tmp_path: Path, files: dict[str, str]
):
    with pytest.raises(FaultyEntry):
        load_tables([write(tmp_path, **files)], "form")


def test_merging_replaces_all_but_tables():
    assert {"a": {"x": 1, "y": 2}, "b": [2]} == merge(
        {"a": {"x": 1}, "b": [1]}, {"a": {"y": 2}, "b": [2]}
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]\n[a]\n", 'own.toml 里 ["a"] 这一节写了两次'),
        ('[b."甲"]\n[b."甲"]\n', 'own.toml 里 ["b"."甲"] 这一节写了两次'),
        ("cap = 1\ncap = 2\n", "own.toml 第 2 行 cap 这一项写了两次"),
        ("a = { x = 1, x = 2 }\n", "own.toml 里 x 这一项写了两次"),
    ],
)
def test_what_is_written_twice_is_named(text: str, message: str):
    with pytest.raises(FaultyEntry, match=re.escape(message)):
        parse_toml(text, "own.toml")


@pytest.mark.parametrize("value", ["9" * 5000, "1e" + "9" * 30, "[" * 5000])
def test_numbers_without_end_and_depths_are_told(value: str):
    with pytest.raises(FaultyEntry, match=r"甲\.toml"):
        parse_toml(f"x = {value}", "甲.toml")


def test_a_file_that_windows_marked_as_utf_8_is_read(tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_bytes("\ufeff# 本地\r\ncap = 1\r\n".encode())

    assert {"cap": 1} == load_toml(file)
