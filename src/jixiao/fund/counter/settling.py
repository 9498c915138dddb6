"""A claim settled at the window after what its year has used, and what it adds to that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from jixiao.fund.benefits import Policies
from jixiao.fund.benefits.claim import ITEM, State
from jixiao.fund.benefits.explanation import steps_of
from jixiao.fund.benefits.law import (
    NO_ENTRY,
    NO_POLICY,
    REASONS,
    UNPAID,
    Decision,
    LawBook,
)
from jixiao.fund.benefits.one_claim import granted_by, settle_claim
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.words import FILINGS
from jixiao.fund.counter.ledgers import HIGHEST, UNATTRIBUTED, Effect
from jixiao.fund.counter.presented import CODES, FaultyClaim, LeftOut
from jixiao.fund.counter.receipt import Receipt
from jixiao.fund.tables import codes
from jixiao.money import from_fen

_PAID_NOTHING = tuple(reason for reason in UNPAID if reason != NO_POLICY)
"""The reasons for which the fund owes nothing, and a receipt says so."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim settled: its receipt, what its year has used after it, and what it adds to that."""

    receipt: Receipt
    used: State
    effects: list[Effect]


class PolicySettlement:
    """The settlement by some policies, claim by claim."""

    def __init__(self, policies: Policies) -> None:
        self._policies = policies
        self._book = LawBook(policies)
        self.goes_by_discharge = self._book.goes_by_discharge

    def settle(
        self, claim: Mapping[str, Any], used: State, message: str | None
    ) -> Outcome:
        """Settle a claim after what was used.

        Raises:
            FaultyClaim: it bears a code that the policies do not know, no policy holds on its day,
                or nobody knows of which insurance its year's amounts are.
        """
        _refuse_unattributed(claim, used)
        self._refuse_unknown_items(claim)
        settled = settle_claim(self._book, used, claim)
        decision = settled.decision
        if decision.reason is not None and decision.reason not in _PAID_NOTHING:
            self._refuse(claim, decision)
        receipt = Receipt(
            message=message,
            setl_id=claim["setl_id"],
            psn_no=claim["psn_no"],
            benefit=decision.benefit.name if decision.benefit else None,
            amounts={name: from_fen(fen) for name, fen in settled.payments.items()},
            steps=tuple(steps_of(self._book, claim, settled)),
            notes=tuple(_notes(claim, decision)),
        )
        granted = granted_by(self._book, decision, claim)
        effects = list(_effects(used, settled.state, granted))
        return Outcome(receipt, settled.state, effects)

    def _refuse(self, claim: Mapping[str, Any], decision: Decision) -> NoReturn:
        """Refuse a claim that nobody knows how to pay.

        Raises:
            FaultyClaim: always; it says what, where, and what may stand there.
        """
        name_of_claim, reason = f"结算 {claim['setl_id']}", decision.reason
        policy = decision.policy
        if reason == NO_POLICY or policy is None:
            spans = "、".join(
                f"{p.code}（{p.valid_from} 至 {p.valid_to}）" for p in self._policies
            )
            text = (
                f"{name_of_claim} 的 setl_time 是 {claim['setl_time']:%Y-%m-%d}，这一天没有可用的政策；"
                f"窗口用的是 {spans}。请核对日期，或用当年的政策打开窗口。"
            )
            raise FaultyClaim(text)
        if reason == "over_year":
            text = (
                f"{name_of_claim}：{REASONS[reason]}，不能结算。请把 12 月 31 日以前和次年的费用各结算一笔，"
                "次年的一笔写 carried = 1。"
            )
            raise FaultyClaim(text)
        if reason not in CODES:
            text = f"{name_of_claim}：{REASONS[str(reason)]}，不能结算。请写明 {reason} 后重新提交。"
            raise FaultyClaim(text)
        said = claim[str(reason)]
        stands = f"写的是“{said}”，政策 {policy.code} 不认识" if said else "没有写"
        text = (
            f"{name_of_claim} 的 {reason}（{CODES[str(reason)]}）{stands}；"
            f"可写 {_codes_of(policy, str(reason))}。请改正后重新提交。"
        )
        raise FaultyClaim(text)

    def _refuse_unknown_items(self, claim: Mapping[str, Any]) -> None:
        """Refuse a claim that names an item kind of which no policy speaks.

        Raises:
            FaultyClaim: it does.
        """
        named = {key.removeprefix(ITEM) for key in claim if key.startswith(ITEM)}
        if unknown := sorted(named - {*self._book.items}):
            known = "、".join(self._book.items) or "（没有）"
            text = (
                f"结算 {claim['setl_id']} 的 items 里有政策没有的 {'、'.join(unknown)}；"
                f"可写 {known}。请改正后重新提交。"
            )
            raise FaultyClaim(text)


def _codes_of(policy: Policy, name: str) -> str:
    """Return the codes that a policy knows of a kind, those of hospitals with their level."""
    if name != "hosp_lv":
        return "、".join(_titled(policy, name, c) for c in sorted(policy.codes[name]))
    by_level: dict[str, list[str]] = {}
    for code, (level, *_) in sorted(policy.levels.items()):
        by_level.setdefault(level, []).append(code)
    return "，".join(f"{'、'.join(by_level[level])}（{level}）" for level in by_level)


def _titled(policy: Policy, kind: str, code: str) -> str:
    """Return a code with what it means, where a dictionary or the policy says so."""
    titles = FILINGS if kind == "filing" else codes()[kind]
    if kind == "med_type":
        titles = {c: name for name, listed in policy.cares.items() for c in listed}
        titles |= codes()[kind]
    title = titles.get(code)
    return f"{code}（{title}）" if title else code


def _refuse_unattributed(claim: Mapping[str, Any], used: State) -> None:
    if any(UNATTRIBUTED in name for name in used):
        text = (
            f"结算 {claim['setl_id']}：{claim['psn_no']} {claim['year']} 年已用的数是旧版账本记的，"
            "没有写险种，从已有的结算也看不出，不能接着算。请先撤销这一年的旧结算，"
            "再用 open_year 写明各险种的期初。"
        )
        raise FaultyClaim(text)


def _notes(claim: Mapping[str, Any], decision: Decision) -> Iterable[str]:
    """Yield what whoever reads the receipt must know besides."""
    if isinstance(claim["filing"], LeftOut):
        yield f"没有写 filing（{CODES['filing']}），按 {claim['filing']} 结算。"
    identity, policy = claim["psn_idet_type"], decision.policy
    if policy and identity not in ("", "0", *policy.identity_names):
        yield (
            f"政策 {policy.code} 没有说到人员身份类别 psn_idet_type {identity}，"
            "按没有身份结算。请核对代码。"
        )
    if decision.reason in _PAID_NOTHING and decision.reason != NO_ENTRY:
        yield f"{REASONS[decision.reason]}，基金不付。"
    if decision.reason == NO_ENTRY and decision.policy:
        case = "、".join(f"{word} {claim[name]}" for name, word in CODES.items())
        yield f"政策 {decision.policy.code} 没有这种情形的条目（{case}），基金不付。"


def _effects(before: State, after: State, granted: State) -> Iterable[Effect]:
    """Yield what a settlement adds: counts and amounts used, limits and lines as they are."""
    for name, amount in after.items():
        grown = amount - before.get(name, 0)
        if grown and not name.startswith(HIGHEST):
            yield name, grown
        kind, _, rest = name.partition("/")
        if kind == "line" and (grown or _grows(f"visits/{rest}", before, after)):
            yield name, amount
    yield from granted.items()


def _grows(name: str, before: State, after: State) -> bool:
    return after.get(name, 0) != before.get(name, 0)
