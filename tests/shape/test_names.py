"""A name says what it holds: none makes a reader guess the kind of its value."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

OF_NO_KIND = {"told", "found", "one", "own"}
PARTS = ("src/jixiao", "tests", "benchmarks")


def names_given(node: ast.AST) -> Iterator[str | None]:
    """The names that a piece of code gives: to values, parameters, attributes, functions, modules."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.Attribute(attr=name, ctx=ast.Store()):
            yield name
        case ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case (
            ast.ExceptHandler(name=name)
            | ast.MatchAs(name=name)
            | ast.MatchStar(name=name)
        ):
            yield name
        case ast.alias(name=name, asname=other):
            yield other or name


def says_no_kind(name: str | None) -> bool:
    return name is not None and name.strip("_").lower() in OF_NO_KIND


def guessed_at(path: Path) -> Iterator[str]:
    """Where a file names something by a word that says nothing of its kind."""
    place = path.relative_to(ROOT)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for name in filter(says_no_kind, names_given(node)):
            line = getattr(node, "lineno", 0)
            yield f"{place}:{line}: {name} does not say what it holds"


@pytest.mark.parametrize("part", PARTS)
def test_no_name_leaves_the_kind_of_its_value_to_be_guessed(part: str):
    files = sorted((ROOT / part).rglob("*.py"))

    assert files
    assert [] == [line for path in files for line in guessed_at(path)]


@pytest.mark.parametrize(
    "code",
    [
        "told = 1",
        "def f(own): ...",
        "for one, other in (): ...",
        "def found(): ...",
        "x = lambda one: 1",
        "self.found = 1",
        "class Row:\n    own: int",
        "from a import b as told",
        "[one for one in ()]",
        "f(found := 1)",
        "_TOLD = 1",
    ],
)
def test_each_way_to_give_a_name_is_seen(code: str):
    names = {name for node in ast.walk(ast.parse(code)) for name in names_given(node)}

    assert any(map(says_no_kind, names))
