"""Each table of the platform is cleaned in one place, and persons are masked in one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.fund.tables import tables
from tests.conftest import ROOT

SOURCES = ROOT / "src" / "jixiao"
AT_HOME = tuple(
    SOURCES / "fund" / wing
    for wing in ("tables", "store", "intake", "records", "synthesis")
)
"""Where tables are declared, kept, taken in, cleaned and drawn."""
BUILDERS = {"ibis", "pa"}
"""Modules whose `table` makes a table of its own and reads none."""
_QUERY = re.compile(rf'\b(?:FROM|JOIN)\s+"?(?:{"|".join(tables())})\b', re.IGNORECASE)
NAMED = (".table(", *(code.lower() for code in tables()))
OTHERS = sorted(
    p for p in SOURCES.rglob("*.py") if not any(h in p.parents for h in AT_HOME)
)


def docstrings(tree: ast.Module) -> set[int]:
    """The nodes that are a sentence standing by itself."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def readings(source: str) -> Iterator[str]:
    """Where a module reads a table: asks an engine for it, names it by its code, or queries it."""
    lowered = source.lower()
    if not any(word in lowered for word in NAMED):  # to parse it takes its time
        return
    tree = ast.parse(source)
    prose = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            receiver = node.func.value
            builds = isinstance(receiver, ast.Name) and receiver.id in BUILDERS
            if node.func.attr == "table" and not builds:
                yield f"{node.lineno}: .table()"
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in prose
        ):
            if node.value.upper() in tables() and (
                node.value.isupper() or "_" in node.value
            ):
                yield f"{node.lineno}: {node.value}"
            if _QUERY.search(node.value):
                yield f"{node.lineno}: {node.value[:40]}"


@pytest.mark.parametrize(
    "source",
    [
        'rows = engine.table("net_claims")',
        'there = "SETL_D" in engine.tables',
        'code = "fee_list_d"',
        'engine.rows("SELECT 1 FROM SETL_D")',
        "rows = self._engine.table(name)",
    ],
)
def test_a_reading_is_seen(source: str):
    assert [*readings(source)]


@pytest.mark.parametrize(
    "source",
    [
        '"""FROM SETL_D."""',
        'ibis.table(schema, name="x")',
        'say("没有收结算表（SETL_D）")',
    ],
)
def test_what_is_no_reading_is_spared(source: str):
    assert not [*readings(source)]


def test_nobody_else_reads_a_table_of_the_platform():
    strange = {
        str(path.relative_to(SOURCES)): read_columns
        for path in OTHERS
        if (read_columns := [*readings(path.read_text("utf-8"))])
    }

    assert len(OTHERS) > 200
    assert {} == strange


def importers_of(name: str) -> set[Path]:
    return {
        path.relative_to(SOURCES)
        for path in SOURCES.rglob("*.py")
        if name in (source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        and name in {alias.name for alias in node.names}
    }


def test_persons_are_masked_by_what_declares_them_and_nowhere_else():
    assert {
        Path("fund/records/declaration.py"),
        Path("fund/records/proven.py"),
    } == importers_of("masked")
