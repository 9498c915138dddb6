"""A hospital's statement: its lines by kind of group and deviation, which its own rows reproduce."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.case_points import Deviation, price_cases
from jixiao.fund.payment.county_records import records_of
from jixiao.fund.payment.retention import (
    GROUP,
    HOSPITAL,
    Quota,
    group_quotas,
    retention_of,
)
from jixiao.fund.payment.year_settlement import worth_of
from jixiao.fund.store.engine import Engine

_MILLION = 1_000_000
NO_GROUP = "未入组"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """Cases of one kind of group and one deviation: how many, their cost in fen, their points."""

    kind: str
    deviation: Deviation
    cases: int
    cost: int
    points: int


@dataclass(frozen=True, slots=True)
class HospitalStatement:
    """A hospital's year: `cleared` as it was kept, its lines, its cases' rows, its months."""

    cleared: Mapping[str, Any]
    lines: tuple[StatementLine, ...]
    rows: Sequence[Mapping[str, Any]]
    months: Sequence[Mapping[str, Any]]

    @property
    def exact_share(self) -> Fraction:
        """Points × point value × the fund's share of costs, in fen, before the last fen is given.

        Points that are fixed count by the budget's value.
        """
        ratio = Fraction(self.cleared["ratio"])
        floating = int(self.cleared["points"]) - self.fixed_points
        yuan = floating * Fraction(self.cleared["point_value"])
        yuan += self.fixed_points * self.fixed_value
        return yuan / _MILLION * ratio * 100

    @property
    def fixed_points(self) -> int:
        """The points, in millionths, that are paid at the budget's value."""
        return int(self.cleared.get("fixed_points") or 0)

    @property
    def fixed_value(self) -> Fraction:
        """The budget's value, in yuan a point."""
        return Fraction(self.cleared["budget_point_value"], _MILLION)

    @property
    def shared(self) -> int:
        """The share once surpluses were kept and overspends borne, in fen."""
        kept = self.cleared.get("shared")
        return int(self.cleared["share"] if kept is None else kept)


def state(engine: Engine, code: str, year: int) -> HospitalStatement:
    """Return the statement of a hospital's year from what a settlement kept.

    Raises:
        NotLoaded: no year was settled yet.
        JixiaoError: that year was not, or there is no such hospital in it.
    """
    records = records_of(engine)
    cleared = _rows(engine, records.record("dip_cleared"), code, year)
    if not cleared:
        message = f"{year} 年的清算里没有机构 {code}。请检查编号，或先用 jixiao dip settle 清算 {year} 年。"
        raise JixiaoError(message)
    rows = _rows(engine, records.record("dip_priced"), code, year)
    months = _rows(engine, records.record("dip_months"), code, year)
    rows.sort(key=lambda row: (row["month"], row["setl_id"]))
    months.sort(key=lambda row: row["month"])
    return HospitalStatement(cleared[0], lines_of(rows), rows, months)


def _rows(engine: Engine, table: Any, code: str, year: int) -> list[dict[str, Any]]:
    chosen = table.filter(table.fixmedins_code == code, table.year == year)
    return list(engine.fetch(chosen).to_pylist())


def lines_of(rows: Sequence[Mapping[str, Any]]) -> tuple[StatementLine, ...]:
    """Add up a hospital's cases by kind of group and deviation."""
    kinds: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for row in rows:
        key = (row["kind"] or NO_GROUP, int(row["deviation"]))
        kinds.setdefault(key, []).append(row)
    return tuple(
        StatementLine(
            kind,
            Deviation(deviation),
            len(of_kind),
            sum(row["medfee_sumamt"] for row in of_kind),
            sum(row["case_points"] for row in of_kind),
        )
        for (kind, deviation), of_kind in sorted(kinds.items())
    )


def unlike(statement: HospitalStatement, terms: Terms) -> list[str]:
    """Calculate a statement again from its own rows, and say what does not come out as printed."""
    rows = statement.rows
    point_value = statement.cleared["budget_point_value"]
    again = price_cases(
        terms,
        point_value,
        [row["points"] for row in rows],
        [row["coefficient"] for row in rows],
        [row["auxiliary"] for row in rows],
        [row["medfee_sumamt"] for row in rows],
    )
    points = again.points + np.array([row["added"] * 100 for row in rows], np.int64)
    for place, row in enumerate(rows):
        if row["special"]:
            points[place] = worth_of(row["medfee_sumamt"], point_value)
    wrong = [
        f"病例 {row['setl_id']}：印的是 {row['case_points']}，重算是 {int(points)}"
        for row, points in zip(rows, points.tolist(), strict=True)
        if row["case_points"] != points
    ]
    cleared = statement.cleared
    total = int(points.sum())
    if cleared["points"] != total:
        wrong.append(f"分值合计：印的是 {cleared['points']}，重算是 {total}")
    if abs(cleared["share"] - statement.exact_share) >= 1:
        wrong.append(
            f"应得基金：印的是 {cleared['share']} 分，重算是 {float(statement.exact_share):.4f} 分"
        )
    wrong += _wrongly_shared(statement, terms)
    judged = rounded(statement.shared * Fraction(cleared["assessment"]))
    if cleared["assessed"] != judged:
        wrong.append(f"考核后：印的是 {cleared['assessed']} 分，重算是 {judged} 分")
    if cleared["due"] != cleared["assessed"] - cleared["deducted"] - cleared["paid"]:
        wrong.append("应付不等于考核后减扣款减已付")
    return wrong


def _wrongly_shared(statement: HospitalStatement, terms: Terms) -> list[str]:
    """Say where surpluses and overspends do not come out; those of the whole pool need all hospitals."""
    rule = retention_of(terms)
    if rule is None:
        again = statement.cleared["share"]
    elif rule.level == HOSPITAL:
        again = rule.settled(_quota(statement))
    elif rule.level == GROUP:
        again = sum(map(rule.settled, _groups(statement)))
    else:
        return []
    if again == statement.shared:
        return []
    return [f"结余留用、超支分担以后：印的是 {statement.shared} 分，重算是 {again} 分"]


def _quota(statement: HospitalStatement) -> Quota:
    return Quota(statement.cleared["share"], statement.cleared["booked"])


def _groups(statement: HospitalStatement) -> list[Quota]:
    """Return the quotas of a hospital's groups from its rows, in the order in which they are kept."""
    value, fixed_value = (
        Fraction(statement.cleared["point_value"]),
        statement.fixed_value,
    )
    sums: dict[str | None, list[int]] = {}
    for row in statement.rows:
        of_group = sums.setdefault(row["dip_group"], [0, 0, 0])
        fixed = row.get("fixed_points") or 0
        of_group[0] += row["case_points"] - fixed
        of_group[1] += fixed
        of_group[2] += row["booked"]
    below = value.denominator * fixed_value.denominator
    ordered = sorted(sums.items(), key=lambda pair: pair[0] or "")
    worths = [
        int((n * value + of_group * fixed_value) * below)
        for _, (n, of_group, _) in ordered
    ]
    booked = [each for _, (_, _, each) in ordered]
    return group_quotas(statement.cleared["share"], worths, booked)
