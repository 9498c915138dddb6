"""The settlement once more, slow and obvious: one person after another, one claim after another.

A witness: it shares with the package what a policy declares, and computes in plain Decimals all
that is paid by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from jixiao.fund.benefits import Policies
from jixiao.fund.benefits.entry import BasicEntry, LayerEntry
from jixiao.fund.benefits.policy import Policy

Claim = Mapping[str, Any]


def to_fen(amount: Decimal) -> int:
    """Round half a fen upwards; what a quotient like 1/3 leaves beyond thirty digits is no half."""
    exact = amount.quantize(Decimal("1e-20"), ROUND_HALF_UP)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def as_decimal(rate: Fraction) -> Decimal:
    return Decimal(rate.numerator) / Decimal(rate.denominator)


def share(amount: int, steps: Iterable[tuple[int, Decimal]]) -> Decimal:
    """What each step takes of the amount that lies in it."""
    steps = list(steps)
    ends = [start for start, _ in steps[1:]] + [max(amount, steps[-1][0])]
    parts = zip(steps, ends, strict=True)
    return sum(
        (Decimal(max(0, min(amount, e) - s)) * rate for (s, rate), e in parts),
        Decimal(0),
    )


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
    claims: Iterable[Claim], policies: Policies
) -> dict[str, dict[str, Any]]:
    """Settle claims; gives what each pays by setl_id."""
    years: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        years[claim["psn_no"], claim["year"]].append(claim)
    paid: dict[str, dict[str, Any]] = {}
    with localcontext(prec=60):
        for claims_of_year in years.values():
            claims_of_year.sort(
                key=lambda claim: (claim["setl_time"], claim["setl_id"])
            )
            year = Year(policies)
            for claim in claims_of_year:
                paid[claim["setl_id"]] = year.settle(claim)
    return paid


class Year:
    """What one person has used of one year, and what the next claim is paid."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self.visits: dict[Any, int] = defaultdict(int)
        self.line_of_stay: dict[Any, int] = defaultdict(int)
        self.deducted: dict[Any, int] = defaultdict(int)
        self.limits: dict[Any, Limit] = defaultdict(Limit)
        self.burden: dict[Any, int] = defaultdict(int)

    def settle(self, claim: Claim) -> dict[str, Any]:
        day = claim["setl_time"].date()
        policy = next(
            (p for p in self.policies if p.valid_from <= day <= p.valid_to), None
        )
        basic, level = self._basic(claim, policy) if policy else (None, "")
        fund = 0
        paid: dict[str, Any] = {"hifp_pay": 0, "act_pay_dedc": 0, "benefit": None}
        if policy and basic:
            deducted = min(claim["inscp_amt"], self._line(basic, level, claim, policy))
            fund = self._pay_basic(basic, level, deducted, claim, policy)
            paid |= {"hifp_pay": fund, "act_pay_dedc": deducted, "benefit": basic.name}
        for code, field in {
            c: f for p in self.policies for c, f in p.fields.items()
        }.items():
            paid.setdefault(field, 0)
            if policy and basic and basic.further:
                amount = self._pay_layer(code, claim, policy, fund)
                paid[field] += amount
                fund += amount
        person = claim["medfee_sumamt"] - fund
        paid |= {"fund_pay_sumamt": fund, "psn_pay": person}
        if any(p.account for p in self.policies):
            paid |= self._account(claim, policy, person)
        return paid

    def _scope(self, entry: Any, word: str, claim: Claim) -> str:
        return "every" if word in entry.shared else claim["insutype"]

    def _name(self, template: str, level: str, claim: Claim, policy: Policy) -> str:
        diseases = [
            name
            for name, codes in policy.diseases.items()
            if claim.get("dise_no", "") in codes
        ]
        disease = diseases[0] if diseases else ""
        return template.replace("{level}", level).replace("{disease}", disease)

    def _pay_basic(
        self, basic: BasicEntry, level: str, deducted: int, claim: Claim, policy: Policy
    ) -> int:
        filing = claim["filing"]
        points = as_decimal(basic.adjustment.points.get(filing, Fraction(0)))
        factor = as_decimal(basic.adjustment.factors.get(filing, Fraction(1)))
        steps = [
            (start, (as_decimal(rate) + points) * factor)
            for start, rate in basic.steps[level]
        ]
        raw = to_fen(share(claim["inscp_amt"] - deducted, steps))
        if level in basic.case_caps:
            raw = min(raw, basic.case_caps[level])
        name = self._name(basic.accumulator, level, claim, policy)
        limit = self.limits["basic", self._scope(basic, "限额", claim), name]
        return limit.pay(raw, basic.cap)

    def _pay_layer(self, code: str, claim: Claim, policy: Policy, fund: int) -> int:
        layer = self._layer(code, claim, policy)
        of_code = [
            x for p in self.policies for x in p.layers.values() if x.code == code
        ]
        shares = layer.shared if layer else {w for x in of_code for w in x.shared}
        base = claim["inscp_amt"] + sum(
            claim[name] for name in (layer.counts if layer else ())
        )
        burden = max(0, base - fund)
        key = code, "every" if "负担" in shares else claim["insutype"]
        before = self.burden[key]
        self.burden[key] += burden
        if not layer:
            return 0
        steps = [(start, as_decimal(rate)) for start, rate in layer.steps]
        raw = to_fen(share(before + burden, steps)) - to_fen(share(before, steps))
        limit = self.limits["layer", self._scope(layer, "限额", claim), code]
        return limit.pay(max(0, raw), layer.cap)

    def _line(self, basic: BasicEntry, level: str, claim: Claim, policy: Policy) -> int:
        """The start line of a claim, and the visit counted."""
        name = self._name(basic.accumulator, level, claim, policy)
        key = self._scope(basic, "次数", claim), name
        follows = (
            basic.transfer and claim.get("transfer") == "1" and self.visits[key] > 0
        )
        waived = claim["psn_idet_type"] in basic.waived
        if not follows:
            self.visits[key] += 1
        lines = basic.lines.get(level, (0,))
        line = 0 if waived else lines[min(self.visits[key], len(lines)) - 1]
        before = self.line_of_stay[key] if follows else 0
        self.line_of_stay[key] = max(before, line)
        annual = basic.annual_lines.get(level, 0)
        if not annual:
            return max(0, line - before)
        if waived:
            return 0
        of_year = self._name(basic.deductible_accumulator, level, claim, policy)
        key = self._scope(basic, "起付线", claim), of_year
        left = max(0, annual - self.deducted[key])
        self.deducted[key] += min(left, claim["inscp_amt"])
        return left

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

    def _fits(self, entry: Any, claim: Claim, levels: Iterable[str]) -> bool:
        asked = entry.conditions
        said = {
            "insutype": claim["insutype"], "psn_type": claim["psn_type"],
            "med_type": claim["med_type"], "psn_idet_type": claim["psn_idet_type"],
            "filing": claim["filing"], "dise_no": claim.get("dise_no", ""),
            "cvlserv_flag": "1" if claim.get("cvlserv_flag") == "1" else "0",
        }  # fmt: skip
        for name, value in said.items():
            wanted = getattr(asked, name)
            if wanted is not None and value not in wanted:
                return False
        return asked.levels is None or bool(set(levels) & asked.levels)

    def _basic(self, claim: Claim, policy: Policy) -> tuple[BasicEntry | None, str]:
        """The entry that pays: the last of its disease, else the last; and the level it speaks of."""
        levels = policy.levels[claim["hosp_lv"]]
        chosen = None
        for entry in policy.basic.values():
            of_disease = entry.conditions.dise_no is not None
            outranks = of_disease or chosen is None or chosen.conditions.dise_no is None
            if outranks and self._fits(entry, claim, levels):
                chosen = entry
        level = next((n for n in levels if chosen and n in chosen.steps), "")
        return chosen, level

    def _layer(self, code: str, claim: Claim, policy: Policy) -> LayerEntry | None:
        levels = policy.levels[claim["hosp_lv"]]
        chosen = None
        for entry in policy.layers.values():
            if entry.code == code and self._fits(entry, claim, levels):
                chosen = entry
        return chosen
