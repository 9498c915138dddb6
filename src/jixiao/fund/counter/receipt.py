"""What a message gets back: the payments of a settlement, or of its reversal, with their steps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from jixiao.fund.benefits.explanation import SettlementStep


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a settlement pays, in yuan, with its steps (their amounts in fen).

    `amounts` are `dedc_std`, `act_pay_dedc`, each fund's payment, `fund_pay_sumamt`, `psn_pay`,
    and the accounts' parts where the policy knows accounts; `benefit` is the policy's entry that
    the basic layer paid by, None where no entry covers the claim. `notes` say what was taken for
    granted, or why the fund pays nothing. A reversal's amounts are the exact negative, `reversal`
    is True and it has no steps. A preview has no message.
    """

    message: str | None
    setl_id: str
    psn_no: str
    benefit: str | None
    amounts: Mapping[str, Decimal]
    steps: tuple[SettlementStep, ...]
    reversal: bool = False
    notes: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the receipt as the ledger keeps it."""
        amounts = {name: str(amount) for name, amount in self.amounts.items()}
        steps = [
            [step.name, step.formula, step.amount, step.clause] for step in self.steps
        ]
        heading = [self.message, self.setl_id, self.psn_no, self.benefit]
        rest = [amounts, steps, self.reversal, self.notes]
        return json.dumps([*heading, *rest], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return a receipt as the ledger kept it; those of before have no notes."""
        message, setl_id, psn_no, benefit, amounts, steps, reversal, *notes = (
            json.loads(text)
        )
        return cls(
            message=message,
            setl_id=setl_id,
            psn_no=psn_no,
            benefit=benefit,
            amounts={name: Decimal(amount) for name, amount in amounts.items()},
            steps=tuple(SettlementStep(*step) for step in steps),
            reversal=reversal,
            notes=tuple(notes[0]) if notes else (),
        )

    def reversed_by(self, message: str) -> "Receipt":
        """Return the receipt of the message that reverses this settlement."""
        amounts = {name: -amount for name, amount in self.amounts.items()}
        return Receipt(
            message, self.setl_id, self.psn_no, self.benefit, amounts, (), reversal=True
        )
