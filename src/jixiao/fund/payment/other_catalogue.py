"""What if another folder's catalogue paid a year: cases in its groups, at its points and point value."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.county import Priceable, cases_worth, historical_point_value
from jixiao.fund.payment.kept_points import GroupsWorth, kept_points
from jixiao.fund.payment.what_if import Regrouped
from jixiao.fund.store.engine import Engine


@dataclass(frozen=True, slots=True)
class OtherWorth:
    """What another folder's groups are worth, and the point value of its history (millionths)."""

    groups: GroupsWorth
    point_value: int


def read_worth(engine: Engine, start: Priceable, terms: Terms) -> OtherWorth:
    """Read what another folder's groups are worth; hospitals count by the accounts of `start`.

    Raises:
        NotLoaded: that folder has no catalogue, or its groups have no points.
    """
    worth = kept_points(engine)
    value = historical_point_value(engine, worth, start.rules.accounts, terms)
    return OtherWorth(worth, value)


def regrouped(
    engine: Engine,
    start: Priceable,
    groups: Mapping[str, str | None],
    worth: OtherWorth,
    terms: Terms,
) -> Regrouped:
    """Return the cases of `start` in other groups, given by key, and at what those are worth."""
    keys = start.rows["setl_id"].to_pylist()
    codes = pa.array([groups.get(key) for key in keys], pa.string())
    place = start.rows.column_names.index("dip_group")
    rows = start.rows.set_column(place, "dip_group", codes)
    cases, doubts = cases_worth(engine, rows, worth.groups, terms)
    if unread := sum(key not in groups for key in keys):
        doubt = f"{unread} 例入组以后结算记录改了，按没有入组算。请先重新入组。"
        doubts = (*doubts, doubt)
    points, alike = worth.groups.points, worth.groups.alike
    return Regrouped(cases, points, alike, worth.point_value, doubts)
