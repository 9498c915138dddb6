"""How amounts of ledgers of before are called now: those did not say of which insurance they were."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jixiao.fund.benefits import Policies
from jixiao.fund.counter.ledgers import UNATTRIBUTED

_KINDS: Mapping[str, tuple[str, str]] = {
    "visits": ("visits", "次数"),
    "line": ("line", "次数"),
    "deducted": ("deducted", "起付线"),
    "paid": ("paid", "限额"),
    "granted": ("granted", "限额"),
    "burden": ("burden", "负担"),
    "layer_paid": ("paid", "限额"),
    "layer_granted": ("granted", "限额"),
}
"""The kinds of before: what they are called, and the word by which policies share them."""


@dataclass(frozen=True, slots=True)
class NamesOfBefore:
    """The names, by what some policies say."""

    policies: Policies = ()

    def insurance_of(self, benefit: str | None) -> str | None:
        """Return the insurance that an entry of the basic layer is of; None where none is certain."""
        entries = [
            entry
            for p in self.policies
            for name, entry in p.basic.items()
            if name == benefit
        ]
        insurances = {entry.conditions.insutype for entry in entries}
        if len(insurances) != 1:
            return None
        (codes,) = insurances
        return next(iter(codes)) if codes and len(codes) == 1 else None

    def name(self, kind: str, name: str, insurance: str | None) -> str:
        """Return the name now of what was kept of a kind under a name."""
        kind_now, word = _KINDS[kind]
        if self._is_shared(name, word):
            return f"{kind_now}//{name}"
        if insurance is None:
            return f"{kind_now}{UNATTRIBUTED}{name}"
        return f"{kind_now}/{insurance}/{name}"

    def _is_shared(self, name: str, word: str) -> bool:
        """Whether the policies share among insurances what bears a name."""
        basic = (entry for p in self.policies for entry in p.basic.values())
        layers = (entry for p in self.policies for entry in p.layers.values())
        return any(
            _fits(template, name)
            for entry in basic
            if word in entry.shared
            for template in (entry.accumulator, entry.deductible_accumulator)
        ) or any(entry.code == name and word in entry.shared for entry in layers)


def _fits(template: str, name: str) -> bool:
    """Whether a name is a template's with {level} and {disease} filled in."""
    pattern = re.sub(r"\\\{(?:level|disease)\\\}", ".+", re.escape(template))
    return re.fullmatch(pattern, name) is not None
