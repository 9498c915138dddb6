"""What a bureau has decided: which measure answers an indicator, by whom and when; its own limits.

`bindings.toml` is written by people and by `jixiao bind`; of two decisions on one indicator the
later holds, and the earlier stays to be read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jixiao.entry import Overrides
from jixiao.errors import FaultyEntry, writing
from jixiao.library import load_toml
from jixiao.measures.declaration import SCOPES, library
from jixiao.measures.matching import Match, State, clean, match
from jixiao.measures.scopes import check_word
from jixiao.targets import Indicator, TargetTable

BINDINGS = "bindings.toml"
"""Where the decisions lie, beside the records."""
NOBODY = "人工"
"""What stands for a measure where a person fills the value in."""
_KEYS = ("project", "indicator", "measure", "scope", "by", "on", "note")


@dataclass(frozen=True, slots=True)
class Decision:
    """What answers an indicator of a project, as a person decided it.

    `measure` is a code, or NOBODY where no record answers it; no `project` is any.
    """

    indicator: str
    measure: str
    by: str
    on: date
    project: str = ""
    scope: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def is_of(self, table: TargetTable, indicator: Indicator) -> bool:
        """Say whether it was decided for this indicator."""
        if self.project and clean(self.project) != clean(table.project_name or ""):
            return False
        return clean(self.indicator) == clean(indicator.name)


@dataclass(frozen=True, slots=True)
class Bindings:
    """The decisions, the earliest first, and the limits that a bureau sets itself."""

    decisions: Sequence[Decision] = ()
    limits: Overrides = field(default_factory=dict)

    def match(self, table: TargetTable, indicator: Indicator) -> Match:
        """Find what answers an indicator: what was decided, else what its words say."""
        decided = [d for d in self.decisions if d.is_of(table, indicator)]
        if not decided:
            return match(table, indicator)
        last = decided[-1]
        told = f"{last.by} {last.on}"
        if last.measure == NOBODY:
            return Match(State.PERSON, last.note or "已定由人填写", decided=told)
        scope = dict(last.scope)
        if "project" in library()[last.measure].scopes and table.project_name:
            scope = {"project": table.project_name} | scope
        return Match(State.BOUND, last.note or "已由人指定", last.measure, scope, decided=told)


def load_bindings(path: Path) -> Bindings:
    """Read a bureau's decisions; none where there is no such file.

    Raises:
        FaultyEntry: it names a measure, a limit or a scope that there is not.
    """
    if not path.exists():
        return Bindings()
    told = load_toml(path)
    if strange := sorted(set(told) - {"binding", "limits"}):
        message = (
            f"{path.name} 里有不认识的“{'、'.join(strange)}”；可用 [[binding]]、[limits.代码]。"
        )
        raise FaultyEntry(message)
    limits = told.get("limits", {})
    for code, own in limits.items():
        known = library()[code].limits if code in library() else {}
        if strange := sorted(set(own) - set(known)):
            message = f"{path.name} 的 [limits.{code}] 里没有 {'、'.join(strange)} 这样的限。"
            raise FaultyEntry(message)
    return Bindings([_decision(path, said) for said in told.get("binding", [])], limits)


def _decision(path: Path, said: dict[str, Any]) -> Decision:
    where = f"{path.name} 里“{said.get('indicator', '')}”"
    needed = {"indicator", "measure", "by", "on"}
    if (missing := sorted(needed - set(said))) or (strange := sorted(set(said) - set(_KEYS))):
        word = f"缺少 {'、'.join(missing)}" if missing else f"有不认识的 {'、'.join(strange)}"
        message = f"{where} {word}。请写明 {'、'.join(_KEYS)}（project、scope、note 可不写）。"
        raise FaultyEntry(message)
    decision = Decision(**said)
    check_decision(decision, where)
    return decision


def check_decision(decision: Decision, where: str = "") -> None:
    """Check that what was decided can be taken.

    Raises:
        FaultyEntry: there is no such measure, or it cannot be narrowed so.
        JixiaoError: a scope does not know the word it is narrowed to.
    """
    if decision.measure == NOBODY:
        return
    known = library().get(decision.measure)
    if known is None:
        message = (
            f"{where}：没有口径 {decision.measure}。可用 jixiao measures 查看，或写“{NOBODY}”。"
        )
        raise FaultyEntry(message)
    if strange := sorted(set(decision.scope) - set(known.scopes)):
        own = "、".join(f"{name}（{SCOPES[name]}）" for name in known.scopes) or "（没有）"
        message = f"{where}：口径 {known.code} 不能按 {'、'.join(strange)} 细分；可以按 {own}。"
        raise FaultyEntry(message)
    for name, word in decision.scope.items():
        check_word(name, word)


def keep_decision(path: Path, decision: Decision) -> None:
    """Write a decision at the end of a bureau's file, which is made if it is not there.

    Raises:
        FaultyEntry: it cannot be taken.
        UnreadableFile: the file cannot be written.
    """
    check_decision(decision, decision.indicator)
    scope = ", ".join(f"{name} = {_quoted(value)}" for name, value in decision.scope.items())
    lines = [
        "", "[[binding]]", f"project   = {_quoted(decision.project)}",
        f"indicator = {_quoted(decision.indicator)}", f"measure   = {_quoted(decision.measure)}",
        f"scope     = {{ {scope} }}", f"by        = {_quoted(decision.by)}",
        f"on        = {decision.on.isoformat()}", f"note      = {_quoted(decision.note)}", "",
    ]  # fmt: skip
    with writing(path.parent), path.open("a", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines))


def _quoted(text: str) -> str:
    """Give a text as TOML writes it in quotes: control characters by their numbers."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    numbered = _CONTROL.sub(lambda found: rf"\u{ord(found[0]):04x}", escaped)
    return f'"{numbered}"'


_CONTROL = re.compile("[\x00-\x1f\x7f]")
