"""One settlement as a person reads it: each step by the policy, and what the platform paid."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.benefits.explanation import SettlementStep, explain
from jixiao.fund.benefits.policy import LOWEST, Policy
from jixiao.fund.records.claims import net_claims
from jixiao.fund.records.netting import (
    REASONS,
    fund_fields,
    fund_title,
    not_standing,
    settlement_rows,
)
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.masking import masked
from jixiao.fund.tables import codes

_FILINGS = {
    "local": "本地就医", "long_term": "异地长期居住备案", "referral": "转诊转院备案",
    "emergency": "异地急诊，未备案", "unfiled": "异地就医，未备案",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
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
    lines: tuple[Line, ...]
    besides: Mapping[str, int]


def state(engine: Engine, setl_id: str, policy: Policy) -> Statement:
    """Tell one settlement by a policy, among all of its person's year.

    Raises:
        JixiaoError: there is no such settlement, or it does not stand.
    """
    claims, claim = _found(engine, setl_id, list(policy.identity_names))
    year = [other for other in claims if other["year"] == claim["year"]]
    fields = {
        layer.name: policy.fields[code]
        for code, own in policy.layers.items()
        for layer in own.values()
    }
    steps = explain(year, claim["setl_id"], policy)
    lines = tuple(Line(step, paid) for step, paid in _beside(steps, fields, claim))
    told = {"hifp_pay", *(fields[step.name] for step in steps if step.name in fields)}
    besides = {
        fund_title(field): claim[f"paid_{field}"]
        for field in fund_fields()
        if field not in told and claim[f"paid_{field}"]
    }
    facts = _facts(claim, policy)
    return Statement(
        claim["setl_id"], claim["setl_time"].date(), facts, claim["settlements"], lines, besides
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


def _found(
    engine: Engine, setl_id: str, identities: Sequence[str]
) -> tuple[Iterable[Mapping[str, Any]], Mapping[str, Any]]:
    """Give the claims of the settlement's person, and the one that it is or is part of."""
    rows = settlement_rows(engine)
    one = rows.filter(rows.setl_id == setl_id).select("psn_no", "mdtrt_id")
    found = engine.fetch(one).to_pylist()
    if not found:
        message = f"没有结算ID 为 {setl_id} 的结算。请检查编号，或先用 jixiao load 收进来。"
        raise JixiaoError(message)
    own = rows.filter(rows.psn_no == found[0]["psn_no"])
    gone = not_standing(own)
    reasons = {row["setl_id"]: row["status"] for row in engine.fetch(gone).to_pylist()}
    if setl_id in reasons:
        message = f"结算 {setl_id} 不计入：{REASONS[reasons[setl_id]]}。请查同一次就诊的其他结算。"
        raise JixiaoError(message)
    standing = own.anti_join(gone, "setl_id")
    claims = engine.fetch(net_claims(engine, standing, identities)).to_pylist()
    claim = next(
        claim
        for claim in claims
        if claim["setl_id"] == setl_id
        or (claim["settlements"] > 1 and claim["mdtrt_id"] == found[0]["mdtrt_id"])
    )
    return claims, claim


def _facts(claim: Mapping[str, Any], policy: Policy) -> dict[str, str]:
    identities = policy.identity_names
    identity = claim["psn_idet_type"] or ""
    hospital = claim["hosp_lv"]
    return {
        "参保人": masked(claim["psn_no"]),
        "险种": codes()["insutype"][claim["insutype"]],
        "人员类别": codes()["psn_type"][claim["psn_type"]],
        "救助身份": identities.get(identity, f"{identity}（政策里没有）") if identity else "无",
        "医疗类别": codes()["med_type"][claim["med_type"]],
        "医院等级": f"{policy.levels.get(hospital, LOWEST)}（{codes()['hosp_lv'][hospital]}）",
        "就医地": _FILINGS[claim["filing"]],
    }
