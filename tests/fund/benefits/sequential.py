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
    """A limit: what is granted never shrinks, what is used never passes it."""

    def __init__(self) -> None:
        self.granted = 0
        self.used = 0

    def left(self, limit: int) -> int:
        self.granted = max(self.granted, limit)
        return max(0, self.granted - self.used)


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
        self.climbed: dict[Any, int] = defaultdict(int)
        self.limits: dict[Any, Limit] = defaultdict(Limit)
        self.burden: dict[Any, int] = defaultdict(int)
        self.above_limit = 0
        self.cut_by_year = False

    def settle(self, claim: Claim) -> dict[str, Any]:
        day = claim["setl_time"].date()
        if any(p.year_of in ("出院", "分年") for p in self.policies):
            day = claim.get("care_day") or day
        self.day = day
        policy = next(
            (p for p in self.policies if p.valid_from <= day <= p.valid_to), None
        )
        basic, level = self._basic(claim, policy) if policy else (None, "")
        if policy and policy.year_of == "分年" and self._is_unparted(claim, day):
            basic = None
        if basic:
            claim = self._after_first_share(basic, claim)
        fund = 0
        paid: dict[str, Any] = {"hifp_pay": 0, "act_pay_dedc": 0, "benefit": None}
        if policy and basic:
            fund, deducted = self._pay_basic(basic, level, claim, policy)
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

    def _said(self, by_code: Any, claim: Claim) -> list[Any]:
        """What an entry says of the identity, the filing and the area of a claim."""
        area = claim.get("area") or ("本地" if claim["filing"] == "local" else "")
        codes = {
            "psn_idet_type": claim["psn_idet_type"],
            "filing": claim["filing"],
            "area": area,
        }
        return [said[codes[n]] for n, said in by_code.items() if codes[n] in said]

    def _pay_within(
        self, entry: Any, amount: int, scope: str, name: str, day: Any
    ) -> int:
        """What the year's, the quarter's, the month's, the day's limits and those with others let through."""
        caps = entry.caps
        asked: list[tuple[Any, int]] = [((scope, name, "year"), caps.year)]
        if caps.quarter is not None:
            asked.append(((scope, name, "quarter", (day.month - 1) // 3), caps.quarter))
        if caps.month is not None:
            asked.append(((scope, name, "month", day.month), caps.month))
        if caps.day is not None:
            asked.append(((scope, name, "day", day), caps.day))
        asked += [((scope, other, "year"), most) for other, most in caps.within.items()]
        lefts = [self.limits[key].left(most) for key, most in asked]
        tightest = asked[lefts.index(min(lefts))][0]
        self.cut_by_year = tightest[2] == "year"
        amount = min(amount, *lefts)
        for key, _ in asked:
            self.limits[key].used += amount
        return amount

    @staticmethod
    def _is_unparted(claim: Claim, day: Any) -> bool:
        if claim.get("carried") == "1":
            return False
        return claim.get("began") is None or claim["began"].year < day.year

    def _after_first_share(self, basic: BasicEntry, claim: Claim) -> Claim:
        """The claim as it is once the person has paid the first share: outside the scope."""
        parts = map(as_decimal, self._said(basic.adjustment.first_paid, claim))
        first = to_fen(claim["inscp_amt"] * max(parts, default=Decimal(0)))
        return {
            **claim,
            "inscp_amt": claim["inscp_amt"] - first,
            "preselfpay_amt": claim["preselfpay_amt"] + first,
        }

    def _pay_basic(
        self, basic: BasicEntry, level: str, claim: Claim, policy: Policy
    ) -> tuple[int, int]:
        points = sum(map(as_decimal, self._said(basic.adjustment.points, claim)))
        steps = [
            (start, as_decimal(rate) + points) for start, rate in basic.steps[level]
        ]
        for factor in self._said(basic.adjustment.factors, claim):
            steps = [(start, rate * as_decimal(factor)) for start, rate in steps]
        name = self._name(basic.accumulator, level, claim, policy)
        scope, month = self._scope(basic, "限额", claim), self.day
        items = self._items(basic, claim)
        ordinary = claim["inscp_amt"] - sum(cost for _, cost in items)
        under_line = ordinary + sum(cost for item, cost in items if item.deducted)
        line = self._line(basic, level, claim, policy, under_line)
        deducted = min(under_line, line)
        off = min(ordinary, deducted)
        bottom, top = (off, ordinary) if basic.from_first_yuan else (0, ordinary - off)
        raw = self._stepped(basic, steps, bottom, top, claim, name)
        due = min(raw, basic.case_caps.get(level, raw))
        rest = deducted - off
        of_items = 0
        for item, cost in items:
            off_item = min(rest, cost) if item.deducted else 0
            rest -= off_item
            amount = to_fen(Decimal(cost - off_item) * as_decimal(item.rate))
            amount = min(amount, item.case_cap)
            of_name = f"{name}/{item.name}"
            of_items += self._pay_within(item, amount, scope, of_name, month)
        paid = self._pay_within(basic, due + of_items, scope, name, month)
        self.above_limit = 0
        if paid < due and self.cut_by_year:
            before = self.climbed[self._scope(basic, "分段", claim), name] - top
            ends = (before + bottom, before + top) if basic.of_year else (bottom, top)
            reached = ends[1] if due == raw else _cost_of(due, steps, *ends)
            self.above_limit = reached - _cost_of(paid, steps, *ends)
        return paid, deducted

    def _items(self, basic: BasicEntry, claim: Claim) -> list[tuple[Any, int]]:
        left = claim["inscp_amt"]
        costs = []
        for item in basic.items:
            cost = min(left, claim.get(f"item/{item.name}") or 0)
            left -= cost
            costs.append((item, cost))
        return costs

    def _stepped(
        self,
        basic: BasicEntry,
        steps: list[tuple[int, Decimal]],
        bottom: int,
        top: int,
        claim: Claim,
        name: str,
    ) -> int:
        if not basic.of_year:
            return to_fen(share(top, steps) - share(bottom, steps))
        key = self._scope(basic, "分段", claim), name
        before = self.climbed[key]
        self.climbed[key] = before + top
        return to_fen(share(before + top, steps)) - to_fen(
            share(before + bottom, steps)
        )

    def _pay_layer(self, code: str, claim: Claim, policy: Policy, fund: int) -> int:
        layer = self._layer(code, claim, policy)
        of_code = [
            x for p in self.policies for x in p.layers.values() if x.code == code
        ]
        shares = layer.shared if layer else {w for x in of_code for w in x.shared}
        borne = max(
            0,
            claim["inscp_amt"]
            + sum(claim[name] for name in (layer.counts if layer else ()))
            - fund,
        )
        bases = (
            borne,
            min(borne, self.above_limit),
            claim["inscp_amt"],
            claim["inscp_amt"],
        )
        base = bases[of_code[0].base]
        key = code, "every" if "负担" in shares else claim["insutype"]
        before = self.burden[key]
        self.burden[key] += base
        if not layer:
            return 0
        if not layer.of_year:
            before = 0
        elif layer.before_identity == "不计入":
            before = self.burden[*key, layer.name]
            self.burden[*key, layer.name] += base
        steps = [(start, as_decimal(rate)) for start, rate in layer.steps]
        scope = self._scope(layer, "限额", claim)
        raw = to_fen(share(before + base, steps)) - to_fen(share(before, steps))
        if of_code[0].base == 3:
            raw -= fund
        if layer.before_identity == "补足":
            paid_before = self.limits[scope, ("layer", code), "year"].used
            raw = to_fen(share(before + base, steps)) - paid_before
        raw = max(0, min(raw, borne, layer.case_cap))
        return self._pay_within(layer, raw, scope, ("layer", code), self.day)  # type: ignore[arg-type]

    def _line(
        self, basic: BasicEntry, level: str, claim: Claim, policy: Policy, cost: int
    ) -> int:
        """The start line of a claim, and the visit counted."""
        name = self._name(basic.accumulator, level, claim, policy)
        key = self._scope(basic, "次数", claim), name
        follows = (
            basic.transfer and claim.get("transfer") == "1" and self.visits[key] > 0
        )
        waived = claim["psn_idet_type"] in basic.waived
        goes_on = claim.get("carried") == "1" and not policy.pays_line_again
        goes_on = goes_on and policy.year_of == "分年"
        if not follows and not goes_on:
            self.visits[key] += 1
        annual = basic.annual_lines.get(level, 0)
        lines = [annual] if annual else [*basic.lines.get(level, (0,))]
        for lines_of_level in self._said(basic.adjustment.lines, claim)[:1]:
            lines = [*lines_of_level[level]]
        for factor in self._said(basic.adjustment.line_factors, claim):
            lines = [to_fen(Decimal(x) * as_decimal(factor)) for x in lines]
        line = (
            0
            if waived or annual or goes_on
            else lines[min(self.visits[key], len(lines)) - 1]
        )
        before = self.line_of_stay[key] if follows else 0
        self.line_of_stay[key] = max(before, line)
        if not annual:
            return max(0, line - before)
        if waived:
            return 0
        of_year = self._name(basic.deductible_accumulator, level, claim, policy)
        key = self._scope(basic, "起付线", claim), of_year
        left = max(0, lines[0] - self.deducted[key])
        self.deducted[key] += min(left, cost)
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
            "area": claim.get("area") or ("本地" if claim["filing"] == "local" else ""),
            "age": claim.get("age"), "insured_years": claim.get("insured_years"),
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


def _cost_of(
    payment: int, steps: list[tuple[int, Decimal]], bottom: int, top: int
) -> int:
    """The least cost for which the steps pay as much, found by climbing them."""
    left = Decimal(payment)
    ends = [start for start, _ in steps[1:]] + [top]
    for (start, rate), end in zip(steps, ends, strict=True):
        low, high = max(start, bottom), min(end, top)
        if high > low and rate:
            if (high - low) * rate >= left:
                return max(bottom, to_fen(low + left / rate))
            left -= (high - low) * rate
    return top
