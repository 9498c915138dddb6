"""Rules as tables say them: sets of codes, alternatives, tests; and as `matching` tries them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.compiled import compiled
from jixiao.fund.grouping import matching
from jixiao.fund.grouping.cases import NUMBERS, UNKNOWN, Array, CaseCodes, Cases

MOST = 2**40
"""More than anything that is counted."""
_COUNTED = {
    "主要诊断": matching.PRINCIPAL,
    "其他诊断": matching.OTHERS,
    "任一诊断": matching.ANY,
    "主要手术": matching.MAIN,
    "任一手术": matching.OPERATIONS,
}
_NUMBERED = {
    "性别": "sex",
    "年龄": "age",
    "日龄": "age_days",
    "出生体重": "birth_weight",
    "住院天数": "days",
    "离院方式": "way",
    "呼吸机小时": "ventilated",
    "重症监护天数": "icu_days",
}
_SITES = "部位数"
ASKED = (*_COUNTED, *_NUMBERED, _SITES)
"""What a test may ask, in the words of the tables."""
_OF_OPERATIONS = ("主要手术", "任一手术")
_RANGE = re.compile(r"([A-Z]\d+)-([A-Z]\d+)")
_LAST = "\U0010ffff"
"""After every sign that codes are written with."""
FEW = 200
"""Up to so many cases are tried as they stand: compiling, or loading it, takes longer."""


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A list of codes: whole ones, beginnings (`C18*`) and ranges of beginnings (`C00-C75`).

    `=M49.0*` is the whole code `M49.0*`, whose last sign is its own.
    """

    name: str
    whole: frozenset[str]
    beginnings: tuple[str, ...]
    ranges: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, name: str, entries: Iterable[str]) -> "CodeSet":
        """Return a set of the entries as they are written."""
        listed = list(entries)
        spans = tuple((m[1], m[2]) for e in listed if (m := _RANGE.fullmatch(e)))
        beginnings = tuple(
            entry[:-1]
            for entry in listed
            if entry.endswith("*") and not entry.startswith("=")
        )
        whole = frozenset(entry.removeprefix("=") for entry in listed)
        return cls(name, whole, beginnings, spans)

    def holds(self, code: str) -> bool:
        """Whether a code is in the set."""
        if code in self.whole or (self.beginnings and code.startswith(self.beginnings)):
            return True
        return any(low <= code[: len(low)] <= high for low, high in self.ranges)

    def flags(self, names: "CodeIndex") -> Array:
        """Return for each code whether it is in the set."""
        flags = np.zeros(len(names.places), bool)
        flags[[names.places[code] for code in self.whole if code in names.places]] = (
            True
        )
        spans = [(start, start) for start in self.beginnings]
        for low, high in (*spans, *self.ranges):
            first = bisect_left(names.ordered, low)
            after = bisect_right(names.ordered, high + _LAST)
            inside = names.ordered[first:after]
            flags[
                [names.places[code] for code in inside if low <= code[: len(low)]]
            ] = True
        return flags


@dataclass(frozen=True, slots=True)
class CodeIndex:
    """The codes that some cases have: the place of each, and all in their order."""

    places: Mapping[str, int]
    ordered: Sequence[str]

    @classmethod
    def of(cls, names: Sequence[str]) -> "CodeIndex":
        """Return the index of some codes."""
        return cls({name: n for n, name in enumerate(names)}, sorted(names))


@dataclass(frozen=True, slots=True)
class Question:
    """One question to a case: what is asked, of which set, and between which bounds it passes."""

    asked: str
    of_set: str = ""
    least: int = 1
    most: int = MOST
    negated: bool = False

    @property
    def words(self) -> str:
        """The test as a person reads it."""
        bounds = (
            f"{self.least} 至 {self.most}" if self.most < MOST else f"至少 {self.least}"
        )
        negated = "不" if self.negated else ""
        if self.asked in _NUMBERED:
            return f"{self.asked}{negated}在 {bounds}"
        wanted = "" if (self.least, self.most) == (1, MOST) else f"（{bounds} 个）"
        return f"{self.asked}{negated}在“{self.of_set or '全部'}”里{wanted}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A group with the alternatives that lead to it; each is a list of tests that must all pass."""

    code: str
    title: str
    alternatives: tuple[tuple[Question, ...], ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Rules in the order in which they are tried, and the sets they speak of."""

    rules: tuple[Rule, ...]
    sets: Mapping[str, CodeSet]

    def __post_init__(self) -> None:
        for rule in self.rules:
            for test in (each for tests in rule.alternatives for each in tests):
                _check(rule, test, self.sets)

    def first(self, cases: Cases) -> Array:
        """Return the place of the first rule that holds for each case, UNKNOWN where none does."""
        written = WrittenRules.of(self, cases)
        matched = np.full(len(cases), UNKNOWN, np.int64)
        if self.rules:
            few = len(cases) <= FEW
            try_all: Callable[..., None] = (
                matching.first_rules if few else compiled(matching)["first_rules"]
            )
            try_all(
                *written.candidates,
                *written.rules,
                *written.cases,
                *written.flags,
                matched,
            )
        return matched


def _check(rule: Rule, test: Question, sets: Mapping[str, CodeSet]) -> None:
    if test.asked not in ASKED:
        message = f"规则 {rule.code} 问的“{test.asked}”不认识；可写 {'、'.join(ASKED)}。请改正。"
        raise FaultyEntry(message)
    needs_set = test.asked in _COUNTED and test.of_set != ""
    if test.asked == _SITES and not _sites(test, sets):
        message = f"规则 {rule.code} 的部位数要写一组编码表共有的开头，没有以“{test.of_set}”开头的。"
        raise FaultyEntry(message)
    if needs_set and test.of_set not in sets:
        message = (
            f"规则 {rule.code} 用到的编码表“{test.of_set}”没有。请补上，或改正名称。"
        )
        raise FaultyEntry(message)


def _sites(test: Question, sets: Mapping[str, CodeSet]) -> list[str]:
    return [name for name in sets if test.of_set and name.startswith(test.of_set)]


@dataclass(frozen=True, slots=True)
class WrittenRules:
    """Rules as rows of whole numbers over the codes of some cases."""

    candidates: tuple[Array, Array]
    rules: tuple[Array, Array, Array]
    cases: tuple[Array, ...]
    flags: tuple[Array, Array]

    @classmethod
    def of(cls, book: RuleBook, cases: Cases) -> "WrittenRules":
        """Write a book for the codes that some cases have."""
        dx_sets, op_sets = _sets_in_use(book)
        dx_flags = _flags(book, dx_sets, cases.diagnoses)
        op_flags = _flags(book, op_sets, cases.operations)
        places = ({name: n for n, name in enumerate(dx_sets)}, {name: n for n, name in enumerate(op_sets)})  # fmt: skip
        alternatives = [tests for rule in book.rules for tests in rule.alternatives]
        rows = [_row(test, book, places) for tests in alternatives for test in tests]
        sizes = [len(rule.alternatives) for rule in book.rules]
        written = (
            _starts(sizes),
            _starts([len(tests) for tests in alternatives]),
            np.array(rows, np.int64).reshape(-1, matching.TEST_WIDTH),
        )
        return cls(
            _candidates(book, dx_flags, places[0]),
            written,
            (
                cases.diagnoses.starts,
                cases.diagnoses.codes,
                cases.operations.starts,
                cases.operations.codes,
                cases.numbers,
            ),
            (dx_flags, op_flags),
        )


def _starts(sizes: Sequence[int]) -> Array:
    return np.concatenate(([0], np.cumsum(np.array(sizes, np.int64)))).astype(np.int64)


def _sets_in_use(book: RuleBook) -> tuple[list[str], list[str]]:
    """Return the sets of diagnoses, those of a count of sites side by side, and of operations."""
    diagnoses: dict[str, None] = {}
    operations: dict[str, None] = {}
    for test in _tests(book):
        if test.asked == _SITES:
            diagnoses |= dict.fromkeys(sorted(_sites(test, book.sets)))
    for test in _tests(book):
        if test.of_set and test.asked in _COUNTED:
            of_kind = operations if test.asked in _OF_OPERATIONS else diagnoses
            of_kind[test.of_set] = None
    return list(diagnoses), list(operations)


def _tests(book: RuleBook) -> Iterable[Question]:
    return (t for rule in book.rules for tests in rule.alternatives for t in tests)


def _flags(book: RuleBook, names: Sequence[str], codes: CaseCodes) -> Array:
    flags = np.zeros((max(len(names), 1), max(len(codes.names), 1)), bool)
    index = CodeIndex.of(codes.names)
    for n, name in enumerate(names):
        flags[n, : len(codes.names)] = book.sets[name].flags(index)
    return flags


def _row(
    test: Question, book: RuleBook, places: tuple[Mapping[str, int], Mapping[str, int]]
) -> list[int]:
    if test.asked == _SITES:
        sites = [places[0][name] for name in _sites(test, book.sets)]
        return [matching.SITES, min(sites), test.least, max(sites), int(test.negated)]
    bounds = [test.least, test.most, int(test.negated)]
    if test.asked in _NUMBERED:
        return [matching.NUMBER, NUMBERS.index(_NUMBERED[test.asked]), *bounds]
    of_kind = places[1] if test.asked in _OF_OPERATIONS else places[0]
    of_set = of_kind[test.of_set] if test.of_set else matching.ALL
    return [_COUNTED[test.asked], of_set, *bounds]


def _candidates(
    book: RuleBook, flags: Array, places: Mapping[str, int]
) -> tuple[Array, Array]:
    """Return by principal diagnosis the rules that it does not rule out, in order.

    The last stand for a case without one.
    """
    fits = np.zeros((flags.shape[1] + 1, len(book.rules)), bool)
    for n, rule in enumerate(book.rules):
        for tests in rule.alternatives:
            fits[:, n] |= _fitting(tests, flags, places)
    where, candidates = np.nonzero(fits)
    counts = np.bincount(where, minlength=len(fits))
    return _starts(counts.tolist()), candidates.astype(np.int64)


def _fitting(
    tests: Iterable[Question], flags: Array, places: Mapping[str, int]
) -> Array:
    fitting = np.ones(flags.shape[1] + 1, bool)
    for test in tests:
        if test.asked == "主要诊断" and test.of_set and not test.negated:
            fitting[:-1] &= flags[places[test.of_set]]
            fitting[-1] = False
    return fitting


def failed_tests(rule: Rule, cases: Cases, book: RuleBook) -> list[list[str]]:
    """Say for each alternative of a rule which tests the first case fails."""
    return [
        [test.words for test in tests if not _alone(test, cases, book)]
        for tests in rule.alternatives
    ]


def _alone(test: Question, cases: Cases, book: RuleBook) -> bool:
    alone = RuleBook((Rule("", "", ((test,),)),), book.sets)
    return bool(alone.first(cases)[0] == 0)


def read_rules(
    rows: Iterable[Mapping[str, Any]], titles: Mapping[str, str], place: str
) -> tuple[Rule, ...]:
    """Return rules from rows of rule, alternative, asked, set, least, most, negated; in row order.

    Raises:
        FaultyEntry: a bound is no whole number.
    """
    by_rule: dict[str, dict[str, list[Question]]] = {}
    for row in rows:
        alternatives = by_rule.setdefault(row["rule"], {})
        alternatives.setdefault(row["alternative"] or "1", []).append(_test(row, place))
    return tuple(
        Rule(code, titles.get(code, ""), tuple(map(tuple, alternatives.values())))
        for code, alternatives in by_rule.items()
    )


def _test(row: Mapping[str, Any], place: str) -> Question:
    bounds = {}
    for name, default in (("least", 1), ("most", MOST)):
        text = row.get(name) or str(default)
        if not text.isdecimal():
            message = f"{place} 里 {row['rule']} 的 {name} 写的是“{text}”，应为不小于 0 的整数。请改正。"
            raise FaultyEntry(message)
        bounds[name] = int(text)
    negated = row.get("negated") in ("1", "是")
    return Question(
        row["asked"], row.get("set") or "", bounds["least"], bounds["most"], negated
    )
