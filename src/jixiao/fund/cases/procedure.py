"""How a case goes: steps as data, with duties that exclude each other and terms that run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.cases.clocks import CALENDAR, MONTHS, WORKING, Clock
from jixiao.library import load_toml, refuse_unknown

_FOLDER = Path(__file__).parent
BASE = _FOLDER / "base.toml"
OUTLOOK_ENGINES = ("warning", "relief", "prepayment")
"""The engines of the fund's course."""
HOUSE_ENGINES = ("control", "opinion", "site")
"""The engines of the bureau's own house."""
ACCUSING_NOBODY = (*OUTLOOK_ENGINES, *HOUSE_ENGINES, "discharge", "credit", "topup")
"""The engines whose cases are of payments or of the house: no institution is accused."""
OPENED = "待核实"
"""The state that a case is opened in."""
CLOSED = "已结案"
"""The state in which nothing more is due."""
REOPENED = "重开"
"""The step after which an earlier outcome holds no more."""
_STEP = (
    "name", "from", "to", "duty", "ends", "waits", "starts", "brings", "letter", "assigns",
    "admits",
)  # fmt: skip
_CLOCK = ("name", "days", "kind", "basis", "confirmed")
_BRINGS = ("", "outcome", "recovered")
_ADMISSION = (
    "least_decided", "least_percent", "review_after", "enforced", "basis", "confirmed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step: from which states to which, in what duty, and what it brings or starts."""

    name: str
    before: tuple[str, ...]
    after: str
    duty: str
    ends: str
    starts: Clock | None
    brings: str
    letter: str
    assigns: bool
    waits: str = ""
    """The term before whose last day it needs a reason; it ends it."""
    admits: bool = False
    """Whether it lets go out what a rule on trial found."""


@dataclass(frozen=True, slots=True)
class Admission:
    """When a rule goes live: so many decided, so many per cent of them upheld.

    After `review_after` refuted in a row it is looked at again. Where it is `enforced`, nobody is
    told of what a rule found that is not live before another person let the case go out.
    """

    least_decided: int
    least_percent: int
    review_after: int
    enforced: bool


@dataclass(frozen=True, slots=True)
class Procedure:
    """The steps of a case by name, and pairs of duties that no person does both of."""

    code: str
    title: str
    steps: Mapping[str, Step]
    excluding: Sequence[frozenset[str]]
    admission: Admission | None
    cites: str = ""
    """What letters of its cases cite as their basis, where no rule says it."""

    def step(self, name: str, state: str) -> Step:
        """Return a step that may be done in a state.

        Raises:
            JixiaoError: there is no such step, or it cannot be done now.
        """
        possible = [step.name for step in self.possible(state)]
        if name not in possible:
            choice = "、".join(possible) or "（没有）"
            message = f"“{state}”的案件不能“{name}”；现在可以：{choice}。"
            raise JixiaoError(message)
        return self.steps[name]

    def possible(self, state: str) -> list[Step]:
        """Return the steps that may be done in a state."""
        return [step for step in self.steps.values() if state in step.before]

    def opposed(self, duty: str) -> frozenset[str]:
        """Return the duties that whoever does this one may not have done."""
        pairs = (pair - {duty} for pair in self.excluding if duty in pair)
        return frozenset().union(*pairs)


@cache
def procedures() -> Mapping[str, Procedure]:
    """Return the procedures of the engines that have one of their own, by engine.

    Raises:
        FaultyEntry: as `load_procedure` does.
    """
    paths = (path for path in sorted(_FOLDER.glob("*.toml")) if path != BASE)
    return {path.stem: load_procedure(path) for path in paths}


def load_procedure(path: Path = BASE) -> Procedure:
    """Read a procedure.

    Raises:
        FaultyEntry: it says what is not known, or leads into a state that nothing leads out of.
    """
    content = load_toml(path)
    refuse_unknown(path.name, content, ("procedure", "excluding", "step", "admission"))
    steps = [_step(path.name, declared) for declared in content.get("step", ())]
    _check_states(path.name, steps)
    return Procedure(
        content["procedure"]["code"],
        content["procedure"]["title"],
        {step.name: step for step in steps},
        [frozenset(pair["duties"]) for pair in content.get("excluding", ())],
        _admission(path.name, content.get("admission")),
        content["procedure"].get("cites", ""),
    )


def _admission(file: str, declared: Mapping[str, Any] | None) -> Admission | None:
    if declared is None:
        return None
    refuse_unknown(f"{file} 的 [admission]", declared, _ADMISSION)
    if missing := [word for word in _ADMISSION if word not in declared]:
        message = f"{file} 的 [admission] 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    return Admission(
        declared["least_decided"],
        declared["least_percent"],
        declared["review_after"],
        declared["enforced"],
    )


def _check_states(file: str, steps: Sequence[Step]) -> None:
    begun = {state for step in steps for state in step.before}
    if stuck := {step.after for step in steps} - begun:
        message = f"{file} 里到了 {'、'.join(sorted(stuck))} 就没有下一步。请补上。"
        raise FaultyEntry(message)
    if OPENED not in begun:
        message = f"{file} 里没有从“{OPENED}”开始的一步。请补上。"
        raise FaultyEntry(message)


def _step(file: str, declared: Mapping[str, Any]) -> Step:
    place = f"{file} 的 {declared.get('name', '[[step]]')}"
    refuse_unknown(place, declared, _STEP)
    if missing := [
        word for word in ("name", "from", "to", "duty") if word not in declared
    ]:
        message = f"{place} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    refuse_unknown(f"{place} 的 brings", [declared.get("brings", "")], _BRINGS)
    return Step(
        declared["name"],
        tuple(declared["from"]),
        declared["to"],
        declared["duty"],
        declared.get("ends", ""),
        _clock(place, declared["starts"]) if "starts" in declared else None,
        declared.get("brings", ""),
        declared.get("letter", ""),
        declared.get("assigns", False),
        declared.get("waits", ""),
        declared.get("admits", False),
    )


def _clock(place: str, declared: Mapping[str, Any]) -> Clock:
    refuse_unknown(f"{place} 的 starts", declared, _CLOCK)
    refuse_unknown(f"{place} 的 kind", [declared["kind"]], (CALENDAR, WORKING, MONTHS))
    return Clock(
        declared["name"],
        declared["days"],
        declared["kind"],
        declared["basis"],
        declared.get("confirmed", False),
    )
