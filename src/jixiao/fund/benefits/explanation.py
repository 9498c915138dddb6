"""A settlement told step by step: what was computed from what, by which entry of the policy.

The steps are computed anew, one claim of the person's year after another, and so check the
expression that settled them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.fund.benefits.policy import NO_LIMIT, RATE, VISITS, Basic, Layer, Policy


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, how it was computed, the amount in fen, and the policy's entry."""

    name: str
    formula: str
    amount: int
    clause: str


def explain(year: Iterable[Mapping[str, Any]], setl_id: str, policy: Policy) -> list[Step]:
    """Tell the steps of one settlement among the claims of a person's year, amounts in fen.

    Gives no steps where the year has no such settlement.
    """
    used = _Used()
    for claim in sorted(year, key=lambda c: (c["setl_time"], c["setl_id"])):
        steps = list(_steps(claim, policy, used))
        if claim["setl_id"] == setl_id:
            return steps
    return []


class _Used:
    """What a year has used so far."""

    def __init__(self) -> None:
        self.visits: dict[str, int] = defaultdict(int)
        self.deducted: dict[str, int] = defaultdict(int)
        self.paid: dict[str, int] = defaultdict(int)
        self.granted: dict[str, int] = defaultdict(int)
        self.own: dict[str, int] = defaultdict(int)

    def cut(self, key: str, amount: int, limit: int) -> tuple[int, str]:
        """Cut an amount at what is left of a limit, and say so."""
        self.granted[key] = max(self.granted[key], limit)
        before = self.paid[key]
        paid = min(amount, self.granted[key] - before)
        self.paid[key] += paid
        if self.granted[key] >= NO_LIMIT:
            return paid, ""
        told = f"；全年限额 {_yuan(self.granted[key])}，已用 {_yuan(before)}"
        return paid, told + (f"，只付 {_yuan(paid)}" if paid < amount else "")


def _steps(claim: Mapping[str, Any], policy: Policy, used: _Used) -> Iterable[Step]:
    inside = claim["inscp_amt"]
    outside = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt")
    parts = [f"{word} {_yuan(claim[name])}" for name, word in zip(outside, _OUTSIDE, strict=True)]
    formula = f"{_yuan(claim['medfee_sumamt'])} = {' + '.join(parts)} + 政策范围内 {_yuan(inside)}"
    yield Step("费用分解", formula, inside, "")
    level = policy.levels.get(claim["hosp_lv"], "一级")
    case = (claim["insutype"], claim["psn_type"], claim["med_type"], level, claim["filing"])
    basic = policy.basic.get(case)
    if not policy.valid_from <= claim["setl_time"].date() <= policy.valid_to or basic is None:
        yield Step("基本医保统筹", "政策没有这种情形，不付", 0, "")
        yield Step("个人支付", f"{_yuan(claim['medfee_sumamt'])}", claim["medfee_sumamt"], "")
        return
    deducted, told = _deducted(basic, inside, used)
    yield Step("起付线", told, deducted, basic.name)
    raw, told = _stepped(inside - deducted, basic.bands)
    paid, limit = used.cut(f"basic {basic.accumulator}", raw, basic.cap)
    above = f"{_yuan(inside)} − {_yuan(deducted)} = {_yuan(inside - deducted)}；{told}"
    yield Step("基本医保统筹", above + limit, paid, basic.name)
    fund = paid
    identity = claim["psn_idet_type"] or ""
    for code, layers in policy.layers.items():
        layer = layers.get((claim["insutype"], identity), layers.get((claim["insutype"], "")))
        if not basic.further:
            continue
        own = inside - fund
        before = used.own[code]
        used.own[code] += own
        if layer:
            step = _layer_step(layer, code, own, before, used)
            fund += step.amount
            yield step
    rest = claim["medfee_sumamt"] - fund
    yield Step("个人支付", f"{_yuan(claim['medfee_sumamt'])} − 基金 {_yuan(fund)}", rest, "")


_OUTSIDE = ("全自费", "超限价", "先行自付")


def _deducted(basic: Basic, inside: int, used: _Used) -> tuple[int, str]:
    visit = used.visits[basic.accumulator] = used.visits[basic.accumulator] + 1
    if basic.annual_deductible:
        before = used.deducted[basic.deductible_accumulator]
        left = max(0, basic.annual_deductible - before)
        told = f"全年 {_yuan(basic.annual_deductible)}，已付 {_yuan(before)}"
    else:
        left = basic.deductibles[min(visit, VISITS) - 1]
        told = f"本年第 {visit} 次，起付标准 {_yuan(left)}"
    deducted = min(inside, left)
    used.deducted[basic.deductible_accumulator] += deducted
    return deducted, told


def _layer_step(layer: Layer, code: str, own: int, before: int, used: _Used) -> Step:
    after = before + own
    (high, told), (low, _) = _stepped(after, layer.tiers), _stepped(before, layer.tiers)
    paid, limit = used.cut(f"layer {code}", high - low, layer.cap)
    formula = (
        f"本次个人负担 {_yuan(own)}，全年累计 {_yuan(before)} → {_yuan(after)}；"
        f"累计应付 {told or '0.00'}，减去此前应付 {_yuan(low)}"
    )
    return Step(layer.name, formula + limit, paid, layer.name)


def _stepped(amount: int, steps: Sequence[tuple[int, int]]) -> tuple[int, str]:
    """Give what rates at steps make of an amount, to the fen, and how."""
    total = 0
    told = []
    ends = [start for start, _ in steps[1:]] + [max(amount, steps[-1][0])]
    for (start, rate), end in zip(steps, ends, strict=True):
        inside = min(amount, end) - start
        if inside > 0:
            total += inside * rate
            span = f"（{_yuan(min(amount, end))} − {_yuan(start)}）" if start else _yuan(inside)
            told.append(f"{span} × {rate * 100 / RATE:g}%")
    paid = (total + RATE // 2) // RATE
    return paid, f"{' + '.join(told)} = {_yuan(paid)}" if told else ""


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"
