"""Paying a county's hospitals from what was grouped: points kept, a year settled and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund import kept_tables
from jixiao.fund.parameters import Standing, Terms
from jixiao.fund.payment import case_points, clearing, monthly
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.auxiliary import (
    AuxiliaryType,
    TypedHistory,
    auxiliary_types,
    chosen_types,
    judged_of,
)
from jixiao.fund.payment.case_points import Array
from jixiao.fund.payment.group_points import GroupCost, YearCost, points_of_groups
from jixiao.fund.payment.kept import (
    DIP_AUXILIARY,
    DIP_CLEARED,
    DIP_MONTHS,
    DIP_POINTS,
    DIP_PRICED,
    DIP_TERMS,
)
from jixiao.fund.payment.point_value import budget_point_value
from jixiao.fund.payment.year_settlement import (
    TENTHS,
    UNKNOWN,
    HospitalAccount,
    SettledYear,
    YearCases,
    YearRules,
    base_points,
    factors_of,
    settle_year,
)
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import codes

KEYS = (
    "dip.pool_payer", "dip.level_coefficients", "dip.year_weights", *case_points.KEYS,
    *monthly.KEYS, *clearing.KEYS, "dip.special_cap", "dip.special_from",
)  # fmt: skip
"""The parameters that settle a year."""
_MILLION = 1_000_000
GIVEN = "规定"
"""Where points come from that are given, not calculated."""
LEVELS = ("三级", "二级", "一级")
_UNKNOWN_LEVEL = "等级不详"
_BASIC = "一级"
_PAYERS = {"统筹基金": "hifp_pay", "基金支付合计": "fund_pay_sumamt"}
_FEN = 100


def records_of(engine: Engine) -> Records:
    """Return the records of a county, with the tables that engines kept."""
    return Records(engine, kept=kept_tables())


def level_of(hosp_lv: str | None) -> str:
    """Return the level of a hospital by its code: 三级, 二级, 一级 or 等级不详."""
    word = codes()["hosp_lv"].get(hosp_lv or "", "")
    return word[:2] if word[:2] in LEVELS else _UNKNOWN_LEVEL


def value_groups(engine: Engine, terms: Terms) -> Mapping[str, int]:
    """Give the groups of the kept catalogue their points, and keep them as DIP_POINTS.

    Raises:
        NotLoaded: there is no catalogue yet.
    """
    rows = engine.fetch(records_of(engine).record("dip_group_years")).to_pylist()
    years = sorted({row["year"] for row in rows})
    by_group: dict[str, dict[int, YearCost]] = {}
    for row in rows:
        of_group = by_group.setdefault(row["dip_group"], {})
        of_group[row["year"]] = YearCost(row["cases"], row["cost"])
    given = {row["dip_group"] for row in _given(engine)}
    groups = [
        GroupCost(code, tuple(of_group.get(year, YearCost(0, 0)) for year in years))
        for code, of_group in sorted(by_group.items())
        if code not in given
    ]
    points = points_of_groups(groups, terms)
    _keep_types(engine, years, terms)
    alike = _same_price(engine, terms)
    cases = {group.code: group.cases for group in groups}
    keep_points(engine, points, cases, alike, "测算")
    return points


def keep_points(
    engine: Engine,
    points: Mapping[str, int],
    cases: Mapping[str, int],
    alike: frozenset[str],
    source: str,
) -> None:
    """Keep points of groups, in ten-thousandths, and where they come from."""
    rows = [
        (name, number, cases[name], name in alike, source, False)
        for name, number in sorted(points.items())
    ]
    # What is given counts alike in every hospital: its points are no mean of any.
    rows += [
        (row["dip_group"], row["points"], 0, True, GIVEN, row["per_day"])
        for row in _given(engine)
    ]
    names = ("dip_group", "points", "cases", "same_price", "source", "per_day")
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    types = (pa.string(), pa.int64(), pa.int64(), pa.bool_(), pa.string(), pa.bool_())
    DIP_POINTS.keep(engine, _table({
        name: pa.array(list(column), kind)
        for name, column, kind in zip(names, columns, types, strict=True)
    }))  # fmt: skip


def _given(engine: Engine) -> list[dict[str, Any]]:
    """Return the groups whose points are given, not calculated; none where there is no such table."""
    kept = records_of(engine).record_if_loaded("dip_given")
    return [] if kept is None else list(engine.fetch(kept).to_pylist())


def _keep_types(engine: Engine, years: Sequence[int], terms: Terms) -> None:
    """Judge the auxiliary types of the history, and keep what came of each."""
    history = records_of(engine).record("dip_history")
    if "types" not in history.columns:
        return
    given = [row["dip_group"] for row in _given(engine)]
    counted = history.filter(history.counted, history.dip_group.notnull())
    if given:
        counted = counted.filter(counted.dip_group.notin(given))
    rows = engine.fetch(counted.select("dip_group", "year", "types", "medfee_sumamt"))
    judged = auxiliary_types(
        TypedHistory(
            rows["dip_group"].combine_chunks(),
            _whole(rows["year"]),
            rows["types"].combine_chunks(),
            _whole(rows["medfee_sumamt"]),
        ),
        years,
        terms,
    )
    content = {
        "dip_group": pa.array([each.group for each in judged], pa.string()),
        "type": pa.array([each.type for each in judged], pa.string()),
        "counts": pa.array([each.counts for each in judged], pa.bool_()),
    }
    for name in ("cases", "typed", "cv", "cv_after", "trigger", "adjustment"):
        numbers = [getattr(each, name) for each in judged]
        content[name] = pa.array(numbers, pa.int64())
    DIP_AUXILIARY.keep(engine, _table(content))


def _same_price(engine: Engine, terms: Terms) -> frozenset[str]:
    """Return the groups that mostly basic hospitals treat, at costs that do not spread far."""
    records = records_of(engine)
    history = engine.fetch(records.record("dip_history")).to_pylist()
    spread = {
        row["dip_group"]: row["cv"]
        for row in engine.fetch(records.record("dip_groups")).to_pylist()
    }
    basic: dict[str, list[bool]] = {}
    for row in history:
        if row["dip_group"]:
            is_basic = level_of(row["hosp_lv"]) == _BASIC
            basic.setdefault(row["dip_group"], []).append(is_basic)
    least, widest = (
        terms.factor("dip.same_price_share"),
        terms.factor("dip.same_price_cv"),
    )
    return frozenset(
        code
        for code, flags in basic.items()
        if Fraction(sum(flags), len(flags)) >= least
        and Fraction(spread[code], TENTHS) <= widest
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """What experts argue about: points of groups in ten-thousandths, cases, cases by hospital."""

    points: Mapping[str, int]
    cases: Mapping[str, int]
    of_hospitals: Mapping[str, Mapping[str, int]]
    alike: frozenset[str]


def proposed_points(engine: Engine) -> Proposed:
    """Return the points that were kept, and who treats the cases of each group.

    Raises:
        NotLoaded: there are no points yet.
    """
    records = records_of(engine)
    valued = engine.fetch(records.record("dip_points")).to_pylist()
    rows = [row for row in valued if row["source"] != GIVEN]
    history = records.record("dip_history")
    counted = history.filter(history.dip_group.notnull())
    counts = counted.group_by("dip_group", "fixmedins_code").aggregate(
        n=counted.count()
    )
    of_hospitals: dict[str, dict[str, int]] = {}
    for row in engine.fetch(counts).to_pylist():
        of_hospitals.setdefault(row["dip_group"], {})[row["fixmedins_code"]] = row["n"]
    return Proposed(
        {row["dip_group"]: row["points"] for row in rows},
        {row["dip_group"]: row["cases"] for row in rows},
        of_hospitals,
        frozenset(row["dip_group"] for row in rows if row["same_price"]),
    )


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
    rules = YearRules(terms, worth.points, accounts, value, whole, worth.alike)
    return Priceable(cases, rules, rows, (*doubts, *typing_doubts))


@dataclass(frozen=True, slots=True)
class GroupsWorth:
    """What groups are worth as it was kept: points in ten-thousandths, the types that adjust them.

    Groups in `alike` count the same in every hospital, those `per_day` for each day of a stay.
    `types` are none where no auxiliary types were judged.
    """

    points: Mapping[str, int]
    alike: frozenset[str]
    per_day: frozenset[str]
    types: Sequence[AuxiliaryType] | None


def kept_points(engine: Engine) -> GroupsWorth:
    """Return what the kept groups are worth.

    Raises:
        NotLoaded: groups have no points yet.
    """
    records = records_of(engine)
    valued = engine.fetch(records.record("dip_points")).to_pylist()
    return GroupsWorth(
        {row["dip_group"]: row["points"] for row in valued},
        frozenset(row["dip_group"] for row in valued if row["same_price"]),
        frozenset(row["dip_group"] for row in valued if row.get("per_day")),
        kept_types(engine) if records.has("dip_auxiliary") else None,
    )


def cases_worth(
    engine: Engine, rows: pa.Table, worth: GroupsWorth, terms: Terms
) -> tuple[YearCases, tuple[str, ...]]:
    """Return grouped rows as cases, typed by what their groups are worth, and what is in doubt."""
    cases = year_cases(rows, _PAYERS[terms.choice("dip.pool_payer")])
    cases, doubts = _typed(engine, cases, rows, worth)
    return cases, (*doubts, *_without_points(cases, worth.points))


def kept_types(engine: Engine) -> list[AuxiliaryType]:
    """Return the auxiliary types that were judged; none where there is no such table."""
    kept = records_of(engine).record_if_loaded("dip_auxiliary")
    return [] if kept is None else judged_of(engine.fetch(kept).to_pylist())


def _typed(
    engine: Engine, cases: YearCases, rows: pa.Table, worth: GroupsWorth
) -> tuple[YearCases, list[str]]:
    """Give cases the types they are paid by, what new technology adds, and days where they count."""
    groups = rows["dip_group"].combine_chunks()
    units = None
    doubts = []
    if worth.per_day:
        by_day = np.array([code in worth.per_day for code in groups.to_pylist()])
        days = _whole(rows["days"].fill_null(0))
        units = np.where(by_day, days, 1)
        if unknown := int((by_day & (days <= 0)).sum()):
            doubts.append(f"{unknown} 例床日病例没有住院天数，按 0 天算。")
    if worth.types is None or "types" not in rows.column_names:
        doubts.append("没有辅助目录的分型（旧版本留下的入组或分值），没有按它调整。")
        return replace(cases, units=units), doubts
    chosen = chosen_types(groups, rows["types"].combine_chunks(), worth.types)
    added = _whole(rows["added"].fill_null(0))
    return replace(
        cases,
        types=chosen.types,
        auxiliary=chosen.factors,
        added=added if added.any() else None,
        units=units,
        by_cost=_by_cost(engine, rows),
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
    months = np.array([at.month for at in rows["setl_time"].to_pylist()], np.int64)
    return YearCases(
        rows["setl_id"].to_pylist(),
        hospitals.dictionary.to_pylist(),
        _whole(hospitals.indices),
        groups.dictionary.to_pylist(),
        _whole(groups.indices.fill_null(UNKNOWN)),
        _whole(rows["medfee_sumamt"]),
        _whole(rows[payer].fill_null(0)),
        months,
    )


def _whole(column: Any) -> Array:
    return np.asarray(column.to_numpy(), dtype=np.int64).copy()


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
    if unknown := sorted(c for c in unstated if level_of(levels[c]) == _UNKNOWN_LEVEL):
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
        own = (
            account.coefficient
            if account
            else rounded(by_level[level_of(row["hosp_lv"])] * TENTHS)
        )
        coefficient = TENTHS if row["dip_group"] in worth.alike else own
        year = row["year"]
        costs[year] = costs.get(year, 0) + row["cost"]
        own_points = worth.points.get(row["dip_group"], 0)
        points_here = own_points * coefficient * row["cases"]
        total[year] = total.get(year, 0) + points_here
    years = sorted(costs)
    weights = terms.weights("dip.year_weights")[-len(years) :] if years else ()
    in_millionths = [total[year] * _MILLION // TENTHS**2 for year in years]
    return budget_point_value([costs[year] for year in years], in_millionths, weights)


def settle_county(
    engine: Engine, year: int, terms: Terms, fund: int | None, point_value: int | None
) -> tuple[SettledYear, Priceable]:
    """Settle a grouped year and keep it: cases, months, hospitals, the parameters used.

    Raises:
        JixiaoError: as `priceable` and `settle_year` do.
    """
    start = priceable(engine, year, terms, fund, point_value)
    settled = settle_year(start.cases, start.rules)
    keep_year(engine, settled, start.rows, year)
    return settled, start


def keep_year(engine: Engine, settled: SettledYear, rows: pa.Table, year: int) -> None:
    """Keep a settled year: cases, months, hospitals."""
    cases, rules = settled.cases, settled.rules
    payer = _PAYERS[rules.terms.choice("dip.pool_payer")]
    DIP_PRICED.keep(engine, _table({
        **{n: rows[n] for n in ("setl_id", "psn_no", "fixmedins_code", "setl_time", "year")},
        "month": pa.array(cases.months),
        "dip_group": rows["dip_group"],
        "kind": rows["kind"],
        "points": pa.array(base_points(cases, rules)),
        "coefficient": pa.array(settled.coefficients),
        "special": pa.array(
            np.zeros(len(cases), bool) if cases.by_cost is None else cases.by_cost
        ),
        "type": pa.array(cases.types or [""] * len(cases), pa.string()),
        "auxiliary": pa.array(factors_of(cases)),
        "added": pa.array(np.zeros(len(cases), np.int64) if cases.added is None else cases.added),
        "medfee_sumamt": rows["medfee_sumamt"],
        "booked": rows[payer].fill_null(0),
        "deviation": pa.array(settled.priced.kinds).cast(pa.string()),
        "case_points": pa.array(settled.priced.points),
    }))  # fmt: skip
    months = [
        (code, n, month) for (code, n), month in settled.months.items() if month.points
    ]
    DIP_MONTHS.keep(engine, _table({
        "fixmedins_code": pa.array([code for code, _, _ in months], pa.string()),
        "year": pa.array([year] * len(months), pa.int64()),
        "month": pa.array([n for _, n, _ in months], pa.int64()),
        **{
            name: pa.array([getattr(month, name) for _, _, month in months], pa.int64())
            for name in ("points", "value", "others", "prepaid", "retained")
        },
    }))  # fmt: skip
    _keep_clearing(engine, settled, year)


def _keep_clearing(engine: Engine, settled: SettledYear, year: int) -> None:
    cleared = settled.clearing
    hospitals = cleared.hospitals
    years = [each.year for each in hospitals]
    DIP_CLEARED.keep(engine, _table({
        "fixmedins_code": [each.code for each in years],
        "year": [year] * len(years),
        **{
            name: [getattr(each, name) for each in years]
            for name in ("cases", "points", "cost", "booked", "deducted", "paid")
        },
        **{
            name: [getattr(each, name) for each in hospitals]
            for name in ("share", "assessed", "due")
        },
        "assessment": [str(each.assessment) for each in years],
        "budget_point_value": [settled.rules.point_value] * len(years),
        "point_value": [str(cleared.point_value)] * len(years),
        "ratio": [str(cleared.ratio)] * len(years),
        "fund": [cleared.fund] * len(years),
        "terms": [settled.rules.terms.code] * len(years),
    }))  # fmt: skip
    _keep_terms(engine, settled.rules.terms, year)


def _keep_terms(engine: Engine, terms: Terms, year: int) -> None:
    rows = [terms.row(key) for key in KEYS if key in terms]
    DIP_TERMS.keep(engine, _table({
        "key": [row.word.key for row in rows],
        "year": [year] * len(rows),
        "line": [row.line for row in rows],
        "sample": [row.standing is Standing.SAMPLE for row in rows],
    }))  # fmt: skip


def terms_used(engine: Engine, year: int) -> list[str]:
    """Return the parameters that a year was cleared with, a line each, samples named first."""
    kept = records_of(engine).record_if_loaded("dip_terms")
    if kept is None:
        return []
    rows = engine.fetch(kept.filter(kept.year == year)).to_pylist()
    samples = [row["line"].partition("：")[0] for row in rows if row["sample"]]
    head = (
        f"注意：{len(samples)} 个参数是样例，不是任何地方的规定：{'、'.join(samples)}。"
    )
    lines = [f"  {row['key']}　{row['line']}" for row in rows]
    return [head, *lines] if samples else lines


def as_cleared(engine: Engine, year: int) -> tuple[int | None, int | None]:
    """Return the fund (fen) and the budget's point value (millionths) that a year was cleared with.

    None where it was not cleared.
    """
    kept = records_of(engine).record_if_loaded("dip_cleared")
    if kept is None or "fund" not in kept.columns:
        return None, None
    for row in engine.fetch(kept.filter(kept.year == year).limit(1)).to_pylist():
        return row["fund"], row["budget_point_value"]
    return None, None


def _table(
    content: Mapping[str, Sequence[Any] | pa.Array | pa.ChunkedArray],
) -> ir.Table:
    return ibis.memtable(pa.table(dict(content)))
