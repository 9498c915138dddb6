"""A settlement step by step: what was computed from what, by which entry of the policy.

The steps are computed anew, claim after claim of the person's year, and so check the expression
that settled them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.fund.benefits.parameters import AccumulatorKind
from jixiao.fund.benefits.policy import (
    NO_LIMIT,
    RATE,
    VISITS,
    BasicLayer,
    FurtherLayer,
    Policy,
)
from jixiao.money import in_yuan

Claim = Mapping[str, Any]
"""A row of `CLAIM` and of what `OPTIONAL` adds, amounts in fen."""
_OUTSIDE = {
    "fulamt_ownpay_amt": "全自费",
    "overlmt_selfpay": "超限价",
    "preselfpay_amt": "先行自付",
}
_BALANCES = {"个人账户支付": "acct_balc", "家庭共济支付": "acct_mulaid_balc"}


@dataclass(frozen=True, slots=True)
class SettlementStep:
    """One step: what it is, how it was computed, the amount in fen, and the policy's entry."""

    name: str
    formula: str
    amount: int
    clause: str


class AmountsUsed:
    """What a person's year has used so far, by kind of accumulator and name."""

    def __init__(self, opening: Mapping[tuple[str, str], int] | None = None) -> None:
        self.amounts: dict[tuple[str, str], int] = defaultdict(int, opening or {})

    def cut(
        self,
        paid: AccumulatorKind,
        granted: AccumulatorKind,
        name: str,
        amount: int,
        limit: int,
    ) -> tuple[int, str]:
        """Cut an amount at what is left of a limit; returns what is paid, and the words for it."""
        most = self.amounts[granted, name] = max(self.amounts[granted, name], limit)
        before = self.amounts[paid, name]
        payment = min(amount, most - before)
        self.amounts[paid, name] += payment
        if most >= NO_LIMIT:
            return payment, ""
        words = f"；全年限额 {in_yuan(most)}，已用 {in_yuan(before)}"
        return payment, words + (
            f"，只付 {in_yuan(payment)}" if payment < amount else ""
        )


def explain(
    year: Iterable[Claim], setl_id: str, policy: Policy, used: AmountsUsed | None = None
) -> list[SettlementStep]:
    """Return the steps of one settlement among the claims of a person's year, amounts in fen.

    `used` is what the year had used before the first of them; it is brought up to that settlement.
    There are no steps where the year has no such settlement.
    """
    used = used or AmountsUsed()
    for claim in sorted(year, key=lambda claim: (claim["setl_time"], claim["setl_id"])):
        steps = list(_steps(claim, policy, used))
        if claim["setl_id"] == setl_id:
            return steps
    return []


def _steps(claim: Claim, policy: Policy, used: AmountsUsed) -> Iterator[SettlementStep]:
    cost = claim["medfee_sumamt"]
    yield _split_step(claim)
    in_force = policy.valid_from <= claim["setl_time"].date() <= policy.valid_to
    basic = policy.basic_of(claim) if in_force else None
    if basic is None:
        yield SettlementStep("基本医保统筹", "政策没有这种情形，不付", 0, "")
        yield SettlementStep("个人支付", in_yuan(cost), cost, "")
        yield from _account_steps(claim, policy, cost) if in_force else ()
        return
    deducted, words = _deducted(basic, claim, used)
    yield SettlementStep("起付线", words, deducted, basic.name)
    payments = list(_payment_steps(basic, deducted, claim, policy, used))
    yield from payments
    fund = sum(step.amount for step in payments)
    rest = cost - fund
    yield SettlementStep(
        "个人支付", f"{in_yuan(cost)} − 基金 {in_yuan(fund)}", rest, ""
    )
    yield from _account_steps(claim, policy, rest)


def _split_step(claim: Claim) -> SettlementStep:
    inside = claim["inscp_amt"]
    outside = (f"{word} {in_yuan(claim[column])}" for column, word in _OUTSIDE.items())
    formula = f"{in_yuan(claim['medfee_sumamt'])} = {' + '.join(outside)} + 政策范围内 {in_yuan(inside)}"
    return SettlementStep("费用分解", formula, inside, "")


def _payment_steps(
    basic: BasicLayer, deducted: int, claim: Claim, policy: Policy, used: AmountsUsed
) -> Iterator[SettlementStep]:
    """Yield what each layer of the fund pays above the start line, in the order of the policy."""
    inside = claim["inscp_amt"]
    step = _basic_step(basic, inside, deducted, used)
    yield step
    fund = step.amount
    for code in policy.fields if basic.further else ():
        layer = policy.layer_of(code, claim)
        counted = sum(claim[column] for column in (layer.counts if layer else ()))
        burden = max(0, inside + counted - fund)
        before = used.amounts[AccumulatorKind.BURDEN, code]
        used.amounts[AccumulatorKind.BURDEN, code] += burden
        if layer:
            step = _layer_step(layer, code, burden, before, used)
            fund += step.amount
            yield step


def _basic_step(
    basic: BasicLayer, inside: int, deducted: int, used: AmountsUsed
) -> SettlementStep:
    above = inside - deducted
    payment, words = _stepped(above, basic.bands)
    if payment > basic.case_cap:
        payment, words = basic.case_cap, f"{words}；每次最多 {in_yuan(basic.case_cap)}"
    paid, granted = AccumulatorKind.PAID, AccumulatorKind.GRANTED
    payment, limit_words = used.cut(
        paid, granted, basic.accumulator, payment, basic.cap
    )
    formula = f"{in_yuan(inside)} − {in_yuan(deducted)} = {in_yuan(above)}；{words}{limit_words}"
    return SettlementStep("基本医保统筹", formula, payment, basic.name)


def _account_steps(claim: Claim, policy: Policy, rest: int) -> Iterator[SettlementStep]:
    """Yield what the accounts pay of the person's part; nothing where they have no part in it."""
    account = policy.account
    if account is None or claim["insutype"] not in account.insutypes:
        return
    payable = rest
    if not account.outside:
        payable = max(0, rest - claim["fulamt_ownpay_amt"] - claim["overlmt_selfpay"])
    for name, column in _BALANCES.items():
        balance = claim.get(column) or 0
        paid = min(payable, balance)
        formula = f"可付 {in_yuan(payable)}，余额 {in_yuan(balance)}"
        yield SettlementStep(name, formula, paid, "account")
        payable -= paid
        rest -= paid
    yield SettlementStep("个人现金支付", "个人支付减去账户支付", rest, "account")


def _deducted(basic: BasicLayer, claim: Claim, used: AmountsUsed) -> tuple[int, str]:
    """Return what the start line leaves to the person, and how it comes to that."""
    inside = claim["inscp_amt"]
    is_waived = claim["psn_idet_type"] in basic.waived
    visits = used.amounts[AccumulatorKind.VISITS, basic.accumulator]
    follows = basic.transfer and claim.get("transfer") == "1" and visits > 0
    visit = visits if follows else visits + 1
    line = 0 if is_waived else basic.deductibles[min(visit, VISITS) - 1]
    before = used.amounts[AccumulatorKind.LINE, basic.accumulator] if follows else 0
    used.amounts[AccumulatorKind.VISITS, basic.accumulator] = visit
    used.amounts[AccumulatorKind.LINE, basic.accumulator] = max(before, line)
    if basic.annual_deductible:
        deducted, words = _annually_deducted(basic, inside, used, is_waived=is_waived)
    else:
        words = f"本年第 {visit} 次，起付标准 {in_yuan(line)}"
        if follows:
            words = (
                f"转院，起付标准 {in_yuan(line)}，此前已按 {in_yuan(before)}，只补差额"
            )
        deducted = min(inside, max(0, line - before))
    return deducted, "免起付线" if is_waived else words


def _annually_deducted(
    basic: BasicLayer, inside: int, used: AmountsUsed, *, is_waived: bool
) -> tuple[int, str]:
    accumulator = (AccumulatorKind.DEDUCTED, basic.deductible_accumulator)
    before = used.amounts[accumulator]
    line_left = 0 if is_waived else max(0, basic.annual_deductible - before)
    deducted = min(inside, line_left)
    used.amounts[accumulator] += deducted
    return deducted, f"全年 {in_yuan(basic.annual_deductible)}，已付 {in_yuan(before)}"


def _layer_step(
    layer: FurtherLayer, code: str, burden: int, before: int, used: AmountsUsed
) -> SettlementStep:
    after = before + burden
    due_after, words = _stepped(after, layer.tiers)
    due_before, _ = _stepped(before, layer.tiers)
    paid, granted = AccumulatorKind.LAYER_PAID, AccumulatorKind.LAYER_GRANTED
    payment, limit_words = used.cut(
        paid, granted, code, max(0, due_after - due_before), layer.cap
    )
    formula = (
        f"本次个人负担 {in_yuan(burden)}，全年累计 {in_yuan(before)} → {in_yuan(after)}；"
        f"累计应付 {words or '0.00'}，减去此前应付 {in_yuan(due_before)}"
    )
    return SettlementStep(layer.name, formula + limit_words, payment, layer.name)


def _stepped(amount: int, steps: Sequence[tuple[int, int]]) -> tuple[int, str]:
    """Return what rates at steps make of an amount, to the fen, and how."""
    total = 0
    terms = []
    ends = [start for start, _ in steps[1:]] + [max(amount, steps[-1][0])]
    for (start, rate), end in zip(steps, ends, strict=True):
        top = min(amount, end)
        if top > start:
            total += (top - start) * rate
            span = f"（{in_yuan(top)} − {in_yuan(start)}）" if start else in_yuan(top)
            terms.append(f"{span} × {rate * 100 / RATE:g}%")
    paid = (total + RATE // 2) // RATE
    return paid, f"{' + '.join(terms)} = {in_yuan(paid)}" if terms else ""
