"""Cases of care away: disputes of a clearing, stays to be verified there, money claimed twice."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.cases.history import reopened_at
from jixiao.fund.payment.away.clearing import unlike_pairs
from jixiao.fund.payment.away.manual_desk import Desk, DeskClaim
from jixiao.fund.payment.kept import AWAY_CLEARED, AWAY_DISPUTES, CLEARED
from jixiao.fund.records import Records, declared_records
from jixiao.fund.records.declaration import masked_row
from jixiao.fund.store.engine import Engine
from jixiao.money import in_yuan

ENGINE = "away"
DISPUTE, VERIFICATION, TWICE = "清算争议", "异地核查", "重复报销"
"""What cases of care away are about."""


def open_disputes(
    ledger: CaseLedger, engine: Engine, *, by: str, at: datetime
) -> list[str]:
    """Open a case for each other side of the month cleared last; return the new codes.

    Lines that a case already rests on are left there.

    Raises:
        NotLoaded: no month was cleared yet.
    """
    opened = []
    for (area, month), evidence in _batches(engine):
        code = ledger.open_case(
            engine=ENGINE, rule=DISPUTE, title=f"{DISPUTE}：{area} {month:%Y-%m}",
            subject=area, evidence=evidence, by=by, at=at,
        )  # fmt: skip
        opened += [code] if code else []
    return opened


def keep_disputes(engine: Engine, ledger: CaseLedger) -> None:
    """Keep the disputes of a ledger as AWAY_DISPUTES, a row each."""
    cases = [c for c in ledger.cases() if (c.engine, c.rule) == (ENGINE, DISPUTE)]
    AWAY_DISPUTES.keep_rows(engine, map(_kept, cases))


def _kept(case: Case) -> Mapping[str, Any]:
    again = reopened_at(case.events)
    decided = [e.at.date() for e in case.events if e.outcome and e.number > again]
    return {
        "code": case.code,
        "other_side": case.subject,
        "opened_on": case.events[0].at.date(),
        "decided_on": decided[0] if decided else None,
        "late": any(event.late for event in case.events),
        "state": case.state,
        "outcome": str(case.outcome) if case.outcome else None,
    }


def _batches(engine: Engine) -> Iterator[tuple[tuple[str, date], list[Evidence]]]:
    rows = unlike_pairs(engine)
    rows.sort(key=lambda row: (row["other_side"], row["pair"]))
    for key, batch in groupby(rows, lambda row: (row["other_side"], row["month"])):
        yield key, [_of_pair(AWAY_CLEARED.masked(row)) for row in batch]


def _of_pair(row: Mapping[str, Any]) -> Evidence:
    our_fund, their_fund = row["own_fund"] or 0, row["other_fund"] or 0
    values = {
        "核对结果": CLEARED[row["state"]],
        "说明": row["why"],
        "结算ID": row["setl_id"],
        "人员": row["psn_no"] or "",
        "我方基金": in_yuan(our_fund),
        "对方基金": in_yuan(their_fund),
        "把握": "certain",
    }
    fees = abs((row["own_fees"] or 0) - (row["other_fees"] or 0))
    return Evidence(
        "away_cleared", row["pair"], values, fees, abs(our_fund - their_fund)
    )


def open_verification(
    ledger: CaseLedger, engine: Engine, setl_id: str, why: str, *, by: str, at: datetime
) -> str:
    """Open a case to have a settlement away verified where it was given; return its code.

    Raises:
        JixiaoError: there is no such settlement away, no reason is said, or it has a case already.
    """
    if not why.strip():
        message = "要写明核查什么，如“核实是否住院、有无第三方责任”。"
        raise JixiaoError(message)
    rows = Records(engine).record("care_away")
    listed = engine.fetch(rows.filter(rows.setl_id == setl_id)).to_pylist()
    if not listed:
        message = f"异地就医的结算里没有 {setl_id}。请核对结算ID，本地的不用异地核查。"
        raise JixiaoError(message)
    row = masked_row(listed[0], declared_records()["care_away"].columns)
    values = {
        "核查内容": why.strip(),
        "人员": row["psn_no"],
        "机构": row["fixmedins_code"],
        "就医日期": f"{row['begndate'] or ''} 至 {row['enddate'] or ''}",
        "说明": _asked(row, why.strip()),
        "把握": "suspected",
    }
    evidence = Evidence(
        "care_away", setl_id, values, int(row["medfee_sumamt"] or 0),
        int(row["fund_pay_sumamt"] or 0),
    )  # fmt: skip
    code = ledger.open_case(
        engine=ENGINE, rule=VERIFICATION, title=f"{VERIFICATION}：{setl_id}",
        subject=row["fix_blng_admdvs"] or "不详", evidence=[evidence], by=by, at=at,
    )  # fmt: skip
    if code is None:
        message = f"结算 {setl_id} 已有异地核查的案件。请看那一案。"
        raise JixiaoError(message)
    return code


def _asked(row: Mapping[str, Any], why: str) -> str:
    days = f"{row['begndate'] or '不详'} 至 {row['enddate'] or '不详'}"
    return f"在 {row['fixmedins_code']} 就医，{days}；请核查：{why}"


def open_twice(ledger: CaseLedger, desk: Desk, *, by: str, at: datetime) -> list[str]:
    """Open a case for each claim by hand whose money seems to be claimed again."""
    codes = [
        ledger.open_case(
            engine=ENGINE, rule=TWICE, title=f"{TWICE}：受理件 {claim.number}",
            subject=claim.number, evidence=[_of_claim(claim)], by=by, at=at,
        )
        for claim in desk.twice
    ]  # fmt: skip
    return [code for code in codes if code]


def _of_claim(claim: DeskClaim) -> Evidence:
    values = {
        "人员": claim.person,
        "疑点": "；".join(claim.whys),
        "把握": "certain" if claim.same_invoice or claim.direct else "suspected",
    }
    return Evidence("manual_desk", claim.number, values, claim.amount, claim.amount)
