"""A grouping scheme: categories, adjacent groups, severities and groups, read from a folder of tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.grouping.rules import CodeSet, Rule, RuleBook, read_rules
from jixiao.fund.grouping.scheme_files import Rows, read_sets, read_table
from jixiao.library import load_toml, refuse_unknown

SCHEMES = Path(__file__).with_name("schemes")
NOT_PRINCIPAL, OPERATING_ROOM = "不能作主要诊断", "手术室手术"
"""The sets of codes that a scheme may have beside those its rules name."""
MCC, CC, NONE = 2, 1, 0
"""Severities: with major, with other, without complications or comorbidities."""
_LEVELS = {"MCC": MCC, "CC": CC}
_ABOUT = ("code", "title", "basis", "standing", "unrelated")
_MAY_SAY = "falls_through"
_MEDICAL_FROM = "R"
_MDC = ("mdc", "title")
_ADRG = ("adrg", "mdc", "title")
_DRG = ("drg", "adrg", "title")
_TESTS = ("rule", "alternative", "asked", "set", "least", "most", "negated")


@dataclass(frozen=True, slots=True)
class AdjacentGroup:
    """An adjacent group (ADRG) with its groups by severity, and those that ask more of a case.

    `asking` are groups with tests of their own, tried first; the tests of severity stand beside.
    """

    code: str
    title: str
    by_severity: tuple[str, str, str]
    asking: tuple[Rule, ...] = ()

    @property
    def is_medical(self) -> bool:
        """Whether no operation leads to it: its second letter is R or later."""
        return self.code[1:2] >= _MEDICAL_FROM


@dataclass(frozen=True, slots=True)
class Scheme:
    """A version of a grouper. `categories` are tried in their order, `adjacent` within each.

    `severe` gives each diagnosis its level and its table of exclusions, `exclusions` the principal
    diagnoses of each table. `unrelated` says whether an operation that leads nowhere makes a group
    of its own (xQY), `falls_through` whether a category none of whose adjacent groups holds gives
    way to the next.
    """

    code: str
    title: str
    basis: str
    standing: str
    unrelated: bool
    categories: RuleBook
    adjacent: Mapping[str, RuleBook]
    groups: Mapping[str, AdjacentGroup]
    titles: Mapping[str, str]
    severe: Mapping[str, tuple[int, str]]
    exclusions: Mapping[str, CodeSet]
    not_principal: CodeSet
    operating_room: CodeSet
    falls_through: bool = False


def read_scheme(folder: Path) -> Scheme:
    """Read a scheme from its tables; `cc.csv` and `exclusions.csv` need not be there.

    Raises:
        FaultyEntry: the tables do not fit together; the message says where.
        UnreadableFile: one of them cannot be read.
    """
    about = _about(folder)
    sets = read_sets(folder / "codes.csv")
    mdcs, adrgs = (
        read_table(folder / "mdc.csv", _MDC),
        read_table(folder / "adrg.csv", _ADRG),
    )
    drgs = read_table(folder / "drg.csv", _DRG)
    titles = {row["mdc"]: row["title"] for row in mdcs}
    titles |= {row["adrg"]: row["title"] for row in adrgs}
    titles |= {row["drg"]: row["title"] for row in drgs}
    tests = read_table(folder / "tests.csv", _TESTS)
    rules = {rule.code: rule for rule in read_rules(tests, titles, "tests.csv")}
    _check(mdcs, adrgs, drgs, rules)
    return Scheme(
        about["code"],
        about["title"],
        about["basis"],
        about["standing"],
        about["unrelated"],
        RuleBook(tuple(rules[row["mdc"]] for row in mdcs), sets),
        {
            row["mdc"]: RuleBook(
                tuple(_of(rules, each) for each in adrgs if each["mdc"] == row["mdc"]),
                sets,
            )
            for row in mdcs
        },
        {row["adrg"]: _adjacent(row, drgs, rules) for row in adrgs},
        titles,
        _severe(folder),
        _exclusions(folder),
        sets.get(NOT_PRINCIPAL, CodeSet.of(NOT_PRINCIPAL, ())),
        sets.get(OPERATING_ROOM, CodeSet.of(OPERATING_ROOM, ())),
        about.get(_MAY_SAY, False),
    )


def _about(folder: Path) -> Mapping[str, Any]:
    if not (folder / "scheme.toml").is_file():
        message = (
            f"{folder} 里没有 scheme.toml，不是分组方案的文件夹。请检查 --scheme。"
        )
        raise JixiaoError(message)
    content = load_toml(folder / "scheme.toml")
    refuse_unknown("scheme.toml", content, ("scheme",))
    about: Mapping[str, Any] = content.get("scheme", {})
    refuse_unknown("scheme.toml 的 [scheme]", about, (*_ABOUT, _MAY_SAY))
    if missing := [word for word in _ABOUT if word not in about]:
        message = f"scheme.toml 的 [scheme] 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    for word in ("unrelated", _MAY_SAY):
        if not isinstance(about.get(word, False), bool):
            message = f"scheme.toml 的 {word} 应为 true 或 false（不加引号）。请改正。"
            raise FaultyEntry(message)
    return about


def _of(rules: Mapping[str, Rule], row: Mapping[str, str]) -> Rule:
    """Return the tests of an adjacent group; one without any takes what its category leaves."""
    return rules.get(row["adrg"], Rule(row["adrg"], row["title"], ((),)))


def _check(mdcs: Rows, adrgs: Rows, drgs: Rows, rules: Mapping[str, Rule]) -> None:
    known = {row["mdc"] for row in mdcs}
    adjacent = {row["adrg"] for row in adrgs}
    faults = [
        f"mdc.csv 的 {code} 在 tests.csv 里没有条件"
        for code in sorted(known - set(rules))
    ]
    faults += [
        f"adrg.csv 的 {r['adrg']} 属于没有的 {r['mdc']}"
        for r in adrgs
        if r["mdc"] not in known
    ]
    faults += [
        f"drg.csv 的 {r['drg']} 属于没有的 {r['adrg']}"
        for r in drgs
        if r["adrg"] not in adjacent
    ]
    split = {row["adrg"] for row in drgs}
    faults += [
        f"adrg.csv 的 {code} 在 drg.csv 里没有组" for code in sorted(adjacent - split)
    ]
    listed = known | adjacent | {row["drg"] for row in drgs}
    faults += [
        f"tests.csv 的 {code} 不是任何组" for code in sorted(set(rules) - listed)
    ]
    if faults:
        message = f"分组方案的表对不上：{'；'.join(faults[:10])}。请补齐或改正。"
        raise FaultyEntry(message)


def _adjacent(
    row: Mapping[str, str], drgs: Rows, rules: Mapping[str, Rule]
) -> AdjacentGroup:
    group_codes = [each["drg"] for each in drgs if each["adrg"] == row["adrg"]]
    plain = [code for code in group_codes if code not in rules]
    asking = tuple(rules[code] for code in group_codes if code in rules)
    return AdjacentGroup(row["adrg"], row["title"], _by_severity(plain), asking)


def _by_severity(plain: list[str]) -> tuple[str, str, str]:
    """Return the groups without, with and with major complications by their last digits.

    1 is with major, 3 with any where there is no 1, 5 what is left, 9 all. Who has what no group is
    for falls to the next lower: with complications but no major ones, where there are 1 and 5 only,
    to 5.
    """
    by_digit = {code[-1]: code for code in plain}
    if "9" in by_digit:
        return (by_digit["9"],) * 3
    without = by_digit.get("5", "")
    some = by_digit.get("3", without)
    return without, some, by_digit.get("1", some)


def _severe(folder: Path) -> dict[str, tuple[int, str]]:
    severe = {}
    for row in read_table(folder / "cc.csv", ("code", "level", "table"), needed=False):
        if row["level"] not in _LEVELS:
            message = f"cc.csv 里 {row['code']} 的 level 是 {row['level']}，应为 MCC 或 CC。请改正。"
            raise FaultyEntry(message)
        severe[row["code"]] = (_LEVELS[row["level"]], row["table"])
    return severe


def _exclusions(folder: Path) -> dict[str, CodeSet]:
    listed: dict[str, list[str]] = {}
    for row in read_table(folder / "exclusions.csv", ("table", "code"), needed=False):
        listed.setdefault(row["table"], []).append(row["code"])
    return {table: CodeSet.of(table, codes) for table, codes in listed.items()}
