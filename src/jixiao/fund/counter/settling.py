"""A claim settled at the window after what its year has used, and what it adds to that."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jixiao.fund.benefits import load_policies
from jixiao.fund.benefits.explanation import steps_of
from jixiao.fund.benefits.law import REASONS, UNPAID, LawBook
from jixiao.fund.benefits.one_claim import decide, granted_by, settle_claim
from jixiao.fund.counter.ledgers import Amounts, Effect
from jixiao.fund.counter.presented import FaultyClaim
from jixiao.fund.counter.receipt import Receipt
from jixiao.money import from_fen

_HIGHEST = ("line", "granted")
"""The kinds of which the highest holds; of the others what claims add is added up."""
_BEFORE = {"burden": "burden", "paid": "layer_paid", "granted": "layer_granted"}
"""What ledgers of before called what a further layer used."""


class PolicySettlement:
    """The settlement by some policies."""

    def __init__(self, codes: tuple[str, ...], folder: Path | None) -> None:
        policies = load_policies(folder)
        self._book = LawBook([policies[code] for code in codes])

    def settle(
        self, claim: Mapping[str, Any], used: Amounts, message: str | None
    ) -> tuple[Receipt, list[Effect]]:
        """Settle a claim after what was used; returns with its receipt what it adds.

        Raises:
            FaultyClaim: it bears a code that the policies do not know.
        """
        decision = decide(self._book, claim)
        state = {slot: self._used(used, slot) for slot in self._book.slots}
        settled = settle_claim(self._book, state, claim)
        if decision.reason and decision.reason not in UNPAID:
            value = claim.get(decision.reason)
            text = (
                f"结算 {claim['setl_id']} 的 {decision.reason}（{value or '没有写'}）："
                f"{REASONS[decision.reason]}，不能结算。请核对后重新提交。"
            )
            raise FaultyClaim(text)
        receipt = Receipt(
            message=message,
            setl_id=claim["setl_id"],
            psn_no=claim["psn_no"],
            benefit=decision.benefit.name if decision.benefit else None,
            amounts={name: from_fen(fen) for name, fen in settled.payments.items()},
            steps=tuple(steps_of(self._book, claim, settled)),
        )
        granted = granted_by(self._book, decision, claim)
        return receipt, list(_effects(state, settled.state, granted))

    def _used(self, used: Amounts, slot: str) -> int:
        """Return what was used of a slot.

        What a ledger of before kept was not said to be of an insurance, and counts for each.
        """
        kind, name = slot.split("/", 1)
        plain = name.split("/", 1)[1]
        is_layer = plain in self._book.fields
        before = used.get((_BEFORE[kind] if is_layer else kind, plain), 0)
        amount = used.get((kind, name), 0)
        return max(amount, before) if kind in _HIGHEST else amount + before


def _effects(
    before: Mapping[str, int], after: Mapping[str, int], granted: Mapping[str, int]
) -> Iterable[Effect]:
    """Yield what a settlement adds: counts and amounts used, limits and lines as they are."""
    for slot in dict.fromkeys((*after, *before)):
        kind, name = slot.split("/", 1)
        amount, amount_before = after.get(slot, 0), before.get(slot, 0)
        if kind != "granted" and amount != amount_before:
            yield kind, name, amount if kind == "line" else amount - amount_before
    for slot, most in granted.items():
        yield "granted", slot.split("/", 1)[1], most


def apply_effects(used: dict[tuple[str, str], int], effects: Iterable[Effect]) -> None:
    """Add what a settlement uses: sums grow, a limit and a line hold if they are the highest.

    A stay that is no transfer begins its line anew.
    """
    effects = list(effects)
    new_stays = {name for kind, name, _ in effects if kind == "visits"}
    used |= {("line", name): 0 for name in new_stays if ("line", name) in used}
    for kind, name, amount in effects:
        before = used.get((kind, name), 0)
        if kind in _HIGHEST:
            used[kind, name] = max(before, amount)
        else:
            used[kind, name] = before + amount
