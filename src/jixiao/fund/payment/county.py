"""Paying a county's hospitals from what was grouped: a year's cases with their worth and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment import case_points, clearing, fixed_part, monthly
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.auxiliary import chosen_types
from jixiao.fund.payment.case_points import Array
from jixiao.fund.payment.cost_structure import kept_structure
from jixiao.fund.payment.county_records import UNKNOWN_LEVEL, level_of, records_of
from jixiao.fund.payment.keeping import whole_numbers
from jixiao.fund.payment.kept_points import GroupsWorth, kept_points
from jixiao.fund.payment.point_value import budget_point_value
from jixiao.fund.payment.year_cases import TENTHS, UNKNOWN, YearCases
from jixiao.fund.payment.year_settlement import HospitalAccount, YearRules
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

KEYS = (
    "dip.pool_payer", "dip.level_coefficients", "dip.year_weights", *case_points.KEYS,
    *monthly.KEYS, *clearing.KEYS, "dip.special_cap", "dip.special_from",
)  # fmt: skip
"""The parameters that settle every year; `keys_of` adds those of what was chosen."""


def keys_of(terms: Terms) -> tuple[str, ...]:
    """Return the parameters that settle a year."""
    return tuple(dict.fromkeys((*KEYS, *clearing.keys_of(terms))))


PAYERS = {"统筹基金": "hifp_pay", "基金支付合计": "fund_pay_sumamt"}
"""What the fund of a year is, and the column of what it was booked to pay."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Priceable:
    """What a year's settlement starts from: its cases, its rules, kinds of groups, what is in doubt."""

    cases: YearCases
    rules: YearRules
    rows: pa.Table
    doubts: tuple[str, ...]


def priceable(
    engine: Engine, year: int, terms: Terms, fund: int | None, point_value: int | None
) -> Priceable:
    """Read a grouped year with its points and accounts.

    `fund` (fen) and `point_value` (millionths of a yuan) are taken from the bureau's table and from
    history where they are not given.

    Raises:
        NotLoaded: the year was not grouped, or groups have no points yet.
        JixiaoError: nobody says what the fund is.
    """
    records = records_of(engine)
    kept = records.record("dip_cases")
    rows = engine.fetch(kept.filter(kept.year == year)).sort_by("setl_id")
    if not rows.num_rows:
        message = (
            f"{year} 年没有入组的病例。请先用 jixiao dip group 给 {year} 年的病例入组。"
        )
        raise JixiaoError(message)
    worth = kept_points(engine)
    cases, typing_doubts = cases_worth(engine, rows, worth, terms)
    accounts, doubts = _accounts(engine, records, rows, year, terms)
    value = point_value or historical_point_value(engine, worth, accounts, terms)
    whole = fund if fund is not None else fund_of(engine, records, year)
    structure = kept_structure(engine)
    rules = YearRules(
        terms, worth.points, accounts, value, whole, worth.alike, structure
    )
    fixing_doubts = fixed_part.doubts_of(cases, structure, terms)
    return Priceable(cases, rules, rows, (*doubts, *typing_doubts, *fixing_doubts))


def cases_worth(
    engine: Engine, rows: pa.Table, worth: GroupsWorth, terms: Terms
) -> tuple[YearCases, tuple[str, ...]]:
    """Return grouped rows as cases, typed by what their groups are worth, and what is in doubt."""
    cases = year_cases(rows, PAYERS[terms.choice("dip.pool_payer")])
    cases, doubts = _typed(engine, cases, rows, worth)
    return cases, (*doubts, *_without_points(cases, worth.points))


def _typed(
    engine: Engine, cases: YearCases, rows: pa.Table, worth: GroupsWorth
) -> tuple[YearCases, list[str]]:
    """Give cases the types they are paid by, what new technology adds, and days where they count."""
    groups = rows["dip_group"].combine_chunks()
    units = None
    doubts = []
    if worth.per_day:
        by_day = np.array([code in worth.per_day for code in groups.to_pylist()])
        days = whole_numbers(rows["days"].fill_null(0))
        units = np.where(by_day, days, 1)
        if unknown := int((by_day & (days <= 0)).sum()):
            doubts.append(f"{unknown} 例床日病例没有住院天数，按 0 天算。")
    if worth.types is None or "types" not in rows.column_names:
        doubts.append("没有辅助目录的分型（旧版本留下的入组或分值），没有按它调整。")
        return replace(cases, units=units), doubts
    chosen = chosen_types(groups, rows["types"].combine_chunks(), worth.types)
    added = whole_numbers(rows["added"].fill_null(0))
    return replace(
        cases,
        types=chosen.types,
        auxiliary=chosen.factors,
        added=added if added.any() else None,
        units=units,
        by_cost=_by_cost(engine, rows),
        marked=rows["types"].to_pylist(),
    ), doubts


def _by_cost(engine: Engine, rows: pa.Table) -> Array | None:
    """Flag the cases that passed a special review; none where none did."""
    kept = records_of(engine).record_if_loaded("dip_special")
    passed = [] if kept is None else engine.fetch(kept)["setl_id"].to_pylist()
    if not passed:
        return None
    flags = pc.is_in(rows["setl_id"], value_set=pa.array(passed, pa.string()))
    return np.asarray(flags.to_numpy())


def _without_points(cases: YearCases, points: Mapping[str, int]) -> list[str]:
    missing = [code for code in cases.group_codes if code not in points]
    if not missing:
        return []
    return [
        f"{len(missing)} 个病种有病例而没有分值，按没有入组算：{'、'.join(missing[:10])}。"
    ]


def year_cases(rows: pa.Table, payer: str) -> YearCases:
    """Return grouped rows as arrays; `payer` is the column of what the fund was booked to pay."""
    hospitals = rows["fixmedins_code"].combine_chunks().dictionary_encode()
    groups = rows["dip_group"].combine_chunks().dictionary_encode()
    return YearCases(
        rows["setl_id"].to_pylist(),
        hospitals.dictionary.to_pylist(),
        whole_numbers(hospitals.indices),
        groups.dictionary.to_pylist(),
        whole_numbers(groups.indices.fill_null(UNKNOWN)),
        whole_numbers(rows["medfee_sumamt"]),
        whole_numbers(rows[payer].fill_null(0)),
        whole_numbers(pc.month(rows["setl_time"])),
    )


def _accounts(
    engine: Engine, records: Records, rows: pa.Table, year: int, terms: Terms
) -> tuple[dict[str, HospitalAccount], list[str]]:
    """Return the hospitals' accounts; those that the bureau says nothing of go by their level."""
    levels = dict(
        zip(
            rows["fixmedins_code"].to_pylist(), rows["hosp_lv"].to_pylist(), strict=True
        )
    )
    by_level = terms.factors("dip.level_coefficients")
    kept = records.record_if_loaded("dip_accounts")
    listed = [] if kept is None else engine.fetch(kept).to_pylist()
    stated = {row["fixmedins_code"]: row for row in listed if row["pay_year"] == year}
    doubts = []
    if unstated := sorted(code for code in levels if code not in stated):
        doubts.append(
            f"{len(unstated)} 家机构没有 {year} 年的台账（DIP_ACCOUNT）：系数按等级，考核系数按 1，"
            "扣款和已付按 0。"
        )
    if unknown := sorted(c for c in unstated if level_of(levels[c]) == UNKNOWN_LEVEL):
        doubts.append(f"其中 {len(unknown)} 家等级不详：{'、'.join(unknown[:10])}。")
    accounts = {
        code: _account(stated.get(code), by_level[level_of(level)])
        for code, level in levels.items()
    }
    return accounts, doubts


def _account(row: Mapping[str, Any] | None, by_level: Fraction) -> HospitalAccount:
    if row is None:
        return HospitalAccount(rounded(by_level * TENTHS))
    stated: Decimal | None = row["coefficient"]
    coefficient = by_level if stated is None else Fraction(stated)
    judged = row["assessment"]
    return HospitalAccount(
        rounded(coefficient * TENTHS),
        Fraction(1) if judged is None else Fraction(judged),
        row["deduction"] or 0,
        row["paid"] or 0,
    )


def fund_of(engine: Engine, records: Records, year: int) -> int:
    """Return the fund of a year that the bureau's table states, in fen.

    Raises:
        JixiaoError: it states none.
    """
    kept = records.record_if_loaded("dip_funds")
    rows = [] if kept is None else engine.fetch(kept).to_pylist()
    for row in rows:
        if row["pay_year"] == year:
            return int(row["fund_amt"])
    message = f"没有 {year} 年可用于病种付费的基金。请用 --fund 写明元数，或收病种付费年度基金表（DIP_FUND）。"
    raise JixiaoError(message)


def historical_point_value(
    engine: Engine,
    worth: GroupsWorth,
    accounts: Mapping[str, HospitalAccount],
    terms: Terms,
) -> int:
    """Return the budget's point value from the cases of the catalogue whose costs count.

    Their points are the group's times the hospital's coefficient, without deviation: what deviates
    is known only once there is a point value.
    """
    history = records_of(engine).record("dip_history")
    counted = history.filter(history.counted, history.dip_group.notnull())
    summed = engine.fetch(
        counted.group_by("year", "dip_group", "fixmedins_code", "hosp_lv").aggregate(
            cases=counted.count(), cost=counted.medfee_sumamt.sum().cast("int64")
        )
    ).to_pylist()
    by_level = terms.factors("dip.level_coefficients")
    costs: dict[int, int] = {}
    total: dict[int, int] = {}
    for row in summed:
        account = accounts.get(row["fixmedins_code"])
        of_hospital = (
            account.coefficient
            if account
            else rounded(by_level[level_of(row["hosp_lv"])] * TENTHS)
        )
        coefficient = TENTHS if row["dip_group"] in worth.alike else of_hospital
        year = row["year"]
        costs[year] = costs.get(year, 0) + row["cost"]
        own_points = worth.points.get(row["dip_group"], 0)
        points_here = own_points * coefficient * row["cases"]
        total[year] = total.get(year, 0) + points_here
    years = sorted(costs)
    weights = terms.weights("dip.year_weights")[-len(years) :] if years else ()
    in_millionths = [total[year] * _MILLION // TENTHS**2 for year in years]
    return budget_point_value([costs[year] for year in years], in_millionths, weights)
