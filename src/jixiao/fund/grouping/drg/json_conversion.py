"""Rules of CHS-DRG-Grouper's JSON shape turned into the tables of a scheme.

A folder of a version holds `generated/drg_rules.json` and names in `config.json` the folder of what
versions share: `adrg_rules.json`, `mdc_rules.json`, complications and their exclusions, codes that
are not valid. The files are read as data; what cannot be written as a table is told.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.grouping.drg.conversion import (
    DIGITS,
    Converted,
    Test,
    add_severities,
    as_entry,
)
from jixiao.fund.grouping.drg.scheme import NOT_PRINCIPAL, OPERATING_ROOM

_BEFORE = ("MDCA", "MDCP", "MDCY", "MDCZ")
"""The categories that are tried before the principal diagnosis is looked at, in their order."""
_OTHER_SEX = {"MDCM": "2", "MDCN": "1"}
"""Categories of one sex, and the sex, as coded, that never comes there."""
_INFANT, _NEWBORN = 364, 28
_NOT_KNOWN_FLAGS = ("multiSite", "intensiveCare")

Way = tuple[Test, ...]
Ways = list[Way]
"""The ways in which a condition holds: of one of them all tests must pass."""


class _NotWritten(Exception):
    """A part of a condition cannot be written as tests."""


@dataclass(frozen=True, slots=True)
class _Files:
    """What was read: a version's rules, and what versions share."""

    drgs: Sequence[Mapping[str, Any]]
    adrgs: Sequence[Mapping[str, Any]]
    mdcs: Sequence[Mapping[str, Any]]
    common: Path
    strategy: Mapping[str, Any]
    gray: Mapping[str, Any]


def is_json_scheme(folder: Path) -> bool:
    """Whether a folder is a version of this shape."""
    return (folder / "generated" / "drg_rules.json").is_file()


def convert_json(folder: Path) -> Converted:
    """Read a version's folder, with what it shares beside it in `../../drg-common`.

    Raises:
        JixiaoError: a file is not there, or not what it should be.
    """
    files = _read(folder)
    converted = Converted()
    converted.unrelated = True
    converted.unread.append("性别不详的不进 MDCM、MDCN，原来的程序让进")
    _add_codes(converted, files)
    taken: dict[str, str] = {}
    for mdc in _in_order(files.mdcs):
        _add_category(converted, mdc, files, taken)
    if not converted.adrgs:
        message = f"{folder} 里没有读出任何核心组。请指到一个版本的文件夹（里面有 generated/drg_rules.json）。"
        raise JixiaoError(message)
    _add_operations(converted, files)
    return converted


def _read(folder: Path) -> _Files:
    packages = _json(folder / "config.json", {}).get("packages", {})
    data = folder.parent.parent
    common = data / "drg-common" / str(packages.get("drgCommon", ""))
    codes = data / "icd-datasets" / "insurance" / str(packages.get("insuranceIcd", ""))
    return _Files(
        _json(folder / "generated" / "drg_rules.json"),
        _json(common / "generated" / "adrg_rules.json"),
        _json(common / "generated" / "mdc_rules.json"),
        common / "generated",
        _json(common / "config.json", {}).get("strategy", {}),
        _json(codes / "generated" / "icd10_gray_codes.json", {}),
    )


def _json(path: Path, default: Any = None) -> Any:
    """Read a file; one that need not be there has a default."""
    if default is not None and not path.is_file():
        return default
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        message = f"读不了 {path.name}：不在那里，或不是 JSON。请检查版本的文件夹和旁边的 drg-common。"
        raise JixiaoError(message) from error


def _in_order(mdcs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the categories in the order in which they are tried."""
    by_code = {mdc["code"]: mdc for mdc in mdcs if mdc.get("type") == "MDC"}
    first = [by_code[code] for code in _BEFORE if code in by_code]
    return first + [by_code[code] for code in sorted(by_code) if code not in _BEFORE]


def _add_codes(converted: Converted, files: _Files) -> None:
    major, minor, excluded, invalid = (
        _json(files.common / f"{name}.json", {})
        for name in ("mcc_codes", "cc_codes", "cce_codes", "zd_invalid")
    )
    add_severities(converted, major, minor, excluded)
    grey = {code for code, flag in {**invalid, **files.gray}.items() if flag}
    converted.codes += [(NOT_PRINCIPAL, as_entry(code)) for code in sorted(grey)]


def _add_operations(converted: Converted, files: _Files) -> None:
    """Say which operations make a group of their own where they lead nowhere."""
    invalid = _json(files.common / "ss_invalid.json", {})
    listed = set(_json(files.common / "all_procedure_codes.json", []))
    of_rules = {
        code for adrg in files.adrgs for code in _procedures(adrg.get("rule") or {})
    }
    valid = sorted(code for code in listed | of_rules if not invalid.get(code))
    converted.codes += [(OPERATING_ROOM, as_entry(code)) for code in valid]
    known = "文件里列出的" if listed else "各核心组用到的"
    converted.unread.append(
        f"与主要诊断无关的手术：原来只看主手术，这里看任一手术；手术取{known}，除去无效的"
    )


def _procedures(rule: Mapping[str, Any]) -> Iterator[str]:
    for name, codes in (rule.get("sections") or {}).items():
        if _kind(name) == "手术":
            yield from codes
    for codes in rule.get("requiredProcedureGroups") or []:
        yield from codes


def _kind(section: str) -> str:
    if "诊断" in section:
        return "诊断"
    return "手术" if "手术" in section or "操作" in section else ""


def _add_category(
    converted: Converted,
    mdc: Mapping[str, Any],
    files: _Files,
    taken: dict[str, str],
) -> None:
    code, listed = mdc["code"], list(mdc.get("identifyingDiagnoses") or [])
    ways = _ways_to(converted, code, mdc, listed, files, taken)
    _add_tests(converted, code, ways)
    converted.mdcs.append((code, mdc.get("name") or code))
    letter = code.removeprefix("MDC")[:1]
    for adrg in files.adrgs:
        if adrg.get("type") == "ADRG" and adrg["code"][:1] == letter:
            _add_adjacent(converted, code, adrg, files)


def _ways_to(
    converted: Converted,
    code: str,
    mdc: Mapping[str, Any],
    listed: Sequence[str],
    files: _Files,
    taken: dict[str, str],
) -> Ways:
    match code:
        case "MDCA":
            return [(Test("主要诊断"),)]
        case "MDCP":
            return [(Test("日龄", "", "0", str(_INFANT)),)]
        case "MDCY":
            only = files.strategy.get("mdcyPrincipalDiagnosisOnly", True)
            asked = "主要诊断" if only else "任一诊断"
            return [(_of_set(converted, code, asked, listed),)]
        case "MDCZ":
            for site, codes in (mdc.get("mdczCategories") or {}).items():
                converted.codes += [(f"{code}.部位-{site}", as_entry(each)) for each in codes]  # fmt: skip
            return [(Test("部位数", f"{code}.部位-", "2"),)]
    return _by_principal(converted, code, listed, taken)


def _by_principal(
    converted: Converted, code: str, listed: Sequence[str], taken: dict[str, str]
) -> Ways:
    """Return the ways to a category by principal diagnosis: earlier ones take theirs first.

    What an earlier category of one sex lists comes here for the other.
    """
    untaken = [each for each in listed if each not in taken]
    ways = [_with_sex(code, _of_set(converted, code, "主要诊断", untaken))]
    for earlier, sex in _OTHER_SEX.items():
        shared = [each for each in listed if taken.get(each) == earlier]
        if shared and sex != _OTHER_SEX.get(code):
            test = _of_set(converted, code, "主要诊断", shared, f"与{earlier}共有")
            ways.append((test, Test("性别", "", sex, sex)))
    taken.update(dict.fromkeys(untaken, code))
    return ways


def _with_sex(code: str, test: Test) -> Way:
    sex = _OTHER_SEX.get(code)
    return (test, Test("性别", "", sex, sex, "1")) if sex else (test,)


def _of_set(
    converted: Converted, code: str, asked: str, codes: Sequence[str], name: str = ""
) -> Test:
    """Return a test of a list of codes, and write the list down."""
    called = f"{code}.{name or asked}"
    # A list without codes holds for nobody.
    converted.codes += [(called, as_entry(each)) for each in codes or ("=",)]
    return Test(asked, called)


def _add_tests(converted: Converted, code: str, ways: Ways) -> None:
    converted.tests += [
        (code, number, test)
        for number, way in enumerate(ways, 1)
        for test in dict.fromkeys(way)
    ]


def _add_adjacent(
    converted: Converted, mdc: str, adrg: Mapping[str, Any], files: _Files
) -> None:
    code, title = adrg["code"], adrg.get("name") or adrg["code"]
    before = len(converted.codes)
    try:
        ways = _ways_of(converted, code, adrg.get("rule") or {}, files)
        if mdc == "MDCP":
            ways = [(*way, *_of_newborns(title)) for way in ways]
    except _NotWritten as part:
        del converted.codes[before:]
        converted.unread.append(f"核心组 {code} 的条件写不成表，没有转换：{part}")
        return
    groups = [each for each in files.drgs if each["adrgCode"] == code]
    if not groups:
        converted.unread.append(f"核心组 {code} 没有细分组，没有转换")
        return
    _add_tests(converted, code, ways)
    converted.adrgs.append((code, mdc, title))
    for group in groups:
        _add_group(converted, code, group, files)


def _of_newborns(title: str) -> Way:
    """Return what the name of a newborns' group says of days and weight.

    Raises:
        _NotWritten: it speaks of a weight in words that are not known.
    """
    older = "29天≤出生年龄＜1周岁" in title
    first, last = (_NEWBORN + 1, _INFANT) if older else (0, _NEWBORN)
    days = Test("日龄", "", str(first), str(last))
    _, named, weight = title.partition("出生体重")
    if not named:
        return (days,)
    text = re.sub("[－—–～~]", "-", weight)
    if span := re.search(r"(\d{1,4})\s*g?\s*-\s*(\d{1,4})", text):
        return days, Test("出生体重", "", span[1], span[2])
    if bound := re.search(r"(小于|[＜<])\s*(\d{1,4})", text):
        return days, Test("出生体重", "", "0", str(int(bound[2]) - 1))
    if bound := re.search(r"(大于|超过|[＞>])\s*(\d{1,4})", text):
        return days, Test("出生体重", "", str(int(bound[2]) + 1))
    message = f"出生体重{weight}"
    raise _NotWritten(message)


def _ways_of(
    converted: Converted, code: str, rule: Mapping[str, Any], files: _Files
) -> Ways:
    """Return the ways in which an adjacent group's rule holds.

    Raises:
        _NotWritten: a part cannot be written as tests.
    """
    for flag in _NOT_KNOWN_FLAGS:
        if rule.get(flag):
            message = f"要看 {flag}，清单里没有"
            raise _NotWritten(message)
    if referred := rule.get("requiredReferencedADRGs"):
        lists = [_referred(files, [each]) for each in referred]
        return [_all_of(converted, code, lists)]
    if referred := rule.get("referencedADRGs"):
        return [_all_of(converted, code, [_referred(files, referred)])]
    if rule.get("anyProcedureRequired"):
        return [(Test("任一手术"),)]
    if rule.get("zeroProceduresRequired"):
        converted.unread.append(f"核心组 {code} 写明没有手术，原来的程序不看，照它不看")
        return [(Test("主要诊断"),)]
    if groups := rule.get("requiredProcedureGroups"):
        return [_all_of(converted, code, groups)]
    sections = _sections(converted, code, rule, files)
    if rule.get("logic"):
        return _by_logic(rule, sections)
    return _by_kinds(converted, code, sections)


def _referred(files: _Files, codes: Sequence[str]) -> list[str]:
    return [
        each
        for adrg in files.adrgs
        if adrg["code"] in codes
        for each in _procedures(adrg.get("rule") or {})
    ]


def _all_of(converted: Converted, code: str, lists: Sequence[Sequence[str]]) -> Way:
    return tuple(
        _of_set(converted, code, "任一手术", each, f"手术组{number}")
        for number, each in enumerate(lists, 1)
    )


_ASKED = {
    ("诊断", "主要"): "主要诊断",
    ("诊断", "其他"): "其他诊断",
    ("诊断", ""): "任一诊断",
    ("手术", "主要"): "主要手术",
    ("手术", ""): "任一手术",
}


def _sections(
    converted: Converted, code: str, rule: Mapping[str, Any], files: _Files
) -> dict[str, Test]:
    """Return the test of each section.

    Raises:
        _NotWritten: a section asks what no table can.
    """
    falls_back = files.strategy.get("allowSecondarySectionPrimaryFallback", False)
    listed: Mapping[str, Sequence[str]] = rule.get("sections") or {}
    tests = {}
    for name, codes in listed.items():
        position = next((word for word in ("主要", "其他") if word in name), "")
        asked = _ASKED.get((_kind(name), position))
        if asked is None or "同时包含" in name:
            raise _NotWritten(name)
        instead = name.replace("其他", "主要") if falls_back else name
        set_codes = codes or listed.get(instead, ())
        tests[name] = _of_set(converted, code, asked, set_codes, name)
    return tests


def _by_kinds(converted: Converted, code: str, sections: Mapping[str, Test]) -> Ways:
    """Return the ways without a written logic: one of the diagnoses' and one of the operations'.

    Raises:
        _NotWritten: there is no section at all.
    """
    kinds: dict[str, list[Test]] = {}
    for name, test in sections.items():
        kinds.setdefault(_kind(name), []).append(test)
    if not kinds:
        message = "没有条件"
        raise _NotWritten(message)
    if any(len(tests) > 1 for tests in kinds.values()):
        converted.unread.append(
            f"核心组 {code} 有几段同类的编码而没有写逻辑：照原来的程序，符合一段就行"
        )
    return [tuple(way) for way in product(*kinds.values())]


def _by_logic(rule: Mapping[str, Any], sections: Mapping[str, Test]) -> Ways:
    """Return the ways of a compiled logic: sections and signs, the signs behind what they join.

    Raises:
        _NotWritten: it is not compiled, or not whole.
    """
    stack: list[tuple[Ways, Ways]] = []
    """What makes each part hold, and what makes it fail."""
    for part in rule.get("_logicRPN") or []:
        if isinstance(part, dict) and part.get("name") in sections:
            test = sections[part["name"]]
            stack.append(([(test,)], [(_negated(test),)]))
        elif part == "!" and stack:
            stack.append(stack.pop()[::-1])
        elif part in ("&&", "||") and len(stack) > 1:
            second, first = stack.pop(), stack.pop()
            stack.append(_joined(first, second, together=part == "&&"))
        else:
            raise _NotWritten(str(rule.get("logic")))
    if len(stack) != 1 or rule.get("_logicCompileError"):
        raise _NotWritten(str(rule.get("logic")))
    return stack[0][0]


def _joined(
    first: tuple[Ways, Ways], second: tuple[Ways, Ways], *, together: bool
) -> tuple[Ways, Ways]:
    both, either = (0, 1) if together else (1, 0)
    product_of = [(*a, *b) for a, b in product(first[both], second[both])]
    sum_of = [*first[either], *second[either]]
    return (product_of, sum_of) if together else (sum_of, product_of)


def _negated(test: Test) -> Test:
    return Test(test.asked, test.set, test.least, test.most, "" if test.negated else "1")  # fmt: skip


_SEVERITY = {"WITH_MCC": "MCC", "WITH_CC": "CC", "NO_CC": "ALL", "ADRG_ONLY": "ALL"}
_NUMBER = re.compile(r"(AGE|LOS)_(LT|LE|GT|GE)_(\d+)")
_NUMBERED = {"AGE": "年龄", "LOS": "住院天数"}
_DIED = "5"


def _add_group(
    converted: Converted, adrg: str, group: Mapping[str, Any], files: _Files
) -> None:
    code, conditions = group["drgCode"], list(group.get("conditions") or [])
    severities = [_SEVERITY[each] for each in conditions if each in _SEVERITY]
    others = [each for each in conditions if each not in _SEVERITY]
    rule = group.get("adrgRule")
    asks_more = bool(others or rule)
    before = len(converted.codes)
    try:
        tests_of_others = tuple(_others(converted, code, group, others, severities))
        ways = _ways_of(converted, code, rule, files) if rule else [()]
    except _NotWritten as part:
        del converted.codes[before:]
        converted.unread.append(f"组 {code} 的条件写不成表，没有转换：{part}")
        return
    converted.drgs.append((code, adrg, group.get("drgName") or code))
    if asks_more:
        _add_tests(converted, code, [(*tests_of_others, *way) for way in ways])
    elif severities[-1:] != [DIGITS.get(code[-1])]:
        converted.unread.append(f"组 {code} 的条件与末位数字不合，按末位数字读")


def _others(
    converted: Converted,
    code: str,
    group: Mapping[str, Any],
    others: Sequence[str],
    severities: Sequence[str],
) -> Iterator[Test]:
    """Yield what a group asks besides severity.

    Raises:
        _NotWritten: nothing in a list says it, or severity is asked as well.
    """
    if (others or group.get("adrgRule")) and {"MCC", "CC"} & set(severities):
        message = "又看严重程度、又看别的"
        raise _NotWritten(message)
    for condition in others:
        yield _of_condition(converted, code, condition, group)


def _of_condition(
    converted: Converted, code: str, condition: str, group: Mapping[str, Any]
) -> Test:
    """Return the test of a condition of a group.

    Raises:
        _NotWritten: nothing in a list says it.
    """
    if number := _NUMBER.fullmatch(condition):
        limit = int(number[3])
        match number[2]:
            case "LT" | "LE":
                most = limit - (number[2] == "LT")
                return Test(_NUMBERED[number[1]], "", "0", str(most))
            case _:
                least = limit + (number[2] == "GT")
                return Test(_NUMBERED[number[1]], "", str(least))
    match condition:
        case "DEATH":
            return Test("离院方式", "", _DIED, _DIED)
        case "SPECIFIC_DIAGNOSIS":
            return _of_set(
                converted, code, "主要诊断", _codes(group, "diagnosisCodes"), "指定诊断"
            )
        case "SPECIFIC_PROCEDURE":
            return _of_set(
                converted, code, "主要手术", _codes(group, "procedureCodes"), "指定手术"
            )
        case "SPECIFIC_DIAGNOSIS_PREFIX":
            return _beginnings(converted, code, "主要诊断", group["diagnosisPrefixes"])
        case "SPECIFIC_PROCEDURE_PREFIX":
            return _beginnings(converted, code, "主要手术", group["procedurePrefixes"])
    raise _NotWritten(condition)


def _codes(group: Mapping[str, Any], name: str) -> list[str]:
    listed = group.get(name) or []
    return [each if isinstance(each, str) else each["code"] for each in listed]


def _beginnings(
    converted: Converted, code: str, asked: str, prefixes: Sequence[str]
) -> Test:
    called = f"{code}.{asked}开头"
    converted.codes += [(called, f"{each}*") for each in prefixes]
    return Test(asked, called)
