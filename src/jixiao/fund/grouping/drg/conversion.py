"""Public rule files turned into the tables of a scheme: read as text, never run.

The shape is that of OpenDRG's schemes: `Grouper.py` calls categories in their order, `MDC/*.py` hold
a list of principal diagnoses, a condition and the adjacent groups in their order, `ADRG/*.py` lists,
a condition and the groups, `DRG/*.py` what a group asks of severity; `DATA/*.dat` are codes.
A condition that is not known is told, and what it stands for is left out.
"""

import ast
import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.errors import JixiaoError, writing
from jixiao.fund.grouping.drg.scheme import OPERATING_ROOM

_VALID = "SS_VALID"
DIGITS = {"1": "MCC", "3": "CC", "5": "ALL", "9": "ALL"}
"""What the last digit of a group asks of severity."""
_LISTS = re.compile(r"(mdc_zd|adrg_(zd|ss)\d*)$")


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a rule, as a row of `tests.csv`; `set` names a list, bounds are of a number."""

    asked: str
    set: str = ""
    least: str = ""
    most: str = ""
    negated: str = ""


@dataclass(slots=True)
class Converted:
    """What was read: the tables' rows, and what was not understood, a sentence each."""

    mdcs: list[tuple[str, str]] = field(default_factory=list)
    adrgs: list[tuple[str, str, str]] = field(default_factory=list)
    drgs: list[tuple[str, str, str]] = field(default_factory=list)
    tests: list[tuple[str, int, Test]] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)
    severe: list[tuple[str, str, str]] = field(default_factory=list)
    exclusions: list[tuple[str, str]] = field(default_factory=list)
    unrelated: bool = False
    unread: list[str] = field(default_factory=list)


class _NotKnown(Exception):
    """A part of a condition is none of those that are known."""


def convert(folder: Path) -> Converted:
    """Read a scheme's folder.

    Raises:
        JixiaoError: it is none, or one of its files is not what it should be.
    """
    converted = Converted()
    data = folder / "DATA"
    titles = dict(_pairs(data / "DRG.dat"))
    _read_codes(converted, data)
    for mdc in _called(folder / "Grouper.py"):
        _read_category(converted, folder, mdc, titles)
    if not converted.adrgs:
        message = f"{folder} 里没有读出任何核心组。请指到一个方案的文件夹（里面有 Grouper.py、MDC、ADRG）。"
        raise JixiaoError(message)
    return converted


def _tree(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError) as error:
        message = (
            f"读不了 {path.name}：不在那里，或不是这种形状的规则文件。请检查文件夹。"
        )
        raise JixiaoError(message) from error


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"读不了 {path.name}：不在那里，或不是 UTF-8 文字。请检查文件夹。"
        raise JixiaoError(message) from error
    for line in text.splitlines():
        code, _, rest = line.strip().partition(" ")
        if code:
            yield code, rest.strip()


def as_entry(code: str) -> str:
    """Return a code as a list of codes writes it: a sign at its end does not make it a beginning."""
    return f"={code}" if code.endswith("*") else code


def _read_codes(converted: Converted, data: Path) -> None:
    major = dict(_pairs(data / "MCC.dat"))
    minor = dict(_pairs(data / "CC.dat"))
    add_severities(converted, major, minor, dict(_pairs(data / "CCE.dat")))
    converted.codes += [
        (OPERATING_ROOM, code) for code, _ in _pairs(data / "SS_VALID.dat")
    ]


def add_severities(
    converted: Converted,
    major: Mapping[str, str],
    minor: Mapping[str, str],
    excluded: Mapping[str, str],
) -> None:
    """Add complications with their tables of exclusions, and the principal diagnoses of each table."""
    converted.severe += [(code, "MCC", table) for code, table in major.items()]
    converted.severe += [
        (code, "CC", table) for code, table in minor.items() if code not in major
    ]
    unlike = [c for c, table in minor.items() if major.get(c, table) != table]
    if unlike:
        converted.unread.append(
            f"{len(unlike)} 个诊断在 MCC 和 CC 里的排除表不同，按 MCC 的：{'、'.join(unlike[:5])}"
        )
    converted.exclusions += [(t, as_entry(code)) for code, t in excluded.items()]
    there = set(excluded.values())
    missing = {t for _, _, t in converted.severe} - there
    converted.exclusions += [(table, "=") for table in sorted(missing)]


def _called(path: Path) -> list[str]:
    """Return the modules whose `group` a function calls, in the order of the calls."""
    calls = [
        node.func.value.id
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "group"
        and isinstance(node.func.value, ast.Name)
    ]
    return list(dict.fromkeys(calls))


def _function(path: Path) -> ast.FunctionDef:
    for node in _tree(path).body:
        if isinstance(node, ast.FunctionDef) and node.name == "group":
            return node
    message = f"{path.name} 里没有分组的函数，不是这种形状的规则文件。请检查文件夹。"
    raise JixiaoError(message)


def _lists(function: ast.FunctionDef) -> dict[str, list[str]]:
    """Return the lists of codes that a function names."""
    lists = {}
    for node in function.body:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.List)):
            continue
        name = node.targets[0]
        if isinstance(name, ast.Name) and _LISTS.match(name.id):
            lists[name.id] = [
                e.value
                for e in node.value.elts
                if isinstance(e, ast.Constant) and isinstance(e.value, str)
            ]
    return lists


def _read_category(
    converted: Converted, folder: Path, mdc: str, titles: Mapping[str, str]
) -> None:
    path = folder / "MDC" / f"{mdc}.py"
    function = _function(path)
    condition = next(
        (n.test for n in ast.walk(function) if isinstance(n, ast.If)), None
    )
    if isinstance(condition, ast.UnaryOp) and isinstance(condition.op, ast.Not):
        condition = condition.operand
    lists = _lists(function)
    sites = _sites(mdc, lists.get("mdc_zd", ()))
    for extra in _guards(function)[1:]:
        if extra not in (_TWO_SITES, _SOME_SITE) or not sites:
            converted.unread.append(f"大类 {mdc} 另有没认出的条件：{extra}")
    lists["mdc_zd"] = [c for c in lists.get("mdc_zd", ()) if not _HAN.search(c)]
    if not _add_rule(converted, mdc, condition, lists, "大类"):
        return
    if sites and _TWO_SITES in _guards(function):
        converted.codes += sites
        converted.tests.append((mdc, 1, Test("部位数", f"{mdc}.部位-", "2")))
    converted.unrelated |= _makes_unrelated(function)
    converted.mdcs.append((mdc, mdc))
    for adrg in _called(path):
        _read_adjacent(converted, folder, mdc, adrg, titles)


_HAN = re.compile(r"[\u4e00-\u9fff]")
_TWO_SITES, _SOME_SITE = "len(types) < 2", "zd_matched"


def _guards(function: ast.FunctionDef) -> list[str]:
    """Return the conditions of a function that end in its giving up, as they are written."""
    gives_up = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.If)
        and any(
            isinstance(each, ast.Return)
            and isinstance(each.value, ast.Constant)
            and each.value.value == ""
            for each in (*node.body, *node.orelse)
        )
    ]
    return [ast.unparse(node.test) for node in gives_up]


def _sites(mdc: str, listed: Sequence[str]) -> list[tuple[str, str]]:
    """Return the codes behind each heading of a list that names sites of the body."""
    sites, site = [], ""
    for code in listed:
        if _HAN.search(code):
            site = code
        elif site:
            sites.append((f"{mdc}.部位-{site}", as_entry(code)))
    return sites


def _makes_unrelated(function: ast.FunctionDef) -> bool:
    """Whether the step for operations that lead nowhere is switched on."""
    tests = [n.test for n in ast.walk(function) if isinstance(n, ast.If)]
    return any(
        isinstance(test, ast.BoolOp)
        and _VALID in ast.dump(test)
        and "intersect" in ast.dump(test)
        and not (isinstance(first := test.values[0], ast.Constant) and not first.value)
        for test in tests[1:]
    )


def _read_adjacent(
    converted: Converted, folder: Path, mdc: str, adrg: str, titles: Mapping[str, str]
) -> None:
    function = _function(folder / "ADRG" / f"{adrg}.py")
    conditions = [n for n in function.body if isinstance(n, ast.If)]
    condition = conditions[-1].test if conditions else None
    if not _add_rule(converted, adrg, condition, _lists(function), "核心组"):
        return
    groups = [
        node.value.value
        for node in ast.walk(conditions[-1])
        if isinstance(node, ast.Return)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and len(node.value.value) > len(adrg)
    ]
    asked = _severities(folder / "DRG" / f"{mdc}_DRG.py")
    for code in groups:
        if asked.get(code) != DIGITS.get(code[-1]):
            converted.unread.append(f"组 {code} 的条件没有认出，按末位数字读")
    if not groups:
        converted.unread.append(f"核心组 {adrg} 没有细分组，以核心组为组")
        groups = [f"{adrg}9"]
    title = titles.get(groups[0], adrg).partition("，")[0]
    converted.adrgs.append((adrg, mdc, title))
    converted.drgs += [(code, adrg, titles.get(code, title)) for code in groups]


def _severities(path: Path) -> dict[str, str]:
    """Return what each group's function asks: MCC, CC (of any kind), or nothing."""
    asked = {}
    for node in _tree(path).body:
        if not (isinstance(node, ast.FunctionDef) and node.name.endswith("_group")):
            continue
        text = ast.dump(node)
        word = "CC" if "has_cc" in text else "MCC" if "has_mcc" in text else "ALL"
        asked[node.name.removesuffix("_group")] = word
    return asked


def _add_rule(
    converted: Converted,
    code: str,
    condition: ast.expr | None,
    lists: Mapping[str, Sequence[str]],
    kind: str,
) -> bool:
    """Add the tests of a rule and the lists they name; whether all of them are known."""
    try:
        alternatives = _alternatives(condition, code)
    except _NotKnown as part:
        converted.unread.append(f"{kind} {code} 的条件没有认出，没有转换：{part}")
        return False
    named = {f"{code}.{name}": codes for name, codes in lists.items()}
    named |= _classes(code, lists)
    tests = [test for alternative in alternatives for test in alternative]
    used = [test.set for test in tests if test.set in named]
    if empty := [name for name in used if not named[name]]:
        converted.unread.append(f"{kind} {code} 用到空的编码表 {empty[0]}，没有转换")
        return False
    converted.tests += [
        (code, number, test)
        for number, alternative in enumerate(alternatives, 1)
        for test in dict.fromkeys(alternative)
    ]
    for name in dict.fromkeys(used):
        converted.codes += [(name, as_entry(each)) for each in named[name]]
    return True


_CLASS = re.compile(r"'(\w+)' in ss_matched")


def _classes(code: str, lists: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the operations of each class, where a list beside theirs says it."""
    named: dict[str, list[str]] = {}
    beside = zip(lists.get("adrg_ss", ()), lists.get("adrg_ss1", ()), strict=False)
    for operation, of_class in beside:
        named.setdefault(f"{code}.类{of_class}", []).append(operation)
    return named


def _alternatives(condition: ast.expr | None, code: str) -> list[list[Test]]:
    """Return the tests of each way in which a condition holds.

    Raises:
        _NotKnown: a part is none of those that are known.
    """
    if condition is None:
        message = "没有条件"
        raise _NotKnown(message)
    plain: list[ast.expr] = []
    ways: list[list[Test]] = [[]]
    for part in _parts(condition):
        if "ss_matched" in ast.unparse(part):
            ways = [[*way, *more] for way in ways for more in _of_classes(part, code)]
        else:
            plain.append(part)
    shared = list(_tests(plain, code))
    return [[*shared, *way] for way in ways]


def _of_classes(part: ast.expr, code: str) -> list[list[Test]]:
    """Return which classes of operations each way needs."""
    if isinstance(part, ast.BoolOp):
        of_parts = [_of_classes(value, code) for value in part.values]
        if isinstance(part.op, ast.Or):
            return [way for ways in of_parts for way in ways]
        needed: list[list[Test]] = [[]]
        for ways in of_parts:
            needed = [[*before, *way] for before in needed for way in ways]
        return needed
    match = _CLASS.fullmatch(ast.unparse(part))
    if match is None:
        raise _NotKnown(ast.unparse(part))
    return [[Test("任一手术", f"{code}.类{match[1]}")]]


def _tests(parts: Sequence[ast.expr], code: str) -> Iterator[Test]:
    """Yield the tests of parts that must all hold.

    Raises:
        _NotKnown: a part is none of those that are known.
    """
    bounds: dict[str, _Ends] = {}
    tests: list[Test] = []
    for part in parts:
        text = ast.unparse(part)
        if text in _SAYS_NOTHING:
            continue
        if bound := _bound(text):
            asked, (least, most) = bound
            before = bounds.get(asked, (None, None))
            bounds[asked] = (
                before[0] if least is None else least,
                before[1] if most is None else most,
            )
            continue
        tests.append(_test(text, code))
    yield from tests
    for asked, (least, most) in bounds.items():
        # What is not known stands for a number below 0 and passes no bound.
        yield Test(asked, "", str(least or 0), "" if most is None else str(most))


def _parts(condition: ast.expr) -> list[ast.expr]:
    if isinstance(condition, ast.BoolOp) and isinstance(condition.op, ast.And):
        return [each for value in condition.values for each in _parts(value)]
    return [condition]


_SAYS_NOTHING = ("True", "record.ssList", "record.ageDay != None", "record.weight")
"""What only guards the parts beside it."""
_PATTERNS: Sequence[tuple[str, str, str]] = (
    (r"record\.zdList\[0\] in (\w+)", "主要诊断", ""),
    (r"intersect\(record\.zdList, (\w+)\)", "任一诊断", ""),
    (r"record\.ssList\[0\] in (\w+)", "主要手术", ""),
    (r"intersect\(record\.ssList, (\w+)\)", "任一手术", ""),
    (r"not intersect\(record\.ssList, (\w+)\)", "任一手术", "1"),
)
_Ends = tuple[int | None, int | None]
_BOUNDS: Sequence[tuple[str, str, Callable[[int], _Ends]]] = (
    (r"record\.ageDay <= (\d+)", "日龄", lambda n: (0, n)),
    (r"record\.weight >= (\d+)", "出生体重", lambda n: (n, None)),
    (r"record\.weight < (\d+)", "出生体重", lambda n: (None, n - 1)),
    (r"int\(record\.age\) == (\d+)", "年龄", lambda n: (n, n)),
    (r"record\.gender == '?(\d)'?", "性别", lambda n: (n, n)),
)
"""Comparisons with what they leave: least and most, none where they leave an end open."""


def _test(text: str, code: str) -> Test:
    for pattern, asked, negated in _PATTERNS:
        if match := re.fullmatch(pattern, text):
            name = match[1]
            list_name = OPERATING_ROOM if name == _VALID else f"{code}.{name}"
            return Test(asked, list_name, negated=negated)
    raise _NotKnown(text)


def _bound(text: str) -> tuple[str, _Ends] | None:
    """Return what a comparison bounds, and its ends."""
    for pattern, asked, ends in _BOUNDS:
        if match := re.fullmatch(pattern, text):
            return asked, ends(int(match[1]))
    return None


def write_tables(converted: Converted, into: Path, code: str, basis: str) -> None:
    """Write a scheme's tables into a folder; what was not understood stands in its title's words.

    Raises:
        JixiaoError: something is there already, or it cannot be written.
    """
    if into.exists() and any(into.iterdir()):
        message = f"{into} 里已经有东西。请换一个空的文件夹。"
        raise JixiaoError(message)
    gaps = len(converted.unread)
    standing = f"转换的，{gaps} 处没有认出" if gaps else "转换的"
    about = {"code": code, "title": f"由规则文件转换的方案 {code}", "basis": basis, "standing": standing}  # fmt: skip
    head = "".join(f"{name} = {json.dumps(text, ensure_ascii=False)}\n" for name, text in about.items())  # fmt: skip
    unrelated = str(converted.unrelated).lower()
    with writing(into):
        into.mkdir(parents=True, exist_ok=True)
        toml = f"[scheme]\n{head}unrelated = {unrelated}\nfalls_through = true\n"
        (into / "scheme.toml").write_text(toml, "utf-8")
        _write(into, "mdc", ("mdc", "title"), converted.mdcs)
        _write(into, "adrg", ("adrg", "mdc", "title"), converted.adrgs)
        _write(into, "drg", ("drg", "adrg", "title"), converted.drgs)
        _write(into, "codes", ("set", "code"), converted.codes)
        _write(into, "cc", ("code", "level", "table"), converted.severe)
        _write(into, "exclusions", ("table", "code"), converted.exclusions)
        heads = ("rule", "alternative", "asked", "set", "least", "most", "negated")
        tests = [
            (rule, str(number), t.asked, t.set, t.least, t.most, t.negated)
            for rule, number, t in converted.tests
        ]
        _write(into, "tests", heads, tests)
        unread = [(each,) for each in converted.unread]
        _write(into, "unread", ("没有认出",), unread)


def _write(
    folder: Path, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows(rows)
