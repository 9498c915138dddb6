"""Cases grouped by a scheme: category, adjacent group, severity, group; step by step and at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from jixiao.fund.benefits.compiled import compiled
from jixiao.fund.grouping import matching
from jixiao.fund.grouping.cases import UNKNOWN, Array, Cases
from jixiao.fund.grouping.drg.scheme import CC, MCC, AdjacentGroup, Scheme
from jixiao.fund.grouping.rules import FEW, CodeIndex, RuleBook, failed_tests

UNGROUPABLE = "0000"
_UNRELATED = "QY"
_SEVERITIES = {MCC: "伴严重并发症或合并症", CC: "伴并发症或合并症"}


class Status(StrEnum):
    """What became of a case."""

    GROUPED = "入组"
    UNRELATED = "手术与主要诊断无关"
    UNGROUPABLE = "没有入组"


@dataclass(frozen=True, slots=True)
class DrgCases:
    """The group of each case as a place among `codes`, with its category and severity."""

    codes: Sequence[str]
    places: Array
    categories: Array
    severities: Array

    def code_of(self, case: int) -> str:
        """Return the code of a case's group."""
        return self.codes[int(self.places[case])]


def status_of(code: str) -> Status:
    """Return what a code says of a case."""
    if code == UNGROUPABLE:
        return Status.UNGROUPABLE
    return Status.UNRELATED if code[1:] == _UNRELATED else Status.GROUPED


def group(scheme: Scheme, cases: Cases) -> DrgCases:
    """Group cases by a scheme."""
    index = CodeIndex.of(cases.diagnoses.names)
    severities = severities_of(scheme, cases, index)
    principal = cases.diagnoses.main
    categories = scheme.categories.first(cases)
    grey = np.append(
        scheme.not_principal.flags(index), True
    )  # the last: no diagnosis at all
    categories[grey[principal]] = UNKNOWN
    codes = [UNGROUPABLE]
    places = np.zeros(len(cases), np.int64)
    room = scheme.operating_room.flags(CodeIndex.of(cases.operations.names))
    for n, category in enumerate(scheme.categories.rules):
        members = categories == n
        if not members.any():
            continue
        part = cases.take(members)
        named = _within(scheme, category.code, part, severities[members], room)
        if scheme.falls_through:
            _give_way(scheme, n, part, members, named, categories)
        places[members] = named.places + len(codes)
        codes += named.codes
    return DrgCases(codes, places, categories, severities)


def _give_way(
    scheme: Scheme,
    category: int,
    part: Cases,
    members: Array,
    named: DrgCases,
    categories: Array,
) -> None:
    """Let the cases that no adjacent group of a category holds for go on to a later category."""
    left = named.categories == UNKNOWN
    later = scheme.categories.rules[category + 1 :]
    if not later or not left.any():
        return
    following = RuleBook(later, scheme.categories.sets).first(part.take(left))
    owners = np.flatnonzero(members)[left]
    goes_on = following != UNKNOWN
    categories[owners[goes_on]] = following[goes_on] + category + 1


def _within(
    scheme: Scheme, category: str, cases: Cases, severities: Array, room: Array
) -> DrgCases:
    """Group the cases of a category."""
    book = scheme.adjacent[category]
    matched = book.first(cases)
    adjacent = [scheme.groups[rule.code] for rule in book.rules]
    codes = [UNGROUPABLE, category.removeprefix("MDC") + _UNRELATED]
    places = np.zeros(len(cases), np.int64)
    for n, each in enumerate(adjacent):
        members = matched == n
        if not members.any():
            continue
        places[members] = len(codes) + _split(
            each, book, cases, members, severities[members]
        )
        codes += [
            code or UNGROUPABLE
            for code in (*each.by_severity, *(r.code for r in each.asking))
        ]
    if scheme.unrelated:
        medical = np.array([*(each.is_medical for each in adjacent), False])
        places[medical[matched] & _operated(cases, room)] = 1
    return DrgCases(codes, places, matched, severities)


def _split(
    adjacent: AdjacentGroup,
    book: RuleBook,
    cases: Cases,
    members: Array,
    severities: Array,
) -> Array:
    """Return the place of each member among an adjacent group's three severities and asking groups."""
    if not adjacent.asking:
        return severities
    asked = RuleBook(adjacent.asking, book.sets).first(cases.take(members))
    return np.where(asked == UNKNOWN, severities, len(adjacent.by_severity) + asked)


def _operated(cases: Cases, room: Array) -> Array:
    """Flag the cases with an operation of the operating room."""
    owners = np.repeat(np.arange(len(cases)), cases.operations.counts)
    flags = np.zeros(len(cases), bool)
    if len(owners):
        flags[owners[room[cases.operations.codes]]] = True
    return flags


def severities_of(scheme: Scheme, cases: Cases, index: CodeIndex) -> Array:
    """Return the severity of each case by its other diagnoses, those excluded left out."""
    names = cases.diagnoses.names
    tables = {table: n + 1 for n, table in enumerate(scheme.exclusions)}
    levels = np.zeros(len(names) + 1, np.int64)
    of_table = np.zeros(len(names) + 1, np.int64)
    for code, (level, table) in scheme.severe.items():
        if (place := index.places.get(code)) is not None:
            levels[place], of_table[place] = level, tables.get(table, 0)
    excluded = np.zeros((len(tables) + 1, len(names) + 1), bool)
    for table, place in tables.items():
        excluded[place, :-1] = scheme.exclusions[table].flags(index)
    severities = np.zeros(len(cases), np.int64)
    find: Callable[..., None] = (
        matching.find_severities
        if len(cases) <= FEW
        else compiled(matching)["find_severities"]
    )
    find(
        cases.diagnoses.starts,
        cases.diagnoses.codes,
        levels,
        of_table,
        excluded,
        severities,
    )
    return severities


def explain(scheme: Scheme, cases: Cases) -> list[str]:
    """Tell how the only case among `cases` is grouped, a sentence a step, its group last."""
    grouped = group(scheme, cases)
    code = grouped.code_of(0)
    diagnoses = cases.diagnoses.of(0)
    principal = diagnoses[0] if diagnoses else ""
    others, operations = diagnoses[1:], cases.operations.of(0)
    facts = f"主要诊断 {principal or '没有'}；其他诊断 {'、'.join(others) or '无'}"
    steps = [f"{facts}；手术操作 {'、'.join(operations) or '无'}。"]
    category = int(grouped.categories[0])
    if category == UNKNOWN:
        why = (
            "不能作主要诊断"
            if scheme.not_principal.holds(principal)
            else "不在任何大类的条件里"
        )
        return [
            *steps,
            f"{principal or '没有的主要诊断'}{why}。",
            f"结果：{UNGROUPABLE}（{status_of(code)}）",
        ]
    mdc = scheme.categories.rules[category]
    before = (
        "都不符合" if not scheme.falls_through else "都不符合，或里面没有符合的核心组"
    )
    steps.append(
        f"大类 {mdc.code} {mdc.title}：条件符合，前面的 {category} 个大类{before}。"
    )
    steps += _adjacent_steps(scheme, scheme.adjacent[mdc.code], cases)
    steps += _severity_steps(scheme, cases, int(grouped.severities[0]))
    if status_of(code) is Status.UNRELATED:
        steps.append(
            "有手术室手术，而它没有进任何手术组，诊断只够进内科组：与主要诊断无关的手术。"
        )
    title = scheme.titles.get(code, "")
    return [*steps, f"结果：{code} {title}（{status_of(code)}）".replace(" （", "（")]


def _adjacent_steps(scheme: Scheme, book: RuleBook, cases: Cases) -> list[str]:
    matched = int(book.first(cases)[0])
    steps: list[str] = []
    for n, rule in enumerate(book.rules):
        if n == matched:
            return [
                *steps,
                f"{rule.code} {scheme.titles.get(rule.code, '')}：条件符合，取它。",
            ]
        missed = failed_tests(rule, cases, book)
        fewest = min(missed, key=len) if missed else []
        steps.append(f"{rule.code}：不符合，差{'、'.join(fewest)}。")
    return [*steps, "这个大类里没有符合的核心组。"]


def _severity_steps(scheme: Scheme, cases: Cases, severity: int) -> list[str]:
    principal, *others = cases.diagnoses.of(0)
    steps = []
    for code in others:
        if code not in scheme.severe:
            continue
        level, table = scheme.severe[code]
        word = "严重并发症或合并症" if level == MCC else "并发症或合并症"
        if table in scheme.exclusions and scheme.exclusions[table].holds(principal):
            steps.append(f"{code} 是{word}，但排除表 {table} 列有 {principal}，不算。")
        else:
            steps.append(f"{code} 是{word}，算。")
    return [*steps, f"严重程度：{_SEVERITIES.get(severity, '不伴并发症或合并症')}。"]
