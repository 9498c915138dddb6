"""Conditions of groups in CHS-DRG-Grouper's JSON shape, as the ways in which tests of a scheme hold."""

import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from jixiao.fund.grouping.drg.conversion import Converted, Test, as_entry
from jixiao.fund.grouping.drg.json_files import (
    VersionFiles,
    kind_of_section,
    procedures_of,
)

INFANT, _NEWBORN = 364, 28
_NOT_KNOWN_FLAGS = ("multiSite", "intensiveCare")
_NUMBER = re.compile(r"(AGE|LOS)_(LT|LE|GT|GE)_(\d+)")
_NUMBERED = {"AGE": "年龄", "LOS": "住院天数"}
_DIED = "5"

Way = tuple[Test, ...]
Ways = list[Way]
"""The ways in which a condition holds: of one of them all tests must pass."""


class NotWritten(Exception):
    """A part of a condition cannot be written as tests."""


def codes_test(
    converted: Converted, code: str, asked: str, codes: Sequence[str], name: str = ""
) -> Test:
    """Return a test of a list of codes, and write the list down."""
    called = f"{code}.{name or asked}"
    # A list without codes holds for nobody.
    converted.codes += [(called, as_entry(each)) for each in codes or ("=",)]
    return Test(asked, called)


def newborns_test(title: str) -> Way:
    """Return what the name of a newborns' group says of days and weight.

    Raises:
        NotWritten: it speaks of a weight in words that are not known.
    """
    older = "29天≤出生年龄＜1周岁" in title
    first, last = (_NEWBORN + 1, INFANT) if older else (0, _NEWBORN)
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
    raise NotWritten(message)


def ways_of(
    converted: Converted, code: str, rule: Mapping[str, Any], files: VersionFiles
) -> Ways:
    """Return the ways in which an adjacent group's rule holds.

    Raises:
        NotWritten: a part cannot be written as tests.
    """
    for flag in _NOT_KNOWN_FLAGS:
        if rule.get(flag):
            message = f"要看 {flag}，清单里没有"
            raise NotWritten(message)
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


def _referred(files: VersionFiles, codes: Sequence[str]) -> list[str]:
    return [
        each
        for adrg in files.adrgs
        if adrg["code"] in codes
        for each in procedures_of(adrg.get("rule") or {})
    ]


def _all_of(converted: Converted, code: str, lists: Sequence[Sequence[str]]) -> Way:
    return tuple(
        codes_test(converted, code, "任一手术", each, f"手术组{number}")
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
    converted: Converted, code: str, rule: Mapping[str, Any], files: VersionFiles
) -> dict[str, Test]:
    """Return the test of each section.

    Raises:
        NotWritten: a section asks what no table can.
    """
    falls_back = files.strategy.get("allowSecondarySectionPrimaryFallback", False)
    listed: Mapping[str, Sequence[str]] = rule.get("sections") or {}
    tests = {}
    for name, codes in listed.items():
        position = next((word for word in ("主要", "其他") if word in name), "")
        asked = _ASKED.get((kind_of_section(name), position))
        if asked is None or "同时包含" in name:
            raise NotWritten(name)
        instead = name.replace("其他", "主要") if falls_back else name
        set_codes = codes or listed.get(instead, ())
        tests[name] = codes_test(converted, code, asked, set_codes, name)
    return tests


def _by_kinds(converted: Converted, code: str, sections: Mapping[str, Test]) -> Ways:
    """Return the ways without a written logic: one of the diagnoses' and one of the operations'.

    Raises:
        NotWritten: there is no section at all.
    """
    kinds: dict[str, list[Test]] = {}
    for name, test in sections.items():
        kinds.setdefault(kind_of_section(name), []).append(test)
    if not kinds:
        message = "没有条件"
        raise NotWritten(message)
    if any(len(tests) > 1 for tests in kinds.values()):
        converted.unread.append(
            f"核心组 {code} 有几段同类的编码而没有写逻辑：照原来的程序，符合一段就行"
        )
    return [tuple(way) for way in product(*kinds.values())]


def _by_logic(rule: Mapping[str, Any], sections: Mapping[str, Test]) -> Ways:
    """Return the ways of a compiled logic: sections and signs, the signs behind what they join.

    Raises:
        NotWritten: it is not compiled, or not whole.
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
            raise NotWritten(str(rule.get("logic")))
    if len(stack) != 1 or rule.get("_logicCompileError"):
        raise NotWritten(str(rule.get("logic")))
    return stack[0][0]


def _joined(
    first: tuple[Ways, Ways], second: tuple[Ways, Ways], *, together: bool
) -> tuple[Ways, Ways]:
    both, either = (0, 1) if together else (1, 0)
    product_of = [(*a, *b) for a, b in product(first[both], second[both])]
    sum_of = [*first[either], *second[either]]
    return (product_of, sum_of) if together else (sum_of, product_of)


def _negated(test: Test) -> Test:
    return Test(
        test.asked, test.set, test.least, test.most, "" if test.negated else "1"
    )


def condition_test(
    converted: Converted, code: str, condition: str, group: Mapping[str, Any]
) -> Test:
    """Return the test of a condition of a group.

    Raises:
        NotWritten: nothing in a list says it.
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
            return codes_test(
                converted, code, "主要诊断", _codes(group, "diagnosisCodes"), "指定诊断"
            )
        case "SPECIFIC_PROCEDURE":
            return codes_test(
                converted, code, "主要手术", _codes(group, "procedureCodes"), "指定手术"
            )
        case "SPECIFIC_DIAGNOSIS_PREFIX":
            return _beginnings(converted, code, "主要诊断", group["diagnosisPrefixes"])
        case "SPECIFIC_PROCEDURE_PREFIX":
            return _beginnings(converted, code, "主要手术", group["procedurePrefixes"])
    raise NotWritten(condition)


def _codes(group: Mapping[str, Any], name: str) -> list[str]:
    listed = group.get(name) or []
    return [each if isinstance(each, str) else each["code"] for each in listed]


def _beginnings(
    converted: Converted, code: str, asked: str, prefixes: Sequence[str]
) -> Test:
    called = f"{code}.{asked}开头"
    converted.codes += [(called, f"{each}*") for each in prefixes]
    return Test(asked, called)
