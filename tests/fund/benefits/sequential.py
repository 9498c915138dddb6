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


def settle_slowly(claims: Iterable[Claim], policies: Policies) -> dict[str, dict[str, Any]]:
    """Settle claims; gives what each pays by setl_id."""
    years: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        years[claim["psn_no"], claim["year"]].append(claim)
    found: dict[str, dict[str, Any]] = {}
    for own in years.values():
        own.sort(key=lambda claim: (claim["setl_time"], claim["setl_id"]))
        year = _Year(policies)
        for claim in own:
            found[claim["setl_id"]] = year.settle(claim)
    return found


class _Year:
    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self.visits: dict[str | None, int] = defaultdict(int)
        self.deducted: dict[str, int] = defaultdict(int)
        self.limits: dict[Any, Limit] = defaultdict(Limit)
        self.burden: dict[str, int] = defaultdict(int)

    def settle(self, claim: Claim) -> dict[str, Any]:
        day = claim["setl_time"].date()
        policy = next((p for p in self.policies if p.valid_from <= day <= p.valid_to), None)
        paid = {"hifp_pay": 0, "act_pay_dedc": 0, "benefit": None}
        basic = policy.basic.get(self._case(claim, policy)) if policy else None
        if basic:
            inside = claim["inscp_amt"]
            visit = self.visits[basic.accumulator]
            self.visits[basic.accumulator] += 1
            if basic.annual_deductible:
                left = basic.annual_deductible - self.deducted[basic.deductible_accumulator]
            else:
                left = basic.deductibles[min(visit, 2)]
            deducted = min(inside, max(0, left))
            self.deducted[basic.deductible_accumulator] += deducted
            raw = by_steps(inside - deducted, basic.bands)
            hifp = self.limits["basic", basic.accumulator].pay(raw, basic.cap)
            paid |= {"hifp_pay": hifp, "act_pay_dedc": deducted, "benefit": basic.name}
        codes = {code: field for p in self.policies for code, field in p.fields.items()}
        for code, field in codes.items():
            paid[field] = 0
            if not (basic and basic.further):
                continue
            fund = sum(value for name, value in paid.items() if name.endswith("_pay"))
            own = claim["inscp_amt"] - fund
            before = self.burden[code]
            self.burden[code] += own
            layer = policy.layers.get(code, {}).get(self._person(claim, policy)) if policy else None
            if layer:
                raw = by_steps(before + own, layer.tiers) - by_steps(before, layer.tiers)
                paid[field] = self.limits[code].pay(raw, layer.cap)
        fund = sum(v for k, v in paid.items() if k.endswith("_pay"))
        return paid | {"fund_pay_sumamt": fund, "psn_pay": claim["medfee_sumamt"] - fund}

    def _case(self, claim: Claim, policy: Policy) -> tuple[str, str, str, str, str]:
        return (
            claim["insutype"], claim["psn_type"], claim["med_type"],
            policy.levels.get(claim["hosp_lv"], "一级"), claim["filing"],
        )  # fmt: skip

    def _person(self, claim: Claim, policy: Policy) -> tuple[str, str]:
        known = {code for layer in policy.layers.values() for _, code in layer}
        identity = claim["psn_idet_type"]
        return claim["insutype"], identity if identity in known else ""


assert NO_LIMIT > 10**12
