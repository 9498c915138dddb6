"""Policies written as the rows of numbers that a year is settled by, case by case as claims ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import lcm

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits import year
from jixiao.fund.benefits.entry import BasicEntry, Case, LayerEntry, Steps
from jixiao.fund.benefits.policy import Policies, Policy
from jixiao.fund.benefits.year import NO_LIMIT, Law

NO_POLICY, NO_ENTRY = "no_policy", "no_entry"
REASONS: Mapping[str, str] = {
    NO_POLICY: "结算日期没有政策",
    NO_ENTRY: "政策没有这种情形的条目",
    "hosp_lv": "医院等级没有写或不认识",
    "insutype": "险种没有写或不认识",
    "psn_type": "人员类别没有写或不认识",
    "med_type": "医疗类别没有写或不认识",
    "filing": "异地备案状态没有写或不认识",
    "amount": "金额没有写、小于 0 或大得不可能",
}
"""Why a claim is not settled, in the order in which it is told."""
UNPAID = (NO_POLICY, NO_ENTRY)
"""The reasons for which the fund owes nothing; for the others nobody knows what it owes."""
MOST_FEN = 10**12
"""More than any claim costs: what is below it is settled without overflow."""
_PERIODS = {year.OF_YEAR: 1, year.OF_QUARTER: 4, year.OF_MONTH: 12}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policies say of a case: its number among the law's cases, or why they say nothing."""

    number: int
    policy: Policy | None
    benefit: BasicEntry | None
    layers: Mapping[str, LayerEntry]
    reason: str | None


class LawBook:
    """Some policies as numbers; `slots` gives the place of each name in the state of a year.

    Raises:
        FaultyEntry: the policies put their layers in different orders, so that no year can be
            settled by both.
    """

    def __init__(self, policies: Policies) -> None:
        _refuse_other_orders(policies)
        self.policies = policies
        self.slots: dict[str, int] = {}
        self.law = Law([], [], [], [], [])
        self.decisions: list[Decision] = []
        self._decided: dict[tuple[int, Case], Decision] = {}
        self._blocks: dict[object, int] = {}

    @cached_property
    def fields(self) -> dict[str, str]:
        """The further layers and the columns they pay into, in their order."""
        return {code: field for p in self.policies for code, field in p.fields.items()}

    def place_on(self, day: date) -> int:
        """Return the place among the policies of the one in force on a day; NOTHING for none."""
        for place, policy in enumerate(self.policies):
            if policy.valid_from <= day <= policy.valid_to:
                return place
        return year.NOTHING

    def decide(self, place: int, case: Case) -> Decision:
        """Return what the policy at a place says of a case; `decisions` keeps it by its number."""
        key = (place, case)
        if key not in self._decided:
            self._decided[key] = self._decide(place, case)
        return self._decided[key]

    def _decide(self, place: int, case: Case) -> Decision:
        if place == year.NOTHING:
            return Decision(year.NOTHING, None, None, {}, NO_POLICY)
        policy = self.policies[place]
        if unknown := unknown_code(policy, case):
            return Decision(year.NOTHING, policy, None, {}, unknown)
        benefit = policy.basic_of(case)
        layers = {code: policy.layer_of(code, case) for code in self.fields}
        number = len(self.decisions)
        decision = Decision(
            number=number,
            policy=policy,
            benefit=benefit,
            layers={code: entry for code, entry in layers.items() if entry},
            reason=None if benefit else NO_ENTRY,
        )
        self.decisions.append(decision)
        rules = [self._layer_rule(code, layers[code], case) for code in layers]
        self.law.cases.append(
            [
                self._basic_rule(policy, benefit, case),
                _account_use(policy, case),
                *rules,
            ]
        )
        return decision

    def _basic_rule(self, policy: Policy, entry: BasicEntry | None, case: Case) -> int:
        if entry is None:
            return year.NOTHING
        level = next(
            name for name in policy.levels[case.hosp_lv] if name in entry.steps
        )
        steps = tuple(
            (start, entry.adjustment.of_filing(rate, case.filing))
            for start, rate in entry.steps[level]
        )
        names = _Names(policy, entry, case, level)
        row = self._payment_row(steps, entry.case_caps.get(level, NO_LIMIT))
        self._limited(
            row, names.of("限额", entry.accumulator), {year.OF_YEAR: entry.cap}
        )
        is_waived = case.psn_idet_type in entry.waived
        lines = (0,) if is_waived else entry.lines.get(level, (0,))
        row[year.FIRST_LINE] = self._block(self.law.lines, lines)
        row[year.AFTER_LINES] = row[year.FIRST_LINE] + len(lines)
        row[year.ANNUAL_LINE] = 0 if is_waived else entry.annual_lines.get(level, 0)
        row[year.VISITS] = self._slot("visits", names.of("次数", entry.accumulator))
        row[year.STAY_LINE] = self._slot("line", names.of("次数", entry.accumulator))
        row[year.DEDUCTED] = self._slot(
            "deducted", names.of("起付线", entry.deductible_accumulator)
        )
        row[year.TRANSFERS], row[year.FURTHER] = int(entry.transfer), int(entry.further)
        return self._block(self.law.rules, (tuple(row),))

    def _layer_rule(self, code: str, entry: LayerEntry | None, case: Case) -> int:
        """Return the rule of a further layer; who gets nothing of it bears burden all the same."""
        if not self._may_pay(code, case.insutype):
            return year.NOTHING
        shared = entry.shared if entry else self._shared_of(code)
        burden, limit = (
            f"{'' if word in shared else case.insutype}/{code}"
            for word in ("负担", "限额")
        )
        row = self._payment_row(entry.steps if entry else (), NO_LIMIT)
        row[year.CLIMBED] = self._slot("burden", burden)
        if entry:
            self._limited(row, limit, {year.OF_YEAR: entry.cap})
            row[year.BASE] = entry.base
            row[year.COUNTS_FIRST_SHARE] = int("preselfpay_amt" in entry.counts)
            row[year.COUNTS_OVER_PRICE] = int("overlmt_selfpay" in entry.counts)
            row[year.COUNTS_ALONE] = int("fulamt_ownpay_amt" in entry.counts)
        return self._block(self.law.rules, (tuple(row),))

    def _may_pay(self, code: str, insutype: str) -> bool:
        """Whether anybody of an insurance has to do with a layer."""
        entries = [
            e for p in self.policies for e in p.layers.values() if e.code == code
        ]
        return any(
            "负担" in entry.shared
            or entry.conditions.insutype is None
            or insutype in entry.conditions.insutype
            for entry in entries
        )

    def _shared_of(self, code: str) -> frozenset[str]:
        """What the entries of a layer share among insurances."""
        entries = (layer for p in self.policies for layer in p.layers.values())
        return frozenset().union(*(e.shared for e in entries if e.code == code))

    def _payment_row(self, steps: Steps, case_cap: int) -> list[int]:
        """Return a rule's row with its steps, and no limit yet."""
        row = [0] * year.RULE_WIDTH
        whole = lcm(*(rate.denominator for _, rate in steps))
        ends = [*(start for start, _ in steps[1:]), NO_LIMIT]
        rows = tuple(
            (start, end, int(rate * whole))
            for (start, rate), end in zip(steps, ends, strict=False)
        )
        row[year.FIRST_STEP] = self._block(self.law.steps, rows)
        row[year.AFTER_STEPS] = row[year.FIRST_STEP] + len(rows)
        row[year.WHOLE], row[year.CASE_CAP] = whole, case_cap
        row[year.CLIMBED] = year.NOTHING
        return row

    def _limited(self, row: list[int], name: str, caps: Mapping[int, int]) -> None:
        """Add the limits of some periods to a rule's row."""
        limits = tuple(
            (
                self._slot("paid", name, _PERIODS[period]),
                self._slot("granted", name, _PERIODS[period]),
                cap,
                period,
            )
            for period, cap in caps.items()
        )
        row[year.FIRST_LIMIT] = self._block(self.law.limits, limits)
        row[year.AFTER_LIMITS] = row[year.FIRST_LIMIT] + len(limits)

    def _slot(self, kind: str, name: str, periods: int = 1) -> int:
        """Return the place of a name in the state, or of the first of its periods."""
        names = [f"{kind}/{name}"]
        if periods > 1:
            names = [f"{kind}/{name}/{n}-{periods}" for n in range(1, periods + 1)]
        for one in names:
            self.slots.setdefault(one, len(self.slots))
        return self.slots[names[0]]

    def _block(self, rows: object, block: tuple[object, ...]) -> int:
        """Keep rows that stand together once; returns the place of the first."""
        key = (id(rows), block)
        if key not in self._blocks:
            self._blocks[key] = len(rows)  # type: ignore[arg-type]
            rows.extend(list(r) if isinstance(r, tuple) else r for r in block)  # type: ignore[attr-defined]
        return self._blocks[key]


@dataclass(frozen=True, slots=True)
class _Names:
    """How an entry's accumulators are called in a case."""

    policy: Policy
    entry: BasicEntry
    case: Case
    level: str

    def of(self, word: str, template: str) -> str:
        """Return the name of an accumulator: of the insurance, unless all of them share it."""
        scheme = "" if word in self.entry.shared else self.case.insutype
        name = template.replace("{level}", self.level)
        if "{disease}" in name:
            name = name.replace("{disease}", self._disease())
        return f"{scheme}/{name}"

    def _disease(self) -> str:
        diseases = self.policy.diseases.items()
        return next((n for n, codes in diseases if self.case.dise_no in codes), "")


def unknown_code(policy: Policy, case: Case) -> str | None:
    """Return what of a case a policy does not know, as a key of REASONS; None where it knows all."""
    if case.hosp_lv not in policy.levels:
        return "hosp_lv"
    for name in ("insutype", "psn_type", "med_type", "filing"):
        if getattr(case, name) not in policy.codes[name]:
            return name
    return None


def _account_use(policy: Policy, case: Case) -> int:
    account = policy.account
    if account is None or case.insutype not in account.insutypes:
        return 0
    return year.ACCOUNT_ALL if account.outside else year.ACCOUNT_INSIDE


def _refuse_other_orders(policies: Policies) -> None:
    for earlier, later in pairwise(policies):
        shared = earlier.fields.keys() & later.fields.keys()
        order = [code for code in earlier.fields if code in shared]
        other_order = [code for code in later.fields if code in shared]
        if order != other_order:
            message = (
                f"政策 {earlier.code} 和 {later.code} 各层的先后不同（{'、'.join(order)}；"
                f"{'、'.join(other_order)}），不能一起结算。请分开结算，或用 order 写成一样的先后。"
            )
            raise FaultyEntry(message)
