"""Entries of a policy that can never pay, refused: what is written and never holds is a slip."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from itertools import combinations

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.entry import BasicEntry, Conditions, LayerEntry
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.words import ABOVE_LIMIT, BASES
from jixiao.fund.benefits.year import NO_LIMIT

Entry = BasicEntry | LayerEntry


def refuse_unreachable(policy: Policy, written: Mapping[str, Collection[str]]) -> None:
    """Refuse entries that never pay.

    `written` gives for `basic` and `layers` the names of the entries that the file itself writes:
    what it replaces of the file it extends is no slip.

    Raises:
        FaultyEntry: an entry stands before one that is for all its cases, or a layer pays what lies
            above a limit that there is not.
    """
    codes = _hospitals(policy)
    sections: dict[str, Sequence[Entry]] = {
        "basic": [*policy.basic.values()],
        "layers": [*policy.layers.values()],
    }
    for section, entries in sections.items():
        for earlier, later in combinations(entries, 2):
            is_written = earlier.name in written[section]
            if is_written and _covers(later, earlier, codes):
                message = (
                    f'{policy.code}.toml 的 [{section}."{earlier.name}"] 用不到：后面的'
                    f"“{later.name}”适用的情形把它全包括在内，后写的为准。"
                    f"请把“{earlier.name}”移到“{later.name}”之后，或写明各自给谁。"
                )
                raise FaultyEntry(message)
    _refuse_above_no_limit(policy)


def _hospitals(policy: Policy) -> dict[str, set[str]]:
    """Return the codes of hospitals (hosp_lv) that each name of a level is for."""
    codes: dict[str, set[str]] = {}
    for code, names in policy.levels.items():
        for name in names:
            codes.setdefault(name, set()).add(code)
    return codes


def _covers(later: Entry, earlier: Entry, codes: Mapping[str, set[str]]) -> bool:
    """Whether a later entry is for all the cases of an earlier one, and holds before it."""
    if isinstance(later, BasicEntry):
        is_of_disease = earlier.conditions.dise_no is not None
        if is_of_disease != (later.conditions.dise_no is not None):
            return False
    elif later.code != getattr(earlier, "code", None):
        return False
    return all(
        _holds_all(
            _cases(later.conditions, condition.name, codes),
            _cases(earlier.conditions, condition.name, codes),
        )
        for condition in fields(Conditions)
    )


def _cases(
    conditions: Conditions, name: str, codes: Mapping[str, set[str]]
) -> Collection[str] | Sequence[int] | None:
    """Return the values that a condition is for, levels as the codes of their hospitals; None for all."""
    values: Collection[str] | Sequence[int] | None = getattr(conditions, name)
    if name != "levels" or values is None:
        return values
    return {code for level in values for code in codes.get(str(level), ())}


def _holds_all(
    later: Collection[str] | Sequence[int] | None,
    earlier: Collection[str] | Sequence[int] | None,
) -> bool:
    return later is None or (earlier is not None and set(earlier) <= set(later))


def _refuse_above_no_limit(policy: Policy) -> None:
    """Refuse a layer that pays what lies above the basic limit where no entry has one."""
    for layer in policy.layers.values():
        if BASES[layer.base] != ABOVE_LIMIT:
            continue
        insured = layer.conditions.insutype
        has_limit = any(
            entry.caps.year < NO_LIMIT or entry.caps.within
            for entry in policy.basic.values()
            if _share_a_code(insured, entry.conditions.insutype)
        )
        if not has_limit:
            message = (
                f'{policy.code}.toml 的 [layers."{layer.name}"] 的 base 写的是{ABOVE_LIMIT}，'
                "而这些险种的 [basic] 条目都没有写年度限额 cap，这一层永远不付。"
                "请给基本医保的条目写 cap，或改 base。"
            )
            raise FaultyEntry(message)


def _share_a_code(
    insured: frozenset[str] | None, others: frozenset[str] | None
) -> bool:
    return insured is None or others is None or not insured.isdisjoint(others)
