"""The settlement once more, slow and obvious: one person after another, one claim after another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jixiao.fund.benefits import Policies
from jixiao.fund.benefits.policy import NO_LIMIT, Policy

Claim = Mapping[str, Any]


def to_fen(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def by_steps(amount: int, steps: Sequence[tuple[int, int]]) -> int:
    """What each step takes of the amount that lies in it."""
    total = Decimal(0)
    ends = [start for start, _ in steps[1:]] + [max(amount, steps[-1][0])]
    for (start, rate), end in zip(steps, ends, strict=True):
        inside = max(0, min(amount, end) - start)
        total += Decimal(inside) * Decimal(rate) / Decimal(10_000)
    return to_fen(total)


class Limit:
    """A year's limit: what is granted never shrinks, what is used never passes it."""

    def __init__(self) -> None:
        self.granted = 0
        self.used = 0

    def pay(self, amount: int, limit: int) -> int:
        self.granted = max(self.granted, limit)
        paid = min(amount, self.granted - self.used)
        self.used += paid
        return paid


def settle_slowly(
    claims: Iterable[Claim],
    policies: Policies,
    openings: Mapping[Any, "Year"] | None = None,
) -> dict[str, dict[str, Any]]:
    """Settle claims; gives what each pays by setl_id."""
    years: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        years[claim["psn_no"], claim["year"]].append(claim)
    paid: dict[str, dict[str, Any]] = {}
    for key, claims_of_year in years.items():
        claims_of_year.sort(key=lambda claim: (claim["setl_time"], claim["setl_id"]))
        year = openings[key] if openings and key in openings else Year(policies)
        for claim in claims_of_year:
            paid[claim["setl_id"]] = year.settle(claim)
    return paid


class Year:
    """What one person has used of one year, and what the next claim is paid."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self.visits: dict[str, int] = defaultdict(int)
        self.line_of_stay: dict[str, int] = defaultdict(int)
        self.deducted: dict[str, int] = defaultdict(int)
        self.limits: dict[Any, Limit] = defaultdict(Limit)
        self.burden: dict[str, int] = defaultdict(int)

    def settle(self, claim: Claim) -> dict[str, Any]:
        day = claim["setl_time"].date()
        policy = next(
            (p for p in self.policies if p.valid_from <= day <= p.valid_to), None
        )
        basic = self._basic(claim, policy) if policy else None
        fund = 0
        paid: dict[str, Any] = {"hifp_pay": 0, "act_pay_dedc": 0, "benefit": None}
        if basic:
            inside = claim["inscp_amt"]
            line = self._line(basic, claim)
            deducted = min(inside, line)
            if basic.annual_deductible:
                self.deducted[basic.deductible_accumulator] += deducted
            raw = min(by_steps(inside - deducted, basic.bands), basic.case_cap)
            fund = self.limits["basic", basic.accumulator].pay(raw, basic.cap)
            paid |= {"hifp_pay": fund, "act_pay_dedc": deducted, "benefit": basic.name}
        for code, field in {
            c: f for p in self.policies for c, f in p.fields.items()
        }.items():
            paid.setdefault(field, 0)
            if not (basic and basic.further):
                continue
            layer = self._layer(code, claim, policy)
            base = claim["inscp_amt"] + sum(
                claim[name] for name in (layer.counts if layer else ())
            )
            burden = max(0, base - fund)
            before = self.burden[code]
            self.burden[code] += burden
            if layer:
                raw = by_steps(before + burden, layer.tiers) - by_steps(
                    before, layer.tiers
                )
                amount = self.limits[code].pay(raw, layer.cap)
                paid[field] += amount
                fund += amount
        person = claim["medfee_sumamt"] - fund
        paid |= {"fund_pay_sumamt": fund, "psn_pay": person}
        if any(p.account for p in self.policies):
            paid |= self._account(claim, policy, person)
        return paid

    def _line(self, basic: Any, claim: Claim) -> int:
        """The start line of a claim, and the visit counted."""
        name = basic.accumulator
        follows = (
            basic.transfer and claim.get("transfer") == "1" and self.visits[name] > 0
        )
        waived = claim["psn_idet_type"] in basic.waived
        if not follows:
            self.visits[name] += 1
        line = 0 if waived else basic.deductibles[min(self.visits[name], 3) - 1]
        before = self.line_of_stay[name] if follows else 0
        self.line_of_stay[name] = max(before, line)
        if basic.annual_deductible:
            left = basic.annual_deductible - self.deducted[basic.deductible_accumulator]
            return 0 if waived else max(0, left)
        return max(0, line - before)

    def _account(
        self, claim: Claim, policy: Policy | None, person: int
    ) -> dict[str, int]:
        able = 0
        if policy and policy.account and claim["insutype"] in policy.account.insutypes:
            outside = 0
            if not policy.account.outside:
                outside = claim["fulamt_ownpay_amt"] + claim["overlmt_selfpay"]
            able = max(0, person - outside)
        account = min(able, claim.get("acct_balc", 0))
        family = min(able - account, claim.get("acct_mulaid_balc", 0))
        return {
            "acct_pay": account,
            "acct_mulaid_pay": family,
            "cash_payamt": person - account - family,
        }

    def _basic(self, claim: Claim, policy: Policy) -> Any:
        level = policy.levels.get(claim["hosp_lv"], "一级")
        case = (
            claim["insutype"],
            claim["psn_type"],
            claim["med_type"],
            level,
            claim["filing"],
        )
        of_disease = policy.basic.get((*case, claim.get("dise_no", "")))
        return of_disease or policy.basic.get((*case, ""))

    def _layer(self, code: str, claim: Claim, policy: Policy | None) -> Any:
        layers = policy.layers.get(code, {}) if policy else {}
        person = (claim["insutype"], claim["psn_type"], claim.get("cvlserv_flag", "0"))
        for identity in (claim["psn_idet_type"], ""):
            if (*person, identity) in layers:
                return layers[*person, identity]
        return None


assert NO_LIMIT > 10**12
