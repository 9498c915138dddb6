"""Folders of tables that say how to group: rules, tests, sets of codes, as CSV a clerk can edit."""

import csv
from collections.abc import Collection, Mapping
from pathlib import Path

from jixiao.errors import FaultyEntry, UnreadableFile, name_of, reason_of
from jixiao.fund.grouping.rules import CodeSet, RuleBook, read_rules

Rows = list[dict[str, str]]
_RULES = ("rule", "title")
_TESTS = ("rule", "alternative", "asked", "set", "least", "most", "negated")
_CODES = ("set", "code")


def read_table(path: Path, columns: Collection[str], *, needed: bool = True) -> Rows:
    """Return the rows of a CSV with these columns; nothing where it is not there and not needed.

    Raises:
        UnreadableFile: it cannot be read.
        FaultyEntry: it has other columns, or a row is longer than the heads.
    """
    if not path.exists() and not needed:
        return []
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        message = f"读不了 {name_of(path)}：{reason_of(error)}。请检查文件夹。"
        raise UnreadableFile(message) from error
    except UnicodeDecodeError as error:
        message = f"{path.name} 不是 UTF-8 文字。请在 Excel 里另存为“CSV UTF-8”。"
        raise FaultyEntry(message) from error
    reader = csv.DictReader(text.splitlines())
    heads = reader.fieldnames or []
    if unlike := [*set(columns) - set(heads), *set(heads) - set(columns)]:
        message = f"{path.name} 的表头应为 {'、'.join(columns)}；{'、'.join(unlike)} 缺少或多出。请改正。"
        raise FaultyEntry(message)
    rows = [
        {name: (cell or "").strip() for name, cell in row.items() if name}
        for row in reader
    ]
    return [row for row in rows if any(row.values())]


def read_sets(path: Path) -> Mapping[str, CodeSet]:
    """Return the sets of codes of a table of set and code."""
    listed: dict[str, list[str]] = {}
    for row in read_table(path, _CODES):
        if not row["code"] or not row["set"]:
            message = f"{path.name} 里有一行没有写编码表或编码：{row}。请补上。"
            raise FaultyEntry(message)
        listed.setdefault(row["set"], []).append(row["code"])
    return {name: CodeSet.of(name, entries) for name, entries in listed.items()}


def read_rule_folder(folder: Path) -> RuleBook:
    """Return the rules of `rules.csv` with the tests of `tests.csv` and the sets of `codes.csv`.

    Rules are tried in the order of `rules.csv`.

    Raises:
        FaultyEntry: a rule has no test, or a test is of no rule.
    """
    listed = read_table(folder / "rules.csv", _RULES)
    titles = {row["rule"]: row["title"] for row in listed}
    tests = read_table(folder / "tests.csv", _TESTS)
    read = {rule.code: rule for rule in read_rules(tests, titles, "tests.csv")}
    if unlike := [*(set(titles) - set(read)), *(set(read) - set(titles))]:
        message = f"rules.csv 和 tests.csv 里的规则对不上：{'、'.join(sorted(unlike))}。请补齐。"
        raise FaultyEntry(message)
    return RuleBook(
        tuple(read[code] for code in titles), read_sets(folder / "codes.csv")
    )
