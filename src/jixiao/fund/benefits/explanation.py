"""A settlement step by step: what was computed from what, by which entry of the policy.

Nothing is computed here: the settlement tells its numbers (`year.py`), and they are put into words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jixiao.fund.benefits import year
from jixiao.fund.benefits.law import REASONS, LawBook
from jixiao.fund.benefits.one_claim import Settled, settle_claim
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.words import BASES
from jixiao.money import in_yuan

Claim = Mapping[str, Any]
"""A row of `CLAIM` and of what `OPTIONAL` adds, amounts in fen."""
_OUTSIDE = {
    "fulamt_ownpay_amt": "全自费",
    "overlmt_selfpay": "超限价",
    "preselfpay_amt": "先行自付",
}
_PERIODS = {
    year.OF_YEAR: "全年",
    year.OF_QUARTER: "本季",
    year.OF_MONTH: "本月",
    year.OF_DAY: "当天",
}
_ACCOUNTS = (
    ("个人账户支付", "acct_balc", year.ACCOUNT_PAID),
    ("家庭共济支付", "acct_mulaid_balc", year.FAMILY_PAID),
)


@dataclass(frozen=True, slots=True)
class SettlementStep:
    """One step: what it is, how it was computed, the amount in fen, and the policy's entry."""

    name: str
    formula: str
    amount: int
    clause: str


def explain(
    claims: Iterable[Claim], setl_id: str, policy: Policy
) -> list[SettlementStep]:
    """Return the steps of one settlement among the claims of a person's year, amounts in fen.

    There are no steps where the year has no such settlement.
    """
    book = LawBook([policy])
    state: Mapping[str, int] = {}
    for claim in sorted(claims, key=lambda c: (c["setl_time"], c["setl_id"])):
        settled = settle_claim(book, state, claim)
        if claim["setl_id"] == setl_id:
            return steps_of(book, claim, settled)
        state = settled.state
    return []


def steps_of(book: LawBook, claim: Claim, settled: Settled) -> list[SettlementStep]:
    """Return the steps of a claim that was settled."""
    return list(_Telling(book, claim, settled).steps())


@dataclass(frozen=True)
class _Telling:
    """Puts into words the workings of one claim."""

    book: LawBook
    claim: Claim
    settled: Settled

    def steps(self) -> Iterator[SettlementStep]:
        """Yield the steps in the order of the decree."""
        yield self._split()
        benefit = self.settled.decision.benefit
        if benefit is None:
            reason = REASONS[self.settled.decision.reason or ""]
            yield SettlementStep("基本医保统筹", f"{reason}，不付", 0, "")
        else:
            if self._working(year.PAID_FIRST):
                yield self._first_share(benefit.name)
            yield self._start_line(benefit.name)
            yield self._basic(benefit.name)
            yield from self._layers() if benefit.further else ()
        yield self._person()
        yield from self._accounts()

    def _working(self, place: int) -> int:
        return self.settled.workings[place]

    def _split(self) -> SettlementStep:
        claim, inside = self.claim, self.claim["inscp_amt"]
        outside = (f"{word} {in_yuan(claim[name])}" for name, word in _OUTSIDE.items())
        whole = in_yuan(claim["medfee_sumamt"])
        formula = f"{whole} = {' + '.join(outside)} + 政策范围内 {in_yuan(inside)}"
        return SettlementStep("费用分解", formula, inside, "")

    def _first_share(self, entry: str) -> SettlementStep:
        rule, first = self._rule(), self._working(year.PAID_FIRST)
        part = _percent(rule[year.FIRST_PAID], rule[year.FIRST_WHOLE])
        words = f"{in_yuan(self.claim['inscp_amt'])} × {part}，个人先付"
        return SettlementStep("先付部分", words, first, entry)

    def _start_line(self, entry: str) -> SettlementStep:
        line, before = self._working(year.LINE), self._working(year.LINE_BEFORE)
        if self._rule()[year.GOES_ON] and not self._rule()[year.ANNUAL_LINE]:
            words = "跨年住院的后一段，不再付起付线"
        elif self._rule()[year.ANNUAL_LINE]:
            paid = in_yuan(self._working(year.DEDUCTED_BEFORE))
            words = f"全年 {in_yuan(line)}，已付 {paid}"
        elif before:
            words = (
                f"转院，起付标准 {in_yuan(line + before)}，"
                f"此前已按 {in_yuan(before)}，只补差额"
            )
        else:
            words = f"本年第 {self._working(year.VISIT)} 次，起付标准 {in_yuan(line)}"
        benefit = self.settled.decision.benefit
        if benefit and self.claim["psn_idet_type"] in benefit.waived:
            words = "免起付线"
        return SettlementStep("起付线", words, self._working(year.DEDUCTION), entry)

    def _basic(self, entry: str) -> SettlementStep:
        inside, deducted = (
            self._working(year.INSIDE_LEFT),
            self._working(year.DEDUCTION),
        )
        rule, at = self._rule(), year.WORKINGS_BASIC
        words = self._bands(
            rule, self._working(at + year.TO), self._working(at + year.DUE_AFTER)
        )
        if self._working(at + year.FROM):
            words += f"，减去此前 {in_yuan(self._working(at + year.DUE_BEFORE))}"
        if self._working(year.ITEMS_COST):
            cost, due = self._working(year.ITEMS_COST), self._working(year.ITEMS_DUE)
            words += f"；费率另定的项目 {in_yuan(cost)}，应付 {in_yuan(due)}"
        if self._working(at + year.DUE) > rule[year.CASE_CAP]:
            words += f"；每次最多 {in_yuan(rule[year.CASE_CAP])}"
        due = min(self._working(at + year.DUE), rule[year.CASE_CAP])
        due += self._working(year.ITEMS_DUE)
        words += self._limit(at, due)
        above = in_yuan(inside - deducted)
        formula = f"{in_yuan(inside)} − {in_yuan(deducted)} = {above}；{words}"
        paid = self._working(at + year.PAYMENT)
        return SettlementStep("基本医保统筹", formula, paid, entry)

    def _layers(self) -> Iterator[SettlementStep]:
        at = year.WORKINGS_BASIC
        for place, code in enumerate(self.book.fields):
            at += year.WORKINGS_WIDTH
            entry = self.settled.decision.layers.get(code)
            if entry is None:
                continue
            case = self.book.law.cases[self.settled.decision.number]
            rule = self.book.law.rules[case[year.LAYERS + place]]
            formula = self._climbed(rule, at) + self._limit(
                at, self._working(at + year.DUE)
            )
            paid = self._working(at + year.PAYMENT)
            yield SettlementStep(entry.name, formula, paid, entry.name)

    def _climbed(self, rule: year.Row, at: int) -> str:
        """Say what a further layer's steps make of the burden, or of what it pays by instead."""
        borne = f"本次个人负担 {in_yuan(self._working(at + year.BORNE))}"
        before, after = self._working(at + year.FROM), self._working(at + year.TO)
        if rule[year.BASE] != year.BURDEN:
            borne += f"，其中按{BASES[rule[year.BASE]]} {in_yuan(after - before)}"
        due_after = self._working(at + year.DUE_AFTER)
        due = self._bands(rule, after, due_after) or "0.00"
        if rule[year.BASE] == year.FLOOR:
            return f"{borne}；应得 {due}，减去前面各层已付"
        if rule[year.CLIMBED] == year.NOTHING:
            return f"{borne}；应付 {due}"
        words = (
            f"{borne}，全年累计 {in_yuan(before)} → {in_yuan(after)}；累计应付 {due}"
        )
        if rule[year.CATCHES_UP]:
            return f"{words}，补足到此数"
        return f"{words}，减去此前应付 {in_yuan(self._working(at + year.DUE_BEFORE))}"

    def _person(self) -> SettlementStep:
        rest, fund = self._working(year.PERSON), self._working(year.FUND)
        whole = in_yuan(self.claim["medfee_sumamt"])
        words = f"{whole} − 基金 {in_yuan(fund)}" if fund else whole
        if self.settled.decision.benefit:
            words = f"{whole} − 基金 {in_yuan(fund)}"
        return SettlementStep("个人支付", words, rest, "")

    def _accounts(self) -> Iterator[SettlementStep]:
        number = self.settled.decision.number
        if number == year.NOTHING or not self.book.law.cases[number][year.ACCOUNT_PAYS]:
            return
        payable = self._working(year.PAYABLE)
        for name, column, place in _ACCOUNTS:
            balance, paid = self.claim.get(column) or 0, self._working(place)
            formula = f"可付 {in_yuan(payable)}，余额 {in_yuan(balance)}"
            yield SettlementStep(name, formula, paid, "account")
            payable -= paid
        cash = self._working(year.CASH)
        yield SettlementStep("个人现金支付", "个人支付减去账户支付", cash, "account")

    def _rule(self) -> year.Row:
        """The rule of the basic layer."""
        case = self.book.law.cases[self.settled.decision.number]
        return self.book.law.rules[case[year.BENEFIT]]

    def _bands(self, rule: year.Row, cost: int, due: int) -> str:
        """Say what the steps make of a cost; nothing where none of them reaches it."""
        terms = []
        for step in self.book.law.steps[rule[year.FIRST_STEP] : rule[year.AFTER_STEPS]]:
            top = min(cost, step[year.END])
            if top > step[year.START]:
                start = step[year.START]
                span = (
                    f"（{in_yuan(top)} − {in_yuan(start)}）" if start else in_yuan(top)
                )
                terms.append(f"{span} × {_percent(step[year.RATE], rule[year.WHOLE])}")
        return f"{' + '.join(terms)} = {in_yuan(due)}" if terms else ""

    def _limit(self, at: int, due: int) -> str:
        """Say what was left of the limit, where there is one."""
        most = self._working(at + year.LIMIT)
        used = self._working(at + year.USED_BEFORE)
        if most >= year.NO_LIMIT:
            return ""
        limit = self.book.law.limits[self._working(at + year.CUT_BY)]
        words = f"；{_PERIODS[limit[year.PERIOD]]}限额 {in_yuan(most)}，已用 {in_yuan(used)}"
        paid = self._working(at + year.PAYMENT)
        return words + (f"，只付 {in_yuan(paid)}" if paid < due else "")


def _percent(numerator: int, whole: int) -> str:
    """Print a rate: as a percentage where it is one, else as a quotient."""
    percent = numerator * 100 / whole
    exact = numerator * 10**6 % whole == 0
    return f"{percent:.10g}%" if exact else f"{numerator}/{whole}"
