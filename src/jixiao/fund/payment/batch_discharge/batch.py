"""A batch of discharges: opened as a case, signed by two, done once, and reversed by negatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.payment.batch_discharge.kept import BATCH_DISCHARGES
from jixiao.fund.payment.batch_discharge.preview import ClosedPart, Closing, Preview
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.store.engine import Engine
from jixiao.money import in_yuan

ENGINE, RULE = "discharge", "集中办理出院"
_DONE, _UNDONE = "执行", "撤销"
_SIGNED, _STANDS = "已复核", "已执行"
_TABLE = "MDTRT"
_AMOUNTS = ("medfee_sumamt", "inscp_amt", *fund_fields(), "fund_pay_sumamt", "psn_pay")


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

    Its rows are written while the ledger is held for the step. Whoever was stopped between the two
    does it again: rows of the batch that stand already are not written twice.

    Raises:
        JixiaoError: it is not signed, what would be closed is no longer what was signed, or a stay
            of it is closed already.
    """
    case = ledger.case(code)
    _check_signed(case)
    standing = _standing(engine)
    closed = {row["mdtrt_id"] for row in standing if row["batch"] == code}
    if not closed:
        _check_same(case, previewed)
        _check_open(case, standing)
    text = f"{len(closed or previewed.closings)} 次住院"
    with ledger.moving(code, _DONE, by=by, at=at, text=text):
        if not closed:
            _add(engine, _rows(code, previewed, policy, by=by, on=at.date()))
    return len(closed or previewed.closings)


def reverse(
    engine: Engine, ledger: CaseLedger, code: str, *, by: str, at: datetime, why: str
) -> int:
    """Take a batch back by the negatives of its rows; returns how many stays are open again.

    Whoever was stopped between the rows and the ledger does it again, as with `commit`.

    Raises:
        JixiaoError: nothing of the batch stands.
    """
    standing = [row for row in _standing(engine) if row["batch"] == code]
    undone = {row["mdtrt_id"] for row in standing or _undone(engine, code)}
    if not undone or ledger.case(code).state != _STANDS:
        message = f"批次 {code} 没有办过，或已经撤销。"
        raise JixiaoError(message)
    with ledger.moving(code, _UNDONE, by=by, at=at, text=why):
        if standing:
            _add(engine, [_negative(row, by=by, on=at.date()) for row in standing])
    return len(undone)


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


def _check_open(case: Case, standing: Sequence[Mapping[str, Any]]) -> None:
    """Refuse where a stay of a batch was closed by another one."""
    closed = {row["mdtrt_id"] for row in standing}
    if twice := sorted(closed & {row.key for row in case.evidence}):
        message = f"{'、'.join(twice[:3])} 等 {len(twice)} 次住院已经在别的批次里办过。请先撤销那一批。"
        raise JixiaoError(message)


def _standing(engine: Engine) -> list[dict[str, Any]]:
    """The rows of batches that were not taken back."""
    rows = BATCH_DISCHARGES.rows(engine)
    undone = {(row["batch"], row["mdtrt_id"], row["year"]) for row in rows if row["undoes"]}  # fmt: skip
    return [
        row
        for row in rows
        if not row["undoes"]
        and (row["batch"], row["mdtrt_id"], row["year"]) not in undone
    ]


def _undone(engine: Engine, batch: str) -> list[dict[str, Any]]:
    """The negatives of a batch."""
    rows = BATCH_DISCHARGES.rows(engine)
    return [row for row in rows if row["undoes"] and row["batch"] == batch]


def _rows(
    batch: str, previewed: Preview, policy: str, *, by: str, on: date
) -> list[dict[str, Any]]:
    return [
        _row(batch, closing, part, policy, by=by, on=on)
        for closing in previewed.closings
        for part in closing.parts or (_nothing(closing),)
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
    BATCH_DISCHARGES.keep_rows(engine, [*BATCH_DISCHARGES.rows(engine), *rows])
