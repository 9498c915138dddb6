"""What a cleared year looks like to each hospital (数据工作组): its own figures beside the area's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from jixiao.errors import JixiaoError
from jixiao.fund.payment.case_points import Array, Deviation
from jixiao.fund.payment.county_records import LEVELS, level_of, records_of
from jixiao.fund.records.institution_names import institution_names
from jixiao.fund.store.engine import Engine

_FEN, _MILLION = 100, 1_000_000
_HIGH = (Deviation.HIGH, Deviation.UNPRICED_HIGH, Deviation.EXTREME)
_UNCHECKED = "清单及时率、准确率：这一年没有运行过 jixiao dip lists"
NOT_COUNTED = (
    "住院率：没有按统筹区参保人数算",
    "目录外费用占比：没有按费用明细算",
    "全国数据定向发布的指标表（征求意见）没有核对原文，这里只列能从结算算出的",
)
"""What a publication of data to hospitals is expected to hold and this one does not."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the values by hospital, `whole` of the area; none where nothing can be counted."""

    name: str
    unit: str
    how: str
    by_hospital: Mapping[str, float | None]
    whole: float | None


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A group in one hospital beside the whole area: cases, mean costs in yuan.

    `elsewhere` counts the other hospitals that have it.
    """

    code: str
    cases: int
    mean: float
    whole_cases: int
    whole_mean: float
    elsewhere: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A year's figures: of hospitals, of the area alone, of each hospital's groups, what is missing.

    `names` are what hospitals are called, where a register says it.
    """

    year: int
    hospitals: tuple[str, ...]
    figures: tuple[Figure, ...]
    groups: Mapping[str, tuple[GroupFigure, ...]]
    missing: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)


Rows = Sequence[Mapping[str, Any]]


def figures_of(engine: Engine, year: int) -> YearFigures:
    """Return the figures of a cleared year.

    Raises:
        NotLoaded: no year was settled yet.
        JixiaoError: that year was not.
    """
    records = records_of(engine)
    cleared = _of_year(engine, records.record("dip_cleared"), year).to_pylist()
    if not cleared:
        message = f"{year} 年没有清算。请先用 jixiao dip settle 清算 {year} 年。"
        raise JixiaoError(message)
    priced = _of_year(engine, records.record("dip_priced"), year)
    stays = _of_year(engine, records.record("dip_cases"), year)
    known = stays.select(["setl_id", "days", "hosp_lv"])
    joined = priced.join(known, keys="setl_id", join_type="left outer")
    kept = records.record_if_loaded("list_rates")
    rates = [] if kept is None else _of_year(engine, kept, year).to_pylist()
    figures = year_figures(year, cleared, joined, rates)
    return replace(figures, names=institution_names(engine))


def _of_year(engine: Engine, table: Any, year: int) -> pa.Table:
    return engine.fetch(table.filter(table.year == year))


def year_figures(year: int, cleared: Rows, cases: pa.Table, rates: Rows) -> YearFigures:
    """Count a year's figures.

    `cleared` are the hospitals' rows, `cases` priced cases with days and levels, `rates` the counts
    of hospitals' lists; without these nothing is said of lists.
    """
    year_cases = _Year.of(sorted(row["fixmedins_code"] for row in cleared), cases)
    figures = (
        *_case_figures(year_cases),
        *_money_figures(year_cases, cleared),
        *_list_figures(year_cases, rates),
    )
    unchecked = () if rates else (_UNCHECKED,)
    codes, missing = tuple(year_cases.codes), (*unchecked, *NOT_COUNTED)
    return YearFigures(year, codes, figures, _groups(year_cases), missing)


@dataclass(frozen=True, slots=True)
class _Year:
    """A year's cases as arrays: their hospital, their group (-1: none), costs in fen, days (-1: none)."""

    codes: Sequence[str]
    cases: pa.Table
    owners: Array
    group_codes: Sequence[str]
    groups: Array
    costs: Array
    days: Array

    @classmethod
    def of(cls, codes: Sequence[str], cases: pa.Table) -> "_Year":
        place = {code: n for n, code in enumerate(codes)}
        owners = [place[code] for code in cases["fixmedins_code"].to_pylist()]
        groups = cases["dip_group"].combine_chunks().dictionary_encode()
        return cls(
            codes,
            cases,
            np.array(owners, np.int64),
            groups.dictionary.to_pylist(),
            np.asarray(groups.indices.fill_null(-1), np.int64),
            np.asarray(cases["medfee_sumamt"], np.int64),
            np.asarray(cases["days"].fill_null(-1), np.int64),
        )

    def by_hospital(self, values: Array) -> Array:
        """Add up values of cases by hospital; whole numbers below 2^53 come out exactly."""
        weights = values.astype(np.float64)
        return np.bincount(self.owners, weights, minlength=len(self.codes))

    def total(self, name: str, unit: str, how: str, above: Array) -> Figure:
        """Return a figure that adds up."""
        by_hospital = dict(zip(self.codes, above.tolist(), strict=True))
        return Figure(name, unit, how, by_hospital, float(above.sum()))

    def ratio(self, head: tuple[str, str, str], above: Array, below: Array) -> Figure:
        """Return a figure that is one sum against another, in hospitals and as a whole."""
        pairs = zip(self.codes, above.tolist(), below.tolist(), strict=True)
        by_hospital = {
            code: over / under if under else None for code, over, under in pairs
        }
        under = float(below.sum())
        return Figure(*head, by_hospital, float(above.sum()) / under if under else None)

    def index(self, values: Array, counts: Array) -> tuple[Array, Array]:
        """Return sums of values against their group's mean, and how many, by hospital."""
        grouped = counts & (self.groups >= 0)
        places = np.where(grouped, self.groups, 0)
        size = max(len(self.group_codes), 1)
        number = np.bincount(places, grouped, minlength=size)
        sums = np.bincount(places, values * grouped, minlength=size)
        means = sums / np.maximum(number, 1)
        grouped &= means[places] > 0
        relative = np.where(grouped, values / np.where(grouped, means[places], 1), 0)
        return self.by_hospital(relative), self.by_hospital(grouped)


def _case_figures(year: _Year) -> list[Figure]:
    kinds = np.array([int(each) for each in year.cases["deviation"].to_pylist()])
    special = np.asarray(year.cases["special"].fill_null(False).to_numpy())
    points = np.asarray(year.cases["case_points"], np.int64)
    everyone = np.ones(len(year.owners), np.int64)
    count = year.by_hospital(everyone)
    levels = [level_of(level) for level in year.cases["hosp_lv"].to_pylist()]
    basic = np.array([level == LEVELS[-1] for level in levels])
    of_basic = float(basic.mean()) if len(basic) else None
    dear = np.isin(kinds, [int(kind) for kind in _HIGH])
    costs = year.costs / _FEN
    return [
        year.total("出院病例", "例", "清算的病例", count),
        year.ratio(("入组率", "%", "入组病例÷病例"), year.by_hospital(year.groups >= 0), count),
        _kinds_of_groups(year),
        year.ratio(("例均分值", "分", "病例分值合计÷病例"), year.by_hospital(points) / _MILLION, count),
        year.ratio(("例均费用", "元", "总费用÷病例"), year.by_hospital(costs), count),
        year.ratio(("费用消耗指数", "", "各例费用÷病种在全统筹区的次均，再平均"),
                   *year.index(year.costs, year.costs >= 0)),
        year.ratio(("时间消耗指数", "", "各例住院天数÷病种在全统筹区的平均，再平均"),
                   *year.index(year.days, year.days >= 0)),
        year.ratio(("费用过低占比", "%", "费用过低的病例÷病例"),
                   year.by_hospital(kinds == Deviation.LOW), count),
        year.ratio(("费用过高占比", "%", "费用过高、超高、极端的病例÷病例"), year.by_hospital(dear), count),
        year.total("特例单议", "例", "通过的病例", year.by_hospital(special)),
        year.total("特例单议费用", "元", "通过的病例的总费用", year.by_hospital(costs * special)),
        Figure("一级机构病例占比", "%", "一级机构的病例÷病例，只有全统筹区的数", {}, of_basic),
    ]  # fmt: skip


def _kinds_of_groups(year: _Year) -> Figure:
    pairs = {(o, g) for o, g in zip(year.owners.tolist(), year.groups.tolist(), strict=True) if g >= 0}  # fmt: skip
    by_hospital = {
        code: float(sum(owner == n for owner, _ in pairs))
        for n, code in enumerate(year.codes)
    }
    return Figure(
        "病种数", "个", "有病例的病种", by_hospital, float(len({g for _, g in pairs}))
    )


def _money_figures(year: _Year, cleared: Rows) -> list[Figure]:
    rows = sorted(cleared, key=lambda row: row["fixmedins_code"])
    share = np.array([row["share"] for row in rows], np.float64) / _FEN
    booked = np.array([row["booked"] for row in rows], np.float64) / _FEN
    left = np.round(share - booked, 2)
    over = left < 0
    return [
        year.total("应得基金", "元", "按分值应得，考核和扣款以前", share),
        year.total("记账基金", "元", "结算时记账的基金", booked),
        year.total("结余", "元", "应得基金－记账基金，负数为超支", left),
        year.ratio(("结余率", "%", "结余÷应得基金"), left, share),
        Figure("超支机构", "家", "结余为负的，只有全统筹区的数", {}, float(over.sum())),
        Figure("超支金额", "元", "超支机构的合计，只有全统筹区的数", {}, float(-left[over].sum())),
    ]  # fmt: skip


def _list_figures(year: _Year, rates: Rows) -> list[Figure]:
    of_code = {row["fixmedins_code"]: row for row in rates}
    if not of_code:
        return []

    def counted(name: str) -> Array:
        return np.array([of_code.get(code, {}).get(name, 0) for code in year.codes])

    lists = counted("lists")
    timed = np.where(counted("uploaded") > 0, lists, 0)
    on_time = np.where(counted("uploaded") > 0, counted("on_time"), 0)
    return [
        year.ratio(("清单及时率", "%", "按时上传÷应有的清单；没有上传时间的机构不算"), on_time, timed),
        year.ratio(("清单准确率", "%", "没有拒绝的清单÷应有的清单"), counted("sound"), lists),
    ]  # fmt: skip


def _groups(year: _Year) -> dict[str, tuple[GroupFigure, ...]]:
    grouped = year.groups >= 0
    size = max(len(year.group_codes), 1)
    keys = (year.owners * size + year.groups)[grouped]
    keys_met, inverse = np.unique(keys, return_inverse=True)
    cases = np.bincount(inverse, minlength=len(keys_met))
    costs = np.bincount(inverse, year.costs[grouped], minlength=len(keys_met)) / _FEN
    places = keys_met % size
    whole_cases = np.bincount(places, cases, minlength=size)
    whole_costs = np.bincount(places, costs, minlength=size)
    hospitals = np.bincount(places, minlength=size)
    listed: dict[str, list[GroupFigure]] = {code: [] for code in year.codes}
    for n, place in enumerate(places.tolist()):
        listed[year.codes[int(keys_met[n]) // size]].append(
            GroupFigure(
                year.group_codes[place],
                int(cases[n]),
                float(costs[n] / cases[n]),
                int(whole_cases[place]),
                float(whole_costs[place] / whole_cases[place]),
                int(hospitals[place]) - 1,
            )
        )
    return {code: _largest_first(each) for code, each in listed.items()}


def _largest_first(groups: Sequence[GroupFigure]) -> tuple[GroupFigure, ...]:
    return tuple(sorted(groups, key=lambda each: (-each.cases, each.code)))
