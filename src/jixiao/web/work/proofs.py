"""What the records say of a case's rows, as the worker kept it: read by pages without the engine."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from jixiao.targets import TargetTable
from jixiao.web.models import Case, Measurement

_NO_ROW = "none"


class Month(msgspec.Struct, frozen=True):
    """A month of a value, in the target's unit; of a total what has come together."""

    month: int
    value: Decimal | None


class Row(msgspec.Struct, frozen=True):
    """A row that adds to a value: what it is called, its day and place, and what it adds."""

    name: str
    on: str
    place: str
    above: str
    below: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What the records say of one row: how it was found, the value, and what proves it.

    `above` and `below` are printed as the measure counts them: 元, 分钟, or heads; a total has none
    below. `unit` is that of the number and its forecast. `reference` opens the same proof on any
    machine that holds the records.
    """

    place: int
    name: str
    target: str
    state: str
    why: str
    mark: str
    measure: str = ""
    title: str = ""
    how: str = ""
    shown: str = ""
    unit: str = ""
    number: Decimal | None = None
    goal: Decimal | None = None
    months: tuple[Month, ...] = ()
    above: str = ""
    below: str = ""
    rows: int = 0
    largest: tuple[Row, ...] = ()
    sql: str = ""
    candidates: tuple[str, ...] = ()
    reference: str = ""
    course: str = ""
    forecast: Decimal | None = None
    low: Decimal | None = None
    cumulative: bool | None = None
    high: Decimal | None = None

    @property
    def applies(self) -> bool:
        """Whether the row promises anything; one that says 无 does not."""
        return self.state != _NO_ROW

    @property
    def in_words(self) -> str:
        """What the records say, for who types beside it."""
        return f"{self.measure} {self.how or self.why}".strip()


def read(measurement: Measurement | None) -> Sequence[Proof]:
    """The proofs that a measurement kept; none where nothing was measured.

    In mid-year what has not reached its target is on the way: only the year's end misses one.
    """
    if measurement is None:
        return []
    proofs = msgspec.json.decode(measurement.body, type=list[Proof])
    if measurement.kind != "monitoring":
        return proofs
    return [_on_the_way(proof) if proof.mark == "missed" else proof for proof in proofs]


def _on_the_way(proof: Proof) -> Proof:
    return msgspec.structs.replace(proof, mark="under_way")


def proofs_of(case: Case, kind: str) -> Sequence[Proof]:
    """What was measured of a case for a form."""
    return read(case.measurements.filter(kind=kind).first())


def counts(proofs: Iterable[Proof]) -> dict[str, int]:
    """Count how the promises stand, by their marks; a row that does not apply is none."""
    marks = [proof.mark for proof in proofs if proof.applies]
    return {mark: marks.count(mark) for mark in MARKS}


def beside(proofs: Iterable[Proof], table: TargetTable) -> dict[int, Proof]:
    """Lay proofs beside the rows they speak of, wherever those stand now: same name, same promise."""
    proofs_of_promise: dict[tuple[str, str], list[Proof]] = {}
    for proof in proofs:
        proofs_of_promise.setdefault((proof.name, proof.target), []).append(proof)
    by_place = {}
    for place, row in enumerate(table.indicators):
        if waiting := proofs_of_promise.get((row.name, row.target.text)):
            by_place[place] = waiting.pop(0)
    return by_place


MARKS = ("met", "missed", "partial", "under_way", "none", "unsure", "person")
