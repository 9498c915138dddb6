"""Whom it concerns: what was paid and what is paid again, by identity, age, hospital and care."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
from ibis import ir

from jixiao.fund.benefits.policy import Policies
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import codes

DIMENSIONS: Mapping[str, str] = {
    "identity_name": "救助身份", "age_band": "年龄", "level": "医院等级", "care": "医疗类别",
}  # fmt: skip
_AGES = ((75, "75 岁以上"), (60, "60–74 岁"), (45, "45–59 岁"), (18, "18–44 岁"), (6, "6–17 岁"),
         (0, "0–5 岁"))  # fmt: skip
_COUNTS = ("claims", "persons", "changed", "paid", "again")
_UNKNOWN, _OTHER = "年龄不详", "其他"
_NO_LEVEL = "等级不详"
_NONE, _FOREIGN = "没有救助身份", "政策里没有的身份"


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of one kind: how many, of how many persons, how many changed; amounts in fen."""

    dimension: str
    name: str
    claims: int
    persons: int
    changed: int
    paid: int
    again: int


def with_groups(records: Records, settled: ir.Table, policies: Policies) -> ir.Table:
    """Add the columns that DIMENSIONS names."""
    meanings = codes()["med_type"]
    settled = _with_age(settled, records.record_if_loaded("births"))
    identity = settled.psn_idet_type.fill_null("")
    return settled.mutate(
        identity_name=identity.cases(
            ("", _NONE), *identity_names(policies).items(), else_=_FOREIGN
        ),
        level=settled.hosp_lv.cases(*level_names(policies).items(), else_=_NO_LEVEL),
        care=settled.med_type.cases(*meanings.items(), else_=_OTHER),
    )


def identity_names(policies: Policies) -> dict[str, str]:
    """The name of each identity's code, in the order of the policies."""
    return {code: name for p in policies for code, name in p.identity_names.items()}


def level_names(policies: Policies) -> dict[str, str]:
    """The level of each hosp_lv, the finest that the policies name."""
    return {code: names[0] for p in policies for code, names in p.levels.items()}


def _with_age(settled: ir.Table, births: ir.Table | None) -> ir.Table:
    """Add the band of the person's age on the day of each claim."""
    if births is None:
        return settled.mutate(age_band=ibis.literal(_UNKNOWN))
    settled = settled.left_join(births, "psn_no", rname="{name}_born")
    age = (_digits(settled.setl_time) - _digits(settled.brdy)) // 10_000
    bands = ((age >= low, band) for low, band in _AGES)
    band = ibis.cases((age.isnull() | (age < 0), _UNKNOWN), *bands, else_=_UNKNOWN)
    return settled.mutate(age_band=band)


def _digits(day: ir.DateValue) -> ir.IntegerValue:
    """A day as 20240229: differences divided by ten thousand are full years."""
    return day.year() * 10_000 + day.month() * 100 + day.day()


def group_claims(
    engine: Engine, resettled: ir.Table, policies: Policies
) -> Iterator[Group]:
    """Count by each dimension, in an order a reader expects."""
    orders = {
        "identity_name": [
            *dict.fromkeys(identity_names(policies).values()),
            _FOREIGN,
            _NONE,
        ],
        "age_band": [*(band for _, band in reversed(_AGES)), _UNKNOWN],
        "level": [*dict.fromkeys(level_names(policies).values()), _NO_LEVEL],
        "care": [*dict.fromkeys((*codes()["med_type"].values(), _OTHER))],
    }
    for dimension in DIMENSIONS:
        order = orders[dimension]
        groups = engine.fetch(_counted(resettled, dimension)).to_pylist()
        for group in sorted(groups, key=lambda row: order.index(row["name"])):
            name, *numbers = group.values()
            yield Group(dimension, name, *map(int, numbers))


def _counted(resettled: ir.Table, dimension: str) -> ir.Table:
    return resettled.group_by(name=resettled[dimension]).aggregate(
        claims=resettled.count(),
        persons=resettled.psn_no.nunique(),
        changed=resettled.differs.sum(),
        paid=resettled.paid_fund.sum(),
        again=resettled.fund_pay_sumamt.sum(),
    )


def folded(groups: Sequence[Group], fewest: int) -> tuple[list[Group], Group | None]:
    """Part the groups that may be shown alone from one that joins those of too few persons.

    A group that is too small would follow from the totals if it were left out alone, so that the
    next smallest joins it. Of the joint group `persons` is what it has at most: the sum.
    """
    by_size = sorted(groups, key=lambda group: group.persons)
    small = [group for group in by_size if group.persons < fewest]
    if not small:
        return list(groups), None
    joined = by_size[: len(small) + 1]
    alone = [group for group in groups if group not in joined]
    names = "、".join(group.name for group in groups if group in joined)
    sums = (sum(getattr(group, name) for group in joined) for name in _COUNTS)
    return alone, Group(groups[0].dimension, names, *sums)
