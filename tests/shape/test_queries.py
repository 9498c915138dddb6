"""What is written of an expression is the same in every process."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/jixiao"
MODULES = sorted(
    path for room in ("fund", "measures") for path in (SOURCE / room).rglob("*.py")
)


def drops_of_several(code: str) -> Iterator[int]:
    """Yield the lines on which several columns are dropped at once."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            is_several = len(node.args) > 1 or any(
                isinstance(argument, ast.Starred) for argument in node.args
            )
            if node.func.attr == "drop" and is_several:
                yield node.lineno


def test_columns_are_dropped_singly_or_the_others_chosen():
    """Ibis holds dropped columns in a set, whose order is another in each process.

    The text of a query would be another, too: what was kept by it would be made anew.
    """
    queries = {
        path.relative_to(SOURCE): lines
        for path in MODULES
        if (lines := list(drops_of_several(path.read_text("utf-8"))))
    }

    assert {} == queries


@pytest.mark.parametrize("code", ['rows.drop("a", "b")', "rows.drop(*names)"])
def test_several_at_once_are_found(code: str):
    assert [1] == list(drops_of_several(code))
    assert [] == list(drops_of_several('rows.drop("a")'))
