"""One settlement as a person reads it: each step by the policy, and what the platform paid."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.benefits.explanation import SettlementStep, explain
from jixiao.fund.benefits.facts import parts_stays, with_facts
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.records import Records
from jixiao.fund.records.netting import REASONS, fund_fields, fund_title
from jixiao.fund.resettling.kept import NET_CLAIMS
from jixiao.fund.resettling.resettlement import as_paid
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import codes

_FILINGS = {
    "local": "本地就医",
    "long_term": "异地长期居住备案",
    "referral": "转诊转院备案",
    "emergency": "异地急诊，未备案",
    "unfiled": "异地就医，未备案",
}


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A step, and what the platform has for it, in fen; none where it says nothing."""

    step: SettlementStep
    paid: int | None

    @property
    def differs(self) -> bool:
        """Whether the platform has another amount."""
        return self.paid is not None and self.paid != self.step.amount


@dataclass(frozen=True, slots=True)
class Statement:
    """A settlement told: whose case it was, its steps, and what the platform paid besides.

    `facts` are what the policy looks at; `besides` are amounts in fen of fund layers that the
    policy does not have; `settlements` says how many settlements of one stay are told together.
    """

    setl_id: str
    on: date
    facts: Mapping[str, str]
    settlements: int
    lines: tuple[StatementLine, ...]
    besides: Mapping[str, int]


def state(engine: Engine, setl_id: str, policy: Policy) -> Statement:
    """Tell one settlement by a policy, among all of its person's year.

    Raises:
        JixiaoError: there is no such settlement, or it does not stand.
    """
    claims, claim = _claims_of_its_person(engine, setl_id, policy)
    year = [other for other in claims if other["year"] == claim["year"]]
    fields = {layer.name: layer.field for layer in policy.layers.values()}
    steps = explain(year, claim["setl_id"], policy)
    lines = tuple(
        StatementLine(step, paid) for step, paid in _beside(steps, fields, claim)
    )
    in_steps = {
        "hifp_pay",
        *(fields[step.name] for step in steps if step.name in fields),
    }
    besides = {
        fund_title(field): claim[f"paid_{field}"]
        for field in fund_fields()
        if field not in in_steps and claim[f"paid_{field}"]
    }
    return Statement(
        claim["setl_id"],
        claim["setl_time"].date(),
        _facts(NET_CLAIMS.masked(claim), policy),
        claim["settlements"],
        lines,
        besides,
    )


def _beside(
    steps: Sequence[SettlementStep], fields: Mapping[str, str], claim: Mapping[str, Any]
) -> Iterator[tuple[SettlementStep, int | None]]:
    """Give each step with the platform's amount for it.

    Where layers share a field, the amount stands beside the last of them, less the others'.
    """
    paid = {
        "费用分解": claim["inscp_amt"],
        "起付线": claim["paid_dedc"],
        "基本医保统筹": claim["paid_hifp_pay"],
        "个人支付": claim["medfee_sumamt"] - claim["paid_fund"],
    }
    for place, step in enumerate(steps):
        field = fields.get(step.name)
        if field is None:
            yield step, paid.get(step.name)
        elif field in (fields.get(later.name) for later in steps[place + 1 :]):
            yield step, None
        else:
            earlier = (s.amount for s in steps[:place] if fields.get(s.name) == field)
            yield step, claim[f"paid_{field}"] - sum(earlier)


def _claims_of_its_person(
    engine: Engine, setl_id: str, policy: Policy
) -> tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]:
    """Return the claims of the settlement's person, and the one that it is or is part of."""
    rows = Records(engine).record("settlement_rows")
    asked = rows.filter(rows.setl_id == setl_id).select("psn_no", "mdtrt_id")
    settlements = engine.fetch(asked).to_pylist()
    if not settlements:
        message = (
            f"没有结算ID 为 {setl_id} 的结算。请检查编号，或先用 jixiao load 收进来。"
        )
        raise JixiaoError(message)
    (settlement,) = settlements
    records = Records(
        engine,
        identity_order=tuple(policy.identity_names),
        person=settlement["psn_no"],
        parts_stays=parts_stays([policy]),
    )
    verdicts = engine.fetch(records.record("verdicts")).to_pylist()
    reasons = {row["setl_id"]: row["status"] for row in verdicts}
    if setl_id in reasons:
        message = f"结算 {setl_id} 不计入：{REASONS[reasons[setl_id]]}。请查同一次就诊的其他结算。"
        raise JixiaoError(message)
    asked = with_facts(records, as_paid(records.record("claims")), [policy])
    claims = engine.fetch(asked).to_pylist()
    visit = settlement["mdtrt_id"]
    holding = [claim for claim in claims if _holds(claim, setl_id, visit)]
    return claims, max(holding, key=lambda claim: claim["setl_id"] == setl_id)


def _holds(claim: Mapping[str, Any], setl_id: str, visit: str) -> bool:
    """Whether a claim is a settlement, or the stay that it is a part of."""
    is_part = claim["settlements"] > 1 and claim["mdtrt_id"] == visit
    return bool(claim["setl_id"] == setl_id or is_part)


def _level(policy: Policy, hospital: str | None) -> str:
    return policy.levels.get(hospital or "", ("等级不详",))[0]


def _facts(claim: Mapping[str, Any], policy: Policy) -> dict[str, str]:
    identities = policy.identity_names
    identity = claim["psn_idet_type"] or ""
    hospital = claim["hosp_lv"]
    return {
        "参保人": claim["psn_no"],
        "险种": codes()["insutype"].get(claim["insutype"], claim["insutype"]),
        "人员类别": codes()["psn_type"].get(claim["psn_type"], claim["psn_type"]),
        "救助身份": identities.get(identity, f"{identity}（政策里没有）")
        if identity
        else "无",
        "医疗类别": codes()["med_type"].get(claim["med_type"], claim["med_type"]),
        "医院等级": f"{_level(policy, hospital)}（{codes()['hosp_lv'].get(hospital, hospital or '没有写')}）",
        "就医地": _FILINGS[claim["filing"]],
    }
