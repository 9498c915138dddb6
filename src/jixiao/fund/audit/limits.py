"""Limits of rules with dates, a basis and who set them, in place of those on the pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from jixiao.entry import Number
from jixiao.errors import FaultyEntry, UnreadableFile, name_of, reason_of
from jixiao.fund.audit.declaration import Grade, Rule, library
from jixiao.fund.parameters import Standing
from jixiao.library import load_toml, refuse_unknown
from jixiao.period import Period

_WORDS = ("rule", "name", "value", "since", "until", "standing", "basis", "confirmed")
_NEEDED = ("rule", "name", "value", "since", "standing", "basis")


@dataclass(frozen=True, slots=True)
class DatedLimit:
    """The value of a rule's limit from `since` to `until`, both included; open where that is None."""

    rule: str
    name: str
    value: Number
    since: date
    until: date | None
    standing: Standing
    basis: str
    confirmed: bool = True

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def line(self) -> str:
        """The limit in one line, with who set it and what is in doubt."""
        doubt = "" if self.confirmed else "，未核对"
        return f"{self.rule} {self.name} = {self.value}（{self.standing}，{self.basis}{doubt}）"


@dataclass(frozen=True, slots=True)
class RuleSpan:
    """Days on which a rule's limits do not change: their values, and what a mark claims."""

    period: Period
    values: Mapping[str, Number]
    claim: Grade
    limits: Sequence[DatedLimit]


def spans(
    rule: Rule, limits: Sequence[DatedLimit], period: Period
) -> Iterator[RuleSpan]:
    """Part a period where a limit of the rule changes: the day of a row decides which one holds.

    A rule claims a verdict only on days when each of its limits is confirmed.
    """
    of_rule = [limit for limit in limits if limit.rule == rule.code]
    day = timedelta(days=1)
    changes = {limit.since for limit in of_rule}
    changes |= {limit.until + day for limit in of_rule if limit.until}
    inner = [each for each in changes if period.first < each <= period.last]
    starts = [period.first, *sorted(inner), period.last + day]
    for first, after in pairwise(starts):
        in_force = {limit.name: limit for limit in of_rule if limit.holds_on(first)}
        used = [in_force.get(name) or _of_page(rule, name) for name in rule.limits]
        is_sure = all(limit.confirmed for limit in used)
        yield RuleSpan(
            Period(first, after - day),
            {limit.name: limit.value for limit in used},
            rule.grade if is_sure else Grade.SUSPECTED,
            used,
        )


def _of_page(rule: Rule, name: str) -> DatedLimit:
    limit = rule.limits[name]
    return DatedLimit(
        rule.code,
        name,
        limit.value,
        date.min,
        None,
        Standing.SAMPLE,
        limit.basis,
        limit.confirmed,
    )


def read_limits_file(path: Path) -> tuple[DatedLimit, ...]:
    """Read a bureau's own limits: `[[limit]]` with rule, name, value, since, standing and basis.

    Raises:
        UnreadableFile: the file cannot be read.
        FaultyEntry: a word, a rule or a limit is not known, or two values hold on one day.
    """
    try:
        content = load_toml(path)
    except OSError as error:
        message = f"不能读取 {name_of(path)}：{reason_of(error)}。请检查文件名和权限。"
        raise UnreadableFile(message) from error
    refuse_unknown(path.name, content, ("limit",))
    limits = tuple(_limit(path.name, declared) for declared in content.get("limit", ()))
    for earlier, later in combinations(limits, 2):
        if _clash(earlier, later):
            message = (
                f"{path.name} 里 {earlier.rule} 的 {earlier.name} 有两个值在同一天有效："
                f"{earlier.value} 和 {later.value}。请用 since、until 使其前后相接。"
            )
            raise FaultyEntry(message)
    return limits


def _clash(earlier: DatedLimit, later: DatedLimit) -> bool:
    if (earlier.rule, earlier.name) != (later.rule, later.name):
        return False
    return earlier.holds_on(later.since) or later.holds_on(earlier.since)


def _limit(file: str, declared: Mapping[str, Any]) -> DatedLimit:
    place = f"{file} 的 {declared.get('rule', '[[limit]]')}"
    refuse_unknown(place, declared, _WORDS)
    if missing := [word for word in _NEEDED if word not in declared]:
        message = f"{place} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    refuse_unknown(f"{file} 的 rule", [declared["rule"]], library())
    refuse_unknown(place, [declared["name"]], library()[declared["rule"]].limits)
    wrong = [word for word in declared if not _is_a(word, declared[word])]
    if wrong:
        message = (
            f"{place} 的 {'、'.join(wrong)} 不对：value 写不小于 0 的数，since、until 写不加引号"
            f"的日期，standing 写 {'、'.join(Standing)} 之一，confirmed 写 true 或 false。请改正。"
        )
        raise FaultyEntry(message)
    return DatedLimit(
        declared["rule"],
        declared["name"],
        declared["value"],
        declared["since"],
        declared.get("until"),
        Standing(declared["standing"]),
        declared["basis"],
        declared.get("confirmed", True),
    )


def _is_a(word: str, value: object) -> bool:
    match word:
        case "value":
            is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
            return is_number and value >= 0  # type: ignore[operator]
        case "since" | "until":
            return type(value) is date
        case "standing":
            return value in [*Standing]
        case "confirmed":
            return isinstance(value, bool)
        case _:
            return isinstance(value, str)
