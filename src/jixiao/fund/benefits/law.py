"""Policies written as the rows of numbers that a year is settled by, case by case as claims ask for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import lcm

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits import year
from jixiao.fund.benefits.entry import (
    BasicEntry,
    Caps,
    Case,
    ItemEntry,
    LayerEntry,
    Steps,
)
from jixiao.fund.benefits.policy import (
    Policies,
    Policy,
    refuse_days_in_common,
)
from jixiao.fund.benefits.words import AREAS, BEFORE_IDENTITY, BY_YEAR, DISCHARGE
from jixiao.fund.benefits.year import NO_LIMIT, Law

NO_POLICY, NO_ENTRY = "no_policy", "no_entry"
LAPSED, WAITING, THIRD_PARTY = "lapsed", "waiting", "third_party"
REASONS: Mapping[str, str] = {
    NO_POLICY: "结算日期没有政策",
    NO_ENTRY: "政策没有这种情形的条目",
    "hosp_lv": "医院等级没有写或不认识",
    "insutype": "险种没有写或不认识",
    "psn_type": "人员类别没有写或不认识",
    "med_type": "医疗类别没有写或不认识",
    "filing": "异地备案状态没有写或不认识",
    "psn_idet_type": "人员身份类别不是一个代码（几个身份写在一起，或有代码以外的字）",
    "area": "就医地（本地、省内、省外）没有写或不认识，而政策按它分",
    "age": "年龄不知道，而政策按它分",
    "insured_years": "参保年限不知道，而政策按它分",
    "insured_days": "参保情况不知道，而政策按它分",
    "began": "费用从哪天起不知道，而政策把跨年住院按年分开",
    "over_year": "跨年住院没有按年分开结算，而政策按年分开",
    "amount": "金额没有写、小于 0 或大得不可能",
    "items": "费率另定的各项目合计超过政策范围内费用",
    LAPSED: "不在参保期内，停保期间的费用政策不付",
    WAITING: "还在待遇等待期内",
    THIRD_PARTY: "应由第三人负担，基金不付（社会保险法第三十条）",
}
"""Why a claim is not settled, in the order in which it is told."""
UNPAID = (NO_POLICY, NO_ENTRY, LAPSED, WAITING, THIRD_PARTY)
"""The reasons for which the fund owes nothing; for the others nobody knows what it owes."""
ONE_CODE = re.compile(r"[0-9A-Za-z]+")
"""What one identity is written as; a person with several bears one of them on a claim."""
MOST_FEN = 10**12
"""More than any claim costs: what is below it is settled without overflow."""
_, _APART, _CAUGHT_UP = BEFORE_IDENTITY
_PERIODS = {year.OF_YEAR: 1, year.OF_QUARTER: 4, year.OF_MONTH: 12, year.OF_DAY: 366}
_UNPARTED = "2"


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
            settled by both, or two of them hold on the same days.
    """

    def __init__(self, policies: Policies) -> None:
        _refuse_other_orders(policies)
        refuse_days_in_common(policies)
        self.policies = policies
        self.slots: dict[str, int] = {}
        self.law = Law([], [], [], [], [])
        self.decisions: list[Decision] = []
        self._decided: dict[tuple[int, Case], Decision] = {}
        self._blocks: dict[object, int] = {}
        self._layer_rules: dict[tuple[str, int, str], int] = {}
        self._step_rows: dict[Steps, tuple[int, int, int]] = {}

    @cached_property
    def fields(self) -> dict[str, str]:
        """The further layers and the columns they pay into, in their order."""
        return {code: field for p in self.policies for code, field in p.fields.items()}

    @cached_property
    def items(self) -> list[str]:
        """The item kinds that have rates of their own, in the order of a claim's row."""
        return [*dict.fromkeys(name for p in self.policies for name in p.items)]

    def thresholds(self, fact: str) -> list[int]:
        """The numbers from which on the policies say something else by a fact of the claim."""
        entries: list[BasicEntry | LayerEntry] = []
        for policy in self.policies:
            entries += [*policy.basic.values(), *policy.layers.values()]
        if fact == "insured_days":
            waits = (p.insurance.waiting_days for p in self.policies if p.insurance)
            return sorted({0, *(days for wait in waits for days in wait.values())})
        spans = (getattr(entry.conditions, fact) for entry in entries)
        ends = {end for span in spans if span for end in (span.start, span.stop)}
        return sorted({0, *ends})

    @cached_property
    def goes_by_discharge(self) -> bool:
        """Whether care is of the year, and of the policy, of the day on which it ended."""
        by_the_end = (DISCHARGE, BY_YEAR)
        return any(policy.year_of in by_the_end for policy in self.policies)

    @cached_property
    def parts_stays(self) -> bool:
        """Whether a stay over New Year is parted, each year settling its own."""
        return any(policy.year_of == BY_YEAR for policy in self.policies)

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
        unpaid = _unpaid(policy, case)
        benefit = None if unpaid else policy.basic_of(case)
        if benefit and (unknown := benefit.adjustment.missing(case)):
            return Decision(year.NOTHING, policy, None, {}, unknown)
        layers = {code: policy.layer_of(code, case) for code in self.fields}
        number = len(self.decisions)
        decision = Decision(
            number=number,
            policy=policy,
            benefit=benefit,
            layers={code: entry for code, entry in layers.items() if entry},
            reason=None if benefit else unpaid or NO_ENTRY,
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
        adjustment = entry.adjustment
        steps = tuple(
            (start, adjustment.rate(rate, case)) for start, rate in entry.steps[level]
        )
        names = _Names(policy, entry, case, level)
        row = self._payment_row(steps, entry.case_caps.get(level, NO_LIMIT))
        self._limited(row, names.of("限额", entry.accumulator), entry.caps)
        if entry.of_year:
            row[year.CLIMBED] = self._slot(
                "climbed", names.of("分段", entry.accumulator)
            )
        row[year.FROM_FIRST_YUAN] = int(entry.from_first_yuan)
        is_waived = case.psn_idet_type in entry.waived
        annual = entry.annual_lines.get(level, 0)
        lines = (annual,) if annual else entry.lines.get(level, (0,))
        lines = (0,) if is_waived else adjustment.start_lines(lines, level, case)
        row[year.ANNUAL_LINE] = lines[0] if annual else 0
        lines = (0,) if annual else lines
        row[year.FIRST_LINE] = self._block(self.law.lines, lines)
        row[year.AFTER_LINES] = row[year.FIRST_LINE] + len(lines)
        row[year.VISITS] = self._slot("visits", names.of("次数", entry.accumulator))
        row[year.STAY_LINE] = self._slot("line", names.of("次数", entry.accumulator))
        row[year.DEDUCTED] = self._slot(
            "deducted", names.of("起付线", entry.deductible_accumulator)
        )
        row[year.GOES_ON] = int(case.carried == "1" and not policy.pays_line_again)
        first = adjustment.first_share(case)
        row[year.FIRST_PAID], row[year.FIRST_WHOLE] = first.as_integer_ratio()
        row[year.TRANSFERS], row[year.FURTHER] = int(entry.transfer), int(entry.further)
        items = tuple(self._item_row(item, names) for item in entry.items)
        row[year.FIRST_ITEM] = self._block(self.law.rules, items)
        row[year.AFTER_ITEMS] = row[year.FIRST_ITEM] + len(items)
        return self._block(self.law.rules, (tuple(row),))

    def _item_row(self, item: ItemEntry, names: "_Names") -> tuple[int, ...]:
        row = self._payment_row(((0, item.rate),), item.case_cap)
        self._limited(
            row, names.of("限额", f"{names.entry.accumulator}/{item.name}"), item.caps
        )
        row[year.ITEM] = self.items.index(item.name)
        row[year.PAYS_LINE] = int(item.deducted)
        return tuple(row)

    def _layer_rule(self, code: str, entry: LayerEntry | None, case: Case) -> int:
        """Return the rule of a further layer, written once for each insurance."""
        key = (code, id(entry), case.insutype)
        if key not in self._layer_rules:
            self._layer_rules[key] = self._new_layer_rule(code, entry, case)
        return self._layer_rules[key]

    def _new_layer_rule(self, code: str, entry: LayerEntry | None, case: Case) -> int:
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
        row[year.BORNE_BY_YEAR] = year.NOTHING
        row[year.BASE] = self._base_of(code)
        if entry:
            self._limited(row, limit, entry.caps)
            row[year.CASE_CAP] = entry.case_cap
            is_apart = entry.of_year and entry.before_identity == _APART
            if is_apart or not entry.of_year:
                row[year.BORNE_BY_YEAR] = row[year.CLIMBED]
                row[year.CLIMBED] = year.NOTHING
            if is_apart:
                row[year.CLIMBED] = self._slot("burden", f"{burden}/{entry.name}")
            row[year.CATCHES_UP] = int(entry.before_identity == _CAUGHT_UP)
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

    def _base_of(self, code: str) -> int:
        """What the entries of a layer climb by."""
        entries = (layer for p in self.policies for layer in p.layers.values())
        return next(entry.base for entry in entries if entry.code == code)

    def _shared_of(self, code: str) -> frozenset[str]:
        """What the entries of a layer share among insurances."""
        entries = (layer for p in self.policies for layer in p.layers.values())
        return frozenset().union(*(e.shared for e in entries if e.code == code))

    def _payment_row(self, steps: Steps, case_cap: int) -> list[int]:
        """Return a rule's row with its steps, and no limit yet."""
        row = [0] * year.RULE_WIDTH
        if steps not in self._step_rows:
            self._step_rows[steps] = self._new_step_rows(steps)
        whole, row[year.FIRST_STEP], row[year.AFTER_STEPS] = self._step_rows[steps]
        row[year.WHOLE], row[year.CASE_CAP] = whole, case_cap
        row[year.CLIMBED] = year.NOTHING
        return row

    def _new_step_rows(self, steps: Steps) -> tuple[int, int, int]:
        """Write steps as rows; returns their denominator, and from where to where they stand."""
        whole = lcm(*(rate.denominator for _, rate in steps))
        ends = [*(start for start, _ in steps[1:]), NO_LIMIT]
        rows = tuple(
            (start, end, int(rate * whole))
            for (start, rate), end in zip(steps, ends, strict=False)
        )
        first = self._block(self.law.steps, rows)
        return whole, first, first + len(rows)

    def _limited(self, row: list[int], name: str, caps: Caps) -> None:
        """Add the limits of the year, the quarter, the month and the day to a rule's row, and those with others."""
        scheme = name.split("/", 1)[0]
        said = [
            (name, year.OF_YEAR, caps.year),
            (name, year.OF_QUARTER, caps.quarter),
            (name, year.OF_MONTH, caps.month),
            (name, year.OF_DAY, caps.day),
            *((f"{scheme}/{n}", year.OF_YEAR, cap) for n, cap in caps.within.items()),
        ]
        limits = tuple(
            (
                self._slot("paid", name_of_limit, _PERIODS[period]),
                self._slot("granted", name_of_limit, _PERIODS[period]),
                cap,
                period,
            )
            for name_of_limit, period, cap in said
            if cap is not None
        )
        row[year.FIRST_LIMIT] = self._block(self.law.limits, limits)
        row[year.AFTER_LIMITS] = row[year.FIRST_LIMIT] + len(limits)

    def _slot(self, kind: str, name: str, periods: int = 1) -> int:
        """Return the place of a name in the state, or of the first of its periods."""
        names = [f"{kind}/{name}"]
        if periods > 1:
            names = [f"{kind}/{name}/{n}-{periods}" for n in range(1, periods + 1)]
        for slot in names:
            self.slots.setdefault(slot, len(self.slots))
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
    identity = case.psn_idet_type
    is_odd = identity and not ONE_CODE.fullmatch(identity)
    if is_odd and identity not in policy.identity_names:
        return "psn_idet_type"
    if case.area not in ("", *AREAS):
        return "area"
    if policy.insurance and not case.insured_days:
        return "insured_days"
    if policy.year_of == BY_YEAR and case.carried in ("", _UNPARTED):
        return "over_year" if case.carried else "began"
    levels = policy.levels[case.hosp_lv]
    entries: list[BasicEntry | LayerEntry] = [
        *policy.basic.values(),
        *policy.layers.values(),
    ]
    missing = (entry.conditions.missing(case, levels) for entry in entries)
    return next(filter(None, missing), None)


def _unpaid(policy: Policy, case: Case) -> str | None:
    """Return why the fund owes nothing of a case whatever it is of, as a key of REASONS."""
    if case.third_party == "1":
        return THIRD_PARTY
    if policy.insurance is None:
        return None
    days = int(case.insured_days)
    if days < 0:
        return None if policy.insurance.pays_lapsed else LAPSED
    return (
        WAITING if days < policy.insurance.waiting_days.get(case.insutype, 0) else None
    )


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
