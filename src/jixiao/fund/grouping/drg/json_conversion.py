"""Rules of CHS-DRG-Grouper's JSON shape turned into the tables of a scheme.

A folder of a version holds `generated/drg_rules.json` and names in `config.json` the folder of what
versions share: `adrg_rules.json`, `mdc_rules.json`, complications and their exclusions, codes that
are not valid. The files are read as data; what cannot be written as a table is told.
"""

from collections.abc import Iterator, Mapping, Sequence
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
from jixiao.fund.grouping.drg.json_conditions import (
    INFANT,
    NotWritten,
    Way,
    Ways,
    codes_test,
    condition_test,
    newborns_test,
    ways_of,
)
from jixiao.fund.grouping.drg.json_files import (
    VersionFiles,
    procedures_of,
    read_json,
    read_version,
)
from jixiao.fund.grouping.drg.scheme import NOT_PRINCIPAL, OPERATING_ROOM

_BEFORE = ("MDCA", "MDCP", "MDCY", "MDCZ")
"""The categories that are tried before the principal diagnosis is looked at, in their order."""
_OTHER_SEX = {"MDCM": "2", "MDCN": "1"}
"""Categories of one sex, and the sex, as coded, that never comes there."""


def is_json_scheme(folder: Path) -> bool:
    """Whether a folder is a version of this shape."""
    return (folder / "generated" / "drg_rules.json").is_file()


def convert_json(folder: Path) -> Converted:
    """Read a version's folder, with what it shares beside it in `../../drg-common`.

    Raises:
        JixiaoError: a file is not there, or not what it should be.
    """
    files = read_version(folder)
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


def _in_order(mdcs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the categories in the order in which they are tried."""
    by_code = {mdc["code"]: mdc for mdc in mdcs if mdc.get("type") == "MDC"}
    first = [by_code[code] for code in _BEFORE if code in by_code]
    return first + [by_code[code] for code in sorted(by_code) if code not in _BEFORE]


def _add_codes(converted: Converted, files: VersionFiles) -> None:
    major, minor, excluded, invalid = (
        read_json(files.common / f"{name}.json", {})
        for name in ("mcc_codes", "cc_codes", "cce_codes", "zd_invalid")
    )
    add_severities(converted, major, minor, excluded)
    grey = {code for code, flag in {**invalid, **files.gray}.items() if flag}
    converted.codes += [(NOT_PRINCIPAL, as_entry(code)) for code in sorted(grey)]


def _add_operations(converted: Converted, files: VersionFiles) -> None:
    """Say which operations make a group of their own where they lead nowhere."""
    invalid = read_json(files.common / "ss_invalid.json", {})
    listed = set(read_json(files.common / "all_procedure_codes.json", []))
    of_rules = {
        code for adrg in files.adrgs for code in procedures_of(adrg.get("rule") or {})
    }
    valid = sorted(code for code in listed | of_rules if not invalid.get(code))
    converted.codes += [(OPERATING_ROOM, as_entry(code)) for code in valid]
    known = "文件里列出的" if listed else "各核心组用到的"
    converted.unread.append(
        f"与主要诊断无关的手术：原来只看主手术，这里看任一手术；手术取{known}，除去无效的"
    )


def _add_category(
    converted: Converted,
    mdc: Mapping[str, Any],
    files: VersionFiles,
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
    files: VersionFiles,
    taken: dict[str, str],
) -> Ways:
    match code:
        case "MDCA":
            return [(Test("主要诊断"),)]
        case "MDCP":
            return [(Test("日龄", "", "0", str(INFANT)),)]
        case "MDCY":
            only = files.strategy.get("mdcyPrincipalDiagnosisOnly", True)
            asked = "主要诊断" if only else "任一诊断"
            return [(codes_test(converted, code, asked, listed),)]
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
    ways = [_with_sex(code, codes_test(converted, code, "主要诊断", untaken))]
    for earlier, sex in _OTHER_SEX.items():
        shared = [each for each in listed if taken.get(each) == earlier]
        if shared and sex != _OTHER_SEX.get(code):
            test = codes_test(converted, code, "主要诊断", shared, f"与{earlier}共有")
            ways.append((test, Test("性别", "", sex, sex)))
    taken.update(dict.fromkeys(untaken, code))
    return ways


def _with_sex(code: str, test: Test) -> Way:
    sex = _OTHER_SEX.get(code)
    return (test, Test("性别", "", sex, sex, "1")) if sex else (test,)


def _add_tests(converted: Converted, code: str, ways: Ways) -> None:
    converted.tests += [
        (code, number, test)
        for number, way in enumerate(ways, 1)
        for test in dict.fromkeys(way)
    ]


def _add_adjacent(
    converted: Converted, mdc: str, adrg: Mapping[str, Any], files: VersionFiles
) -> None:
    code, title = adrg["code"], adrg.get("name") or adrg["code"]
    before = len(converted.codes)
    try:
        ways = ways_of(converted, code, adrg.get("rule") or {}, files)
        if mdc == "MDCP":
            ways = [(*way, *newborns_test(title)) for way in ways]
    except NotWritten as part:
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


_SEVERITY = {"WITH_MCC": "MCC", "WITH_CC": "CC", "NO_CC": "ALL", "ADRG_ONLY": "ALL"}


def _add_group(
    converted: Converted, adrg: str, group: Mapping[str, Any], files: VersionFiles
) -> None:
    code, conditions = group["drgCode"], list(group.get("conditions") or [])
    severities = [_SEVERITY[each] for each in conditions if each in _SEVERITY]
    others = [each for each in conditions if each not in _SEVERITY]
    rule = group.get("adrgRule")
    asks_more = bool(others or rule)
    before = len(converted.codes)
    try:
        tests_of_others = tuple(_others(converted, code, group, others, severities))
        ways = ways_of(converted, code, rule, files) if rule else [()]
    except NotWritten as part:
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
        NotWritten: nothing in a list says it, or severity is asked as well.
    """
    if (others or group.get("adrgRule")) and {"MCC", "CC"} & set(severities):
        message = "又看严重程度、又看别的"
        raise NotWritten(message)
    for condition in others:
        yield condition_test(converted, code, condition, group)
