"""Ledgers of before: a row for each accumulator of a year becomes one row for the year.

What a year has used was not kept by insurance then. Of what a settlement added it is known by the
entry that paid it; of what a year began with, by the settlements of the year if all are of one.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from jixiao.fund.counter.ledgers.effects import apply_effects
from jixiao.fund.counter.ledgers.ledger import KEEP_MESSAGE, TABLES, Rows

_PAGE = 1000


class Names(Protocol):
    """How amounts of before are called now."""

    def insurance_of(self, benefit: str | None) -> str | None:
        """Return the insurance that an entry of the basic layer is of; None where none is certain."""
        ...

    def name(self, kind: str, name: str, insurance: str | None) -> str:
        """Return the name now of what was kept of a kind under a name."""
        ...


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Brings a ledger of before to `TABLES`, inside a transaction."""

    run: Callable[..., Rows]
    names: Names

    def of_ledger(self) -> None:
        """Bring the whole ledger over."""
        self.run("ALTER TABLE messages RENAME TO messages_before")
        for statement in TABLES:
            self.run(statement)
        years = self.run(
            "SELECT psn_no, year FROM settlements"
            " UNION SELECT psn_no, year FROM accumulators"
        )
        for psn_no, year in years:
            self._of_year(psn_no, year)
        self._of_messages()
        self.run("DROP TABLE messages_before")
        self.run("DROP TABLE accumulators")

    def _of_year(self, psn_no: str, year: int) -> None:
        of_year: dict[str, Any] = {"psn_no": psn_no, "year": year}
        settlements = self.run(
            "SELECT setl_id, place, effects, answer, reversed_by FROM settlements"
            " WHERE psn_no = :psn_no AND year = :year ORDER BY place",
            **of_year,
        )
        insurances, standing = set(), []
        for setl_id, _, text, answer, reversed_by in settlements:
            insurance = self.names.insurance_of(json.loads(answer)[3])
            effects = self._named(json.loads(text), insurance)
            self._write_effects(setl_id, effects)
            if effects:
                insurances.add(insurance)
            if reversed_by is None:
                standing.append(effects)
        only = insurances.pop() if len(insurances) == 1 else None
        openings = self.run(
            "SELECT kind, name, opening FROM accumulators"
            " WHERE psn_no = :psn_no AND year = :year AND opening > 0",
            **of_year,
        )
        opening = dict(self._named(openings, only))
        used = dict(opening)
        for effects in standing:
            apply_effects(used, effects)
        self.run(
            "INSERT INTO years VALUES (:psn_no, :year, :version, :opening, :used)",
            **of_year,
            version=max((place for _, place, *_ in settlements), default=1),
            opening=json.dumps(opening, ensure_ascii=False),
            used=json.dumps(used, ensure_ascii=False),
        )

    def _named(self, rows: Rows, insurance: str | None) -> list[tuple[str, int]]:
        return [
            (self.names.name(kind, name, insurance), amount)
            for kind, name, amount in rows
        ]

    def _write_effects(self, setl_id: str, effects: list[tuple[str, int]]) -> None:
        self.run(
            "UPDATE settlements SET effects = :effects WHERE setl_id = :setl_id",
            effects=json.dumps(effects, ensure_ascii=False),
            setl_id=setl_id,
        )

    def _of_messages(self) -> None:
        """Let each message name its settlement, which its answer of before told."""
        last = ""
        while rows := self.run(
            "SELECT message, digest, answer FROM messages_before"
            f" WHERE message > :last ORDER BY message LIMIT {_PAGE}",
            last=last,
        ):
            for message, digest, answer in rows:
                setl_id = json.loads(answer)[1]
                self.run(KEEP_MESSAGE, message=message, digest=digest, setl_id=setl_id)
            last = rows[-1][0]
