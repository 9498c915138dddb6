"""A batch of discharges: opened as a case, signed by two, done once, and reversed by negatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ibis
import pyarrow as pa

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.payment.batch_discharge.kept import BATCH_DISCHARGES
from jixiao.fund.payment.batch_discharge.preview import ClosedPart, Closing, Preview
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.store.engine import Engine
from jixiao.money import in_yuan

ENGINE, RULE = "discharge", "集中办理出院"
_SIGNED, _DONE, _UNDONE = "已复核", "执行", "撤销"
_TABLE = "MDTRT"
_AMOUNTS = ("medfee_sumamt", "inscp_amt", *fund_fields(), "fund_pay_sumamt", "psn_pay")
_TYPES = {
    "undoes": pa.bool_(),
    "close_on": pa.date32(),
    "done_on": pa.date32(),
    "year": pa.int64(),
    **dict.fromkeys(_AMOUNTS, pa.int64()),
}


@dataclass(frozen=True, slots=True)
class Advance:
    """What a hospital carries for stays that nobody settled, in fen: before and after the batches."""

    institution: str
    stays: int
    before: int
    after: int


def open_batch(ledger: CaseLedger, previewed: Preview, *, by: str, at: datetime) -> str:
    """Open a case whose evidence are the closings as previewed; returns its number, the batch's.

    Raises:
        JixiaoError: nothing can be closed, or all of it is in a case already.
    """
    if not previewed.closings:
        message = "没有可以集中办理的住院：确在院的、要单独办理的都不进批次。"
        raise JixiaoError(message)
    code = ledger.open_case(
        engine=ENGINE,
        rule=RULE,
        title=f"截至 {previewed.cutoff} 的 {len(previewed.closings)} 次住院",
        subject=RULE,
        evidence=[_evidence(closing) for closing in previewed.closings],
        by=by,
        at=at,
    )
    if code is None:
        message = "这些住院都已经在别的批次里。请在案件里办理。"
        raise JixiaoError(message)
    return code


def _evidence(closing: Closing) -> Evidence:
    stay = closing.stay
    values = {
        "类别": str(stay.kind),
        "证据": stay.evidence,
        "机构": stay.row["fixmedins_code"],
        "出院日期": str(stay.close_on),
        "个人应付": in_yuan(closing.person),
        "说明": f"{stay.kind}，{stay.evidence}；{stay.close_on} 出院，基金 {in_yuan(closing.fund)} 元",
    }
    fees = sum(part.medfee for part in closing.parts)
    return Evidence(_TABLE, stay.mdtrt_id, values, fees, closing.fund)


def commit(
    engine: Engine,
    ledger: CaseLedger,
    code: str,
    previewed: Preview,
    policy: str,
    *,
    by: str,
    at: datetime,
) -> int:
    """Do a signed batch; returns how many stays it closed.

    Raises:
        JixiaoError: it is not signed, what would be closed is no longer what was signed, or a stay
            of it is closed already.
    """
    case = ledger.case(code)
    _check_signed(case)
    _check_same(case, previewed)
    standing = {row["mdtrt_id"] for row in _standing(engine)}
    if twice := sorted(standing & {row.key for row in case.evidence}):
        message = f"{'、'.join(twice[:3])} 等 {len(twice)} 次住院已经在别的批次里办过。请先撤销那一批。"
        raise JixiaoError(message)
    rows = [
        _row(code, closing, part, policy, by=by, on=at.date())
        for closing in previewed.closings
        for part in closing.parts or (_nothing(closing),)
    ]
    ledger.move(code, _DONE, by=by, at=at, text=f"{len(previewed.closings)} 次住院")
    _add(engine, rows)
    return len(previewed.closings)


def reverse(
    engine: Engine, ledger: CaseLedger, code: str, *, by: str, at: datetime, why: str
) -> int:
    """Take a batch back by the negatives of its rows; returns how many stays are open again.

    Raises:
        JixiaoError: nothing of the batch stands.
    """
    standing = [row for row in _standing(engine) if row["batch"] == code]
    if not standing:
        message = f"批次 {code} 没有办过，或已经撤销。"
        raise JixiaoError(message)
    ledger.move(code, _UNDONE, by=by, at=at, text=why)
    _add(engine, [_negative(row, by=by, on=at.date()) for row in standing])
    return len({row["mdtrt_id"] for row in standing})


def advances(engine: Engine, before: Preview) -> list[Advance]:
    """Return what each hospital carried of the stays previewed, and what is left after the batches.

    A hospital carries what the fund would pay until the stay is settled. The most comes first.
    """
    closed = {row["mdtrt_id"] for row in _standing(engine)}
    carried: dict[str, list[int]] = {}
    for closing in before.closings:
        of_place = carried.setdefault(closing.stay.row["fixmedins_code"], [0, 0, 0])
        of_place[0] += 1
        of_place[1] += closing.fund
        of_place[2] += 0 if closing.stay.mdtrt_id in closed else closing.fund
    listed = [Advance(place, *sums) for place, sums in carried.items()]
    return sorted(listed, key=lambda each: (-each.before, each.institution))


def _check_signed(case: Case) -> None:
    if case.engine != ENGINE:
        message = f"{case.code} 不是集中办理出院的批次。"
        raise JixiaoError(message)
    if case.state != _SIGNED:
        message = (
            f"批次 {case.code} 现在是“{case.state}”，两人签过（初核、复核）才能执行。"
        )
        raise JixiaoError(message)


def _check_same(case: Case, previewed: Preview) -> None:
    """Refuse where the money of a stay is no longer what two people signed."""
    signed = {row.key: (row.cost, row.fund) for row in case.evidence}
    now = {c.stay.mdtrt_id: (sum(p.medfee for p in c.parts), c.fund) for c in previewed.closings}  # fmt: skip
    changed = sorted(key for key in signed if now.get(key) != signed[key])
    if changed or now.keys() - signed.keys():
        named = "、".join([*changed, *sorted(now.keys() - signed.keys())][:3])
        message = f"签过以后数据变了（{named}）：请重新预览、另开一批。"
        raise JixiaoError(message)


def _standing(engine: Engine) -> list[dict[str, Any]]:
    """The rows of batches that were not taken back."""
    if BATCH_DISCHARGES.name not in engine.tables:
        return []
    rows = engine.fetch(BATCH_DISCHARGES.read(engine)).to_pylist()
    undone = {(row["batch"], row["mdtrt_id"], row["year"]) for row in rows if row["undoes"]}  # fmt: skip
    return [
        row
        for row in rows
        if not row["undoes"]
        and (row["batch"], row["mdtrt_id"], row["year"]) not in undone
    ]


def _nothing(closing: Closing) -> ClosedPart:
    """The part of a stay without a single line: it is closed with nothing to pay."""
    day = closing.stay.close_on
    year = day.year if day else 0
    return ClosedPart("", closing.stay.mdtrt_id, year, 0, 0, {}, 0, 0)


def _row(
    batch: str, closing: Closing, part: ClosedPart, policy: str, *, by: str, on: date
) -> dict[str, Any]:
    stay = closing.stay
    return {
        "entry": f"{batch}/{stay.mdtrt_id}/{part.year}/办理",
        "batch": batch,
        "undoes": False,
        "mdtrt_id": stay.mdtrt_id,
        "psn_no": stay.row["psn_no"],
        "fixmedins_code": stay.row["fixmedins_code"],
        "kind": str(stay.kind),
        "close_on": stay.close_on,
        "year": part.year,
        "medfee_sumamt": part.medfee,
        "inscp_amt": part.in_scope,
        **{name: part.layers.get(name, 0) for name in fund_fields()},
        "fund_pay_sumamt": part.fund,
        "psn_pay": part.person,
        "policy": policy,
        "done_on": on,
        "done_by": by,
    }


def _negative(row: Mapping[str, Any], *, by: str, on: date) -> dict[str, Any]:
    return {
        **row,
        "entry": f"{row['batch']}/{row['mdtrt_id']}/{row['year']}/撤销",
        "undoes": True,
        **{name: -row[name] for name in _AMOUNTS},
        "done_on": on,
        "done_by": by,
    }


def _add(engine: Engine, rows: Sequence[Mapping[str, Any]]) -> None:
    before: list[dict[str, Any]] = []
    if BATCH_DISCHARGES.name in engine.tables:
        before = engine.fetch(BATCH_DISCHARGES.read(engine)).to_pylist()
    whole = [*before, *rows]
    columns = {
        name: pa.array([row[name] for row in whole], _TYPES.get(name, pa.string()))
        for name in BATCH_DISCHARGES.columns
    }
    BATCH_DISCHARGES.keep(engine, ibis.memtable(pa.table(columns)))
