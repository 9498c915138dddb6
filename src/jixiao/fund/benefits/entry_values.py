"""What entries of policies say in common: words chosen, start lines, limits, values by code."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations
from typing import Any, TypeVar

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.entry import Caps
from jixiao.fund.benefits.values import UNLIMITED, Section
from jixiao.fund.benefits.year import NO_LIMIT

Table = Mapping[str, Any]
Value = TypeVar("Value")


def laid_over(
    where: str,
    entries: Table,
    name: str,
    words: Collection[str],
    seen: tuple[str, ...] = (),
) -> Section:
    """Return an entry laid over the one it is like."""
    section = Section.of(where.format(f'"{name}"'), entries[name], words)
    if "like" not in section.table:
        return section
    model = section.text("like")
    section.names("like", [n for n in entries if n not in (*seen, name)], [model])
    under = laid_over(where, entries, model, words, (*seen, name))
    differing = {key: value for key, value in section.table.items() if key != "like"}
    return Section(section.place, {**under.table, **differing})


def by_code_of(
    entry: Section,
    key: str,
    said: Mapping[str, Value],
    named: Mapping[str, Sequence[str]],
) -> dict[str, Value]:
    """Return what is said of names by their codes.

    Raises:
        FaultyEntry: two of the names hold one code, and differing things are said of them.
    """
    by_code: dict[str, Value] = {}
    for name, value in said.items():
        for code in named[name]:
            if by_code.setdefault(code, value) != value:
                others = "、".join(n for n in said if code in named[n])
                message = (
                    f"{entry.place} 的 {key} 里 {others} 都有代码 {code}，写的数不同，"
                    "不知道按哪一个。请让一个代码只在其中一个名称里，或写成同一个数。"
                )
                raise FaultyEntry(message)
    return by_code


def chosen(
    entry: Section, key: str, known: Sequence[str], default: str | None = None
) -> str:
    """Return one of some words; the first of them, or the default, where nothing is said."""
    value = entry.table.get(key, default or known[0])
    if value not in known:
        entry.refuse(key, value, "、".join(known) + " 之一")
    return str(value)


def line_reader(entry: Section) -> Callable[[str, object], tuple[int, ...]]:
    """Return a reader of the start lines of one visit after another."""

    def read(key: str, value: object) -> tuple[int, ...]:
        lines = value if isinstance(value, list) else [value]
        if not lines:
            entry.refuse(key, value, "一列元数，如 [700, 350]；没有起付线写 [0]")
        return tuple(entry.amount(key, line) for line in lines)

    return read


def caps_of(entry: Section) -> Caps:
    """Return the most that an entry pays in a time."""
    said = {
        key: entry.limit(key, entry.table[key])
        for key in ("day_cap", "month_cap", "quarter_cap", "cap")
        if key in entry.table
    }
    for (shorter, less), (longer, more) in combinations(said.items(), 2):
        if less > more:
            message = (
                f"{entry.place} 的 {shorter} 大于 {longer}，永远用不到。"
                f'请核对两个数是否写反；没有这项限额的，写 {shorter} = "{UNLIMITED}" 或不写。'
            )
            if less < NO_LIMIT:
                raise FaultyEntry(message)
    within = entry.table.get("within", {})
    return Caps(
        year=said.get("cap", NO_LIMIT),
        quarter=_unless_unlimited(said.get("quarter_cap")),
        month=_unless_unlimited(said.get("month_cap")),
        day=_unless_unlimited(said.get("day_cap")),
        within=entry.choices("within", within, entry.amount),
    )


def _unless_unlimited(limit: int | None) -> int | None:
    return None if limit == NO_LIMIT else limit


def case_cap_of(entry: Section) -> int:
    """Return the most that an entry pays of one case."""
    if "case_cap" not in entry.table:
        return NO_LIMIT
    return entry.limit("case_cap", entry.table["case_cap"])
