"""How a case goes: steps as data, with duties that exclude each other and terms that run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.cases.clocks import CALENDAR, WORKING, Clock
from jixiao.library import load_toml, refuse_unknown

BASE = Path(__file__).with_name("base.toml")
OPENED = "待核实"
"""The state that a case is opened in."""
_STEP = ("name", "from", "to", "duty", "ends", "starts", "brings", "letter")
_CLOCK = ("name", "days", "kind", "basis", "confirmed")
_BRINGS = ("", "outcome", "recovered")


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


@dataclass(frozen=True, slots=True)
class Procedure:
    """The steps of a case by name, and pairs of duties that no person does both of."""

    code: str
    title: str
    steps: Mapping[str, Step]
    excluding: Sequence[frozenset[str]]

    def step(self, name: str, state: str) -> Step:
        """Return a step that may be done in a state.

        Raises:
            JixiaoError: there is no such step, or it cannot be done now.
        """
        possible = [step.name for step in self.steps.values() if state in step.before]
        if name not in possible:
            choice = "、".join(possible) or "（没有）"
            message = f"“{state}”的案件不能“{name}”；现在可以：{choice}。"
            raise JixiaoError(message)
        return self.steps[name]

    def opposed(self, duty: str) -> frozenset[str]:
        """Return the duties that whoever does this one may not have done."""
        pairs = (pair - {duty} for pair in self.excluding if duty in pair)
        return frozenset().union(*pairs)


def load_procedure(path: Path = BASE) -> Procedure:
    """Read a procedure.

    Raises:
        FaultyEntry: it says what is not known, or leads into a state that nothing leads out of.
    """
    content = load_toml(path)
    refuse_unknown(path.name, content, ("procedure", "excluding", "step"))
    steps = [_step(path.name, said) for said in content.get("step", ())]
    _check_states(path.name, steps)
    return Procedure(
        content["procedure"]["code"],
        content["procedure"]["title"],
        {step.name: step for step in steps},
        [frozenset(pair["duties"]) for pair in content.get("excluding", ())],
    )


def _check_states(file: str, steps: Sequence[Step]) -> None:
    begun = {state for step in steps for state in step.before}
    if stuck := {step.after for step in steps} - begun:
        message = f"{file} 里到了 {'、'.join(sorted(stuck))} 就没有下一步。请补上。"
        raise FaultyEntry(message)
    if OPENED not in begun:
        message = f"{file} 里没有从“{OPENED}”开始的一步。请补上。"
        raise FaultyEntry(message)


def _step(file: str, said: Mapping[str, Any]) -> Step:
    place = f"{file} 的 {said.get('name', '[[step]]')}"
    refuse_unknown(place, said, _STEP)
    if missing := [word for word in ("name", "from", "to", "duty") if word not in said]:
        message = f"{place} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    refuse_unknown(f"{place} 的 brings", [said.get("brings", "")], _BRINGS)
    return Step(
        said["name"],
        tuple(said["from"]),
        said["to"],
        said["duty"],
        said.get("ends", ""),
        _clock(place, said["starts"]) if "starts" in said else None,
        said.get("brings", ""),
        said.get("letter", ""),
    )


def _clock(place: str, said: Mapping[str, Any]) -> Clock:
    refuse_unknown(f"{place} 的 starts", said, _CLOCK)
    refuse_unknown(f"{place} 的 kind", [said["kind"]], (CALENDAR, WORKING))
    return Clock(
        said["name"],
        said["days"],
        said["kind"],
        said["basis"],
        said.get("confirmed", False),
    )
