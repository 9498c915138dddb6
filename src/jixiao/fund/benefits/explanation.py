"""A settlement told step by step: what was computed from what, by which entry of the policy.

The steps are computed anew, one claim of the person's year after another, and so check the
expression that settled them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.fund.benefits.parameters import Kind
from jixiao.fund.benefits.policy import NO_LIMIT, RATE, VISITS, Basic, Layer, Policy
from jixiao.money import in_yuan


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, how it was computed, the amount in fen, and the policy's entry."""

    name: str
    formula: str
    amount: int
    clause: str


class Used:
    """What a year has used so far, by kind and name."""

    def __init__(self, opening: Mapping[tuple[str, str], int] | None = None) -> None:
        self.amounts: dict[tuple[str, str], int] = defaultdict(int, opening or {})

    def cut(self, paid: Kind, granted: Kind, name: str, amount: int, limit: int) -> tuple[int, str]:
        """Cut an amount at what is left of a limit, and say so."""
        most = self.amounts[granted, name] = max(self.amounts[granted, name], limit)
        before = self.amounts[paid, name]
        left = min(amount, most - before)
        self.amounts[paid, name] += left
        if most >= NO_LIMIT:
            return left, ""
        told = f"；全年限额 {in_yuan(most)}，已用 {in_yuan(before)}"
        return left, told + (f"，只付 {in_yuan(left)}" if left < amount else "")


def explain(
    year: Iterable[Mapping[str, Any]], setl_id: str, policy: Policy, used: Used | None = None
) -> list[Step]:
    """Tell the steps of one settlement among the claims of a person's year, amounts in fen.

    `used` is what the year had used before the first of them; it is brought up to that settlement.
    Gives no steps where the year has no such settlement.
    """
    used = used or Used()
    for claim in sorted(year, key=lambda c: (c["setl_time"], c["setl_id"])):
        steps = list(_steps(claim, policy, used))
        if claim["setl_id"] == setl_id:
            return steps
    return []


def _steps(claim: Mapping[str, Any], policy: Policy, used: Used) -> Iterable[Step]:
    inside = claim["inscp_amt"]
    outside = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt")
    parts = [f"{word} {in_yuan(claim[name])}" for name, word in zip(outside, _OUTSIDE, strict=True)]
    formula = (
        f"{in_yuan(claim['medfee_sumamt'])} = {' + '.join(parts)} + 政策范围内 {in_yuan(inside)}"
    )
    yield Step("费用分解", formula, inside, "")
    holds = policy.valid_from <= claim["setl_time"].date() <= policy.valid_to
    basic = policy.basic_of(claim) if holds else None
    if basic is None:
        yield Step("基本医保统筹", "政策没有这种情形，不付", 0, "")
        yield Step("个人支付", f"{in_yuan(claim['medfee_sumamt'])}", claim["medfee_sumamt"], "")
        yield from _account_steps(claim, policy, claim["medfee_sumamt"]) if holds else ()
        return
    deducted, told = _deducted(basic, claim, used)
    yield Step("起付线", told, deducted, basic.name)
    raw, told = _stepped(inside - deducted, basic.bands)
    if raw > basic.case_cap:
        raw, told = basic.case_cap, f"{told}；每次最多 {in_yuan(basic.case_cap)}"
    paid, limit = used.cut(Kind.PAID, Kind.GRANTED, basic.accumulator, raw, basic.cap)
    above = f"{in_yuan(inside)} − {in_yuan(deducted)} = {in_yuan(inside - deducted)}；{told}"
    yield Step("基本医保统筹", above + limit, paid, basic.name)
    fund = paid
    for code in policy.fields if basic.further else ():
        layer = policy.layer_of(code, claim)
        counted = sum(claim[name] for name in (layer.counts if layer else ()))
        own = max(0, inside + counted - fund)
        before = used.amounts[Kind.BURDEN, code]
        used.amounts[Kind.BURDEN, code] += own
        if layer:
            step = _layer_step(layer, code, own, before, used)
            fund += step.amount
            yield step
    rest = claim["medfee_sumamt"] - fund
    yield Step("个人支付", f"{in_yuan(claim['medfee_sumamt'])} − 基金 {in_yuan(fund)}", rest, "")
    yield from _account_steps(claim, policy, rest)


_OUTSIDE = ("全自费", "超限价", "先行自付")


def _account_steps(claim: Mapping[str, Any], policy: Policy, rest: int) -> Iterable[Step]:
    """Tell what the accounts pay of the person's part; nothing where they have no part in it."""
    account = policy.account
    if account is None or claim["insutype"] not in account.insutypes:
        return
    able = rest
    if not account.outside:
        able = max(0, rest - claim["fulamt_ownpay_amt"] - claim["overlmt_selfpay"])
    for name, column in (("个人账户支付", "acct_balc"), ("家庭共济支付", "acct_mulaid_balc")):
        balance = claim.get(column) or 0
        paid = min(able, balance)
        yield Step(name, f"可付 {in_yuan(able)}，余额 {in_yuan(balance)}", paid, "account")
        able -= paid
        rest -= paid
    yield Step("个人现金支付", "个人支付减去账户支付", rest, "account")


def _deducted(basic: Basic, claim: Mapping[str, Any], used: Used) -> tuple[int, str]:
    name, inside = basic.accumulator, claim["inscp_amt"]
    waived = claim["psn_idet_type"] in basic.waived
    visits = used.amounts[Kind.VISITS, name]
    follows = basic.transfer and claim.get("transfer") == "1" and visits > 0
    visit = used.amounts[Kind.VISITS, name] = visits if follows else visits + 1
    line = 0 if waived else basic.deductibles[min(visit, VISITS) - 1]
    before = used.amounts[Kind.LINE, name] if follows else 0
    used.amounts[Kind.LINE, name] = max(before, line)
    if basic.annual_deductible:
        key = (Kind.DEDUCTED, basic.deductible_accumulator)
        left = 0 if waived else max(0, basic.annual_deductible - used.amounts[key])
        told = f"全年 {in_yuan(basic.annual_deductible)}，已付 {in_yuan(used.amounts[key])}"
        deducted = min(inside, left)
        used.amounts[key] += deducted
    else:
        told = f"本年第 {visit} 次，起付标准 {in_yuan(line)}"
        if follows:
            told = f"转院，起付标准 {in_yuan(line)}，此前已按 {in_yuan(before)}，只补差额"
        deducted = min(inside, max(0, line - before))
    return deducted, "免起付线" if waived else told


def _layer_step(layer: Layer, code: str, own: int, before: int, used: Used) -> Step:
    after = before + own
    (high, told), (low, _) = _stepped(after, layer.tiers), _stepped(before, layer.tiers)
    paid, limit = used.cut(Kind.LAYER_PAID, Kind.LAYER_GRANTED, code, max(0, high - low), layer.cap)
    formula = (
        f"本次个人负担 {in_yuan(own)}，全年累计 {in_yuan(before)} → {in_yuan(after)}；"
        f"累计应付 {told or '0.00'}，减去此前应付 {in_yuan(low)}"
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
            span = (
                f"（{in_yuan(min(amount, end))} − {in_yuan(start)}）" if start else in_yuan(inside)
            )
            told.append(f"{span} × {rate * 100 / RATE:g}%")
    paid = (total + RATE // 2) // RATE
    return paid, f"{' + '.join(told)} = {in_yuan(paid)}" if told else ""
