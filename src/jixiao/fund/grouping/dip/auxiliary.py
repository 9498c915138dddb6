"""What a case is besides its group: CCI, severity, age, days in intensive care, new technology.

Each kind gives a case at most one type; which of them count for a group its costs decide, when it is
paid. The lists of codes are the user's, in the folder of rules: `cci.csv`, `severity.csv`,
`additions.csv`, and `given.csv` for groups of rules whose points are not calculated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from jixiao.errors import FaultyEntry
from jixiao.fund.grouping.cases import (
    AGE,
    AGE_DAYS,
    DAYS,
    ICU_DAYS,
    UNKNOWN,
    WAY,
    Array,
    CaseCodes,
    Cases,
)
from jixiao.fund.grouping.scheme_files import read_table
from jixiao.fund.parameters import Terms
from jixiao.fund.parameters.typed import scaled

KEYS = ("dip.severe_days",)
SEPARATOR = "|"
DIED = 5
"""How a stay ended, by the code of the list: with death."""
_MALIGNANT, _OTHER = "恶性肿瘤", "其他"
_CCI = ((5, "CCI≥5"), (3, "CCI3-4"), (1, "CCI1-2"))
_AGES = ((0, 0, "不满29天"), (1, 6, "1-6岁"), (7, 17, "7-17岁"), (65, 200, "65岁以上"))
_ICU = ((31, "重症监护31天以上"), (15, "重症监护15-30天"), (8, "重症监护8-14天"), (2, "重症监护2-7天"))  # fmt: skip
_NEWBORN_DAYS = 28
_PERS = ("例", "天")


@dataclass(frozen=True, slots=True)
class GivenGroup:
    """A group whose points are given, not calculated: of a rule, in ten-thousandths, a case or a day."""

    code: str
    kind: str
    points: int
    per_day: bool


@dataclass(frozen=True, slots=True)
class Severity:
    """A level of severity: of malignant or other principal diagnoses, by beginnings of other diagnoses."""

    of: str
    level: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class AuxiliaryLists:
    """The user's lists: weights of CCI and points of additions by beginnings of codes, the others in order."""

    cci: Mapping[str, int] = field(default_factory=dict)
    severities: Sequence[Severity] = ()
    additions: Mapping[str, int] = field(default_factory=dict)
    given: Sequence[GivenGroup] = ()

    @property
    def gaps(self) -> list[str]:
        """What could not be looked at for want of a list."""
        missing = []
        if not self.cci:
            missing.append("没有 CCI 编码表（规则文件夹的 cci.csv），没有按 CCI 分型。")
        if not self.severities:
            missing.append(
                "没有严重程度编码表（severity.csv），只看死亡和恶性肿瘤的高费用。"
            )
        return missing


def read_auxiliary(folder: Path) -> AuxiliaryLists:
    """Read the lists of a folder; one that is not there is empty.

    Raises:
        FaultyEntry: a number is none, or a word is not known.
    """
    cci = read_table(folder / "cci.csv", ("code", "weight"), needed=False)
    added = read_table(folder / "additions.csv", ("code", "kind", "points"), needed=False)  # fmt: skip
    given = read_table(folder / "given.csv", ("rule", "kind", "points", "per"), needed=False)  # fmt: skip
    return AuxiliaryLists(
        {row["code"]: _whole("cci.csv", row["weight"]) for row in cci},
        _severities(folder),
        {r["code"]: scaled("additions.csv 的 points", r["points"], 4) for r in added},
        [_given(row) for row in given],
    )


def _whole(name: str, text: str) -> int:
    if not text.isdecimal() or not int(text):
        message = f"{name} 里的“{text}”应为正整数。请改正。"
        raise FaultyEntry(message)
    return int(text)


def _severities(folder: Path) -> list[Severity]:
    rows = read_table(folder / "severity.csv", ("of", "level", "code"), needed=False)
    codes: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["of"] not in (_MALIGNANT, _OTHER):
            message = f"severity.csv 的 of 写的是“{row['of']}”，应为 {_MALIGNANT} 或 {_OTHER}。请改正。"
            raise FaultyEntry(message)
        codes.setdefault((row["of"], row["level"]), set()).add(row["code"])
    return [Severity(*key, frozenset(listed)) for key, listed in codes.items()]


def _given(row: Mapping[str, str]) -> GivenGroup:
    if row["per"] not in _PERS:
        message = f"given.csv 的 per 写的是“{row['per']}”，应为 例 或 天。请改正。"
        raise FaultyEntry(message)
    points = scaled(f"given.csv 里 {row['rule']} 的 points", row["points"], 4)
    return GivenGroup(row["rule"], row["kind"], points, row["per"] == "天")


def types_of(
    cases: Cases, lists: AuxiliaryLists, terms: Terms, dear: Array
) -> pa.Array:
    """Return the types of each case as one text, kind after kind; '' for a case of none.

    `dear` are the types of high cost, which go before the severity that diagnoses tell.
    """
    kinds = [
        _by_cci(cases, lists),
        _by_severity(cases, lists, terms.count("dip.severe_days"), dear),
        _by_age(cases),
        _by_icu(cases),
    ]
    texts = ["" for _ in range(len(cases))]
    for kind in kinds:
        for place in np.flatnonzero(kind != "").tolist():
            texts[place] += (SEPARATOR if texts[place] else "") + str(kind[place])
    return pa.array(texts, pa.string())


def additions_of(cases: Cases, lists: AuxiliaryLists) -> Array:
    """Return what new technology adds to each case, in ten-thousandths of a point."""
    return _sums(cases.operations, lists.additions, 0)


def _by_cci(cases: Cases, lists: AuxiliaryLists) -> Array:
    """Add up the weights of the other diagnoses: the principal one never counts."""
    index = _sums(cases.diagnoses, lists.cci, 1)
    named = _nothing(cases)
    for least, name in reversed(_CCI):
        named[index >= least] = name
    return named


def _by_severity(
    cases: Cases, lists: AuxiliaryLists, least_days: int, dear: Array
) -> Array:
    principal = cases.diagnoses.main
    letters = np.array([name[:1] == "C" for name in cases.diagnoses.names] or [False])
    malignant = letters[principal] & (principal != UNKNOWN)
    long_enough = cases.numbers[:, DAYS] >= least_days
    named = _nothing(cases)
    for each in reversed(lists.severities):
        among = malignant if each.of == _MALIGNANT else ~malignant
        has = _sums(cases.diagnoses, dict.fromkeys(each.codes, 1), 1) > 0
        named[among & has & long_enough] = each.level
    named = np.where(dear != "", dear, named)
    named[cases.numbers[:, WAY] == DIED] = "死亡"
    return named


def _by_age(cases: Cases) -> Array:
    age, days = cases.numbers[:, AGE], cases.numbers[:, AGE_DAYS]
    named = _nothing(cases)
    for youngest, oldest, name in _AGES[1:]:
        named[(age >= youngest) & (age <= oldest)] = name
    infant = (days != UNKNOWN) & (age == 0)
    named[infant & (days > _NEWBORN_DAYS)] = "29天到1岁"
    named[infant & (days <= _NEWBORN_DAYS)] = _AGES[0][2]
    return named


def _by_icu(cases: Cases) -> Array:
    named = _nothing(cases)
    for least, name in reversed(_ICU):
        named[cases.numbers[:, ICU_DAYS] >= least] = name
    return named


def _nothing(cases: Cases) -> Array:
    return np.full(len(cases), "", dtype=object)


def _sums(codes: CaseCodes, weights: Mapping[str, int], skipped: int) -> Array:
    """Add up weights of each case's codes by their beginnings, without the first `skipped` of them."""
    lengths = sorted({len(code) for code in weights}, reverse=True)
    of_code = np.array([_weight(name, weights, lengths) for name in codes.names] or [0])
    counts = codes.counts
    owners = np.repeat(np.arange(len(counts)), counts)
    inside = np.arange(len(owners)) - np.repeat(codes.starts[:-1], counts)
    kept = inside >= skipped
    sums = np.zeros(len(counts), np.int64)
    np.add.at(sums, owners[kept], of_code[codes.codes[kept]])
    return sums


def _weight(code: str, weights: Mapping[str, int], lengths: Sequence[int]) -> int:
    """Return the weight of the longest beginning of a code that has one; 0 for none."""
    return next((weights[code[:n]] for n in lengths if code[:n] in weights), 0)
