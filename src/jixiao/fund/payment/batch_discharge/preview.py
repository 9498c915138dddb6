"""What closing open stays would come to: each settled by the policies, by layer and person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import CLAIM, OPTIONAL, Policies, settle
from jixiao.fund.benefits.facts import parts_stays, with_amounts, with_facts
from jixiao.fund.benefits.law import REASONS, UNPAID
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.batch_discharge.sorting import (
    SortedStay,
    StayClass,
    sort_stay,
)
from jixiao.fund.records import Records, declared_records
from jixiao.fund.records.besides import settlements_besides
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.records.open_stays import FEES
from jixiao.fund.store.engine import Engine

CLOSED = "集中出院-"
"""How the number of a settlement begins that closes an open stay."""
_FEES = dict(zip(FEES, ("medfee_sumamt", *FEES[1:]), strict=True))
_FROM_VISIT = (
    "mdtrt_id", "psn_no", "psn_name", "certno", "insutype", "psn_type", "fixmedins_code",
    "fixmedins_name", "hosp_lv", "med_type", "pay_loc",
)  # fmt: skip
_NEEDED = ("insutype", "psn_type")
_VISIT = declared_records()["open_stays"].columns
_STAY_FLAG = "21"


@dataclass(frozen=True, slots=True)
class ClosedPart:
    """A stay, or its part of a year, settled: fees and what each layer pays, in fen."""

    setl_id: str
    mdtrt_id: str
    year: int
    medfee: int
    in_scope: int
    layers: Mapping[str, int]
    fund: int
    person: int


@dataclass(frozen=True, slots=True)
class Closing:
    """A stay that would be closed, with its parts; a record error has none."""

    stay: SortedStay
    parts: Sequence[ClosedPart]

    @property
    def fund(self) -> int:
        """What the fund would pay, in fen."""
        return sum(part.fund for part in self.parts)

    @property
    def person(self) -> int:
        """What the person would owe, in fen."""
        return sum(part.person for part in self.parts)


@dataclass(frozen=True, slots=True)
class Preview:
    """Closings as of a cut-off; stays that are not closed stand apart, each with its reason."""

    cutoff: date
    closings: Sequence[Closing]
    in_hospital: Sequence[SortedStay]
    apart: Sequence[tuple[SortedStay, str]]

    @property
    def fund(self) -> int:
        """What the fund would pay for all, in fen."""
        return sum(closing.fund for closing in self.closings)


def preview(
    engine: Engine,
    cutoff: date,
    policies: Policies,
    terms: Terms,
    only: Sequence[str] = (),
) -> Preview:
    """Sort the stays open on a cut-off and settle those to be closed, or only some of them.

    They are settled as of the cut-off, after whatever else of the person was settled: what a
    person's year has used before counts, and nothing that was settled changes.

    Raises:
        NotLoaded: no visits or settlements were loaded.
        JixiaoError: no stay is open on that day, or none of those asked for.
    """
    names = {code: name for p in policies for code, name in p.identity_names.items()}
    by_year = parts_stays(policies)
    records = Records(engine)
    stays = [sort_stay(row, cutoff, terms) for row in _open(records, cutoff, only)]
    if not stays:
        message = f"{cutoff} 没有要处理的未结算住院。请核对日期和就诊编号。"
        raise JixiaoError(message)
    apart = [(stay, why) for stay in stays if (why := _why_apart(stay))]
    held_back = {stay.mdtrt_id for stay, _ in apart}
    to_close = [s for s in stays if s.close_on and s.mdtrt_id not in held_back]
    rows = list(_settlement_rows(records, to_close, cutoff, by_year=by_year))
    paid = _paid(engine, rows, policies, tuple(names), by_year=by_year)
    closings = []
    for stay in to_close:
        parts = paid.get(stay.mdtrt_id, [])
        if why := _why_unsettled(parts):
            apart.append((stay, why))
        else:
            closings.append(Closing(stay, [_part(part) for part in parts]))
    in_hospital = [s for s in stays if s.kind is StayClass.IN_HOSPITAL]
    return Preview(cutoff, closings, in_hospital, apart)


def _open(records: Records, cutoff: date, only: Sequence[str]) -> list[dict[str, Any]]:
    rows = records.record("open_stays")
    rows = rows.filter(rows.begntime.date() <= cutoff)
    if only:
        rows = rows.filter(rows.mdtrt_id.isin(list(only)))
    fetched: list[dict[str, Any]] = records.engine.fetch(rows.order_by("mdtrt_id")).to_pylist()  # fmt: skip
    return fetched


def _why_apart(stay: SortedStay) -> str:
    if stay.kind is StayClass.IN_HOSPITAL:
        return ""
    lacking = [_VISIT[n].title for n in _NEEDED if not stay.row[n]]
    if lacking:
        return f"就诊表没有写{'、'.join(lacking)}"
    return stay.doubt


def _settlement_rows(
    records: Records, stays: Sequence[SortedStay], cutoff: date, *, by_year: bool
) -> Iterator[dict[str, Any]]:
    """Yield the settlements that would close stays: one each, or one for each year of its lines."""
    fees = records.record_if_loaded("open_stay_fees")
    by_stay: dict[str, list[dict[str, Any]]] = {}
    if fees is not None:
        wanted = fees.filter(fees.mdtrt_id.isin([stay.mdtrt_id for stay in stays]))
        for row in records.engine.fetch(
            wanted.order_by("mdtrt_id", "year")
        ).to_pylist():
            by_stay.setdefault(row["mdtrt_id"], []).append(row)
    for stay in stays:
        of_years = by_stay.get(stay.mdtrt_id, [])
        for part in of_years if by_year else _joined(of_years):
            yield _settlement(stay, part, cutoff, is_last=part is of_years[-1] or not by_year)  # fmt: skip


def _joined(of_years: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of all years as one."""
    if not of_years:
        return []
    summed = {name: sum(part[name] for part in of_years) for name in FEES}
    return [{**of_years[-1], "first_line": of_years[0]["first_line"], **summed}]


def _settlement(
    stay: SortedStay, part: Mapping[str, Any], cutoff: date, *, is_last: bool
) -> dict[str, Any]:
    return {
        **{name: stay.row[name] for name in _FROM_VISIT},
        "setl_id": f"{CLOSED}{stay.mdtrt_id}-{part['year']}",
        "begndate": stay.row["begntime"].date(),
        "enddate": stay.close_on if is_last else date(part["year"], 12, 31),
        "setl_time": datetime.combine(cutoff, time(23, 59, 59)),
        "clr_type": _STAY_FLAG,
        "refd_setl_flag": "0",
        "mid_setl_flag": "0" if is_last else "1",
        "vali_flag": "1",
        **{_FEES[name]: part[name] for name in FEES},
    }


def _paid(
    engine: Engine,
    rows: Sequence[Mapping[str, Any]],
    policies: Policies,
    identities: tuple[str, ...],
    *,
    by_year: bool,
) -> dict[str, list[dict[str, Any]]]:
    """Return what is paid for each stay, settled behind all that its person was settled before."""
    if not rows:
        return {}
    records = Records(
        engine,
        identity_order=identities,
        parts_stays=by_year,
        besides=settlements_besides(rows),
    )
    claims = records.record("claims")
    persons = sorted({row["psn_no"] for row in rows})
    claims = claims.filter(claims.psn_no.isin(persons))
    asked = with_amounts(claims).select(
        *CLAIM, *OPTIONAL, "third_party", "enddate", "began", "carried"
    )
    asked = with_facts(records, asked, policies)
    paid = settle(engine, asked, policies)
    facts = asked.select("setl_id", "psn_no", "year", "medfee_sumamt", "inscp_amt")
    joined = paid.join(facts, "setl_id").join(
        claims.select("setl_id", "mdtrt_id"), "setl_id"
    )
    fetched = engine.fetch(joined.order_by("setl_id")).to_pylist()
    return _by_stay(fetched)


def _by_stay(paid: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Sort what closes stays by stay; what a person's year had used is unknown where a claim before was."""
    unknown = {
        (row["psn_no"], row["year"])
        for row in paid
        if _is_unknown(row["reason"]) and not row["setl_id"].startswith(CLOSED)
    }
    by_stay: dict[str, list[dict[str, Any]]] = {}
    for row in paid:
        if row["setl_id"].startswith(CLOSED):
            is_doubtful = (row["psn_no"], row["year"]) in unknown
            part = {**row, "after_unknown": is_doubtful}
            by_stay.setdefault(row["mdtrt_id"], []).append(part)
    return by_stay


def _why_unsettled(parts: Sequence[Mapping[str, Any]]) -> str:
    for part in parts:
        if _is_unknown(part["reason"]):
            return f"没有算出：{REASONS[part['reason']]}"
        if part["after_unknown"]:
            return "这个人当年此前的结算有没有算出的，起付线和限额用了多少不知道"
    return ""


def _is_unknown(reason: str | None) -> bool:
    return reason is not None and reason not in UNPAID


def _part(row: Mapping[str, Any]) -> ClosedPart:
    layers = {name: row[name] or 0 for name in fund_fields() if name in row}
    return ClosedPart(
        row["setl_id"], row["mdtrt_id"], row["year"], row["medfee_sumamt"], row["inscp_amt"],
        layers, row["fund_pay_sumamt"], row["psn_pay"],
    )  # fmt: skip
