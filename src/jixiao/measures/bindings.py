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
_NEEDED = {"indicator", "measure", "by", "on"}


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
        """Whether it was decided for this indicator."""
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
        decisions = [
            decision for decision in self.decisions if decision.is_of(table, indicator)
        ]
        if not decisions:
            return match(table, indicator)
        last = decisions[-1]
        by_whom = f"{last.by} {last.on}"
        if last.measure == NOBODY:
            return Match(State.PERSON, last.note or "已定由人填写", decided=by_whom)
        scope = dict(last.scope)
        if "project" in library()[last.measure].scopes and table.project_name:
            scope.setdefault("project", table.project_name)
        return Match(
            State.BOUND, last.note or "已由人指定", last.measure, scope, decided=by_whom
        )


def load_bindings(path: Path) -> Bindings:
    """Read a bureau's decisions; none where there is no such file.

    Raises:
        FaultyEntry: it names a measure, a limit or a scope that there is not.
    """
    if not path.exists():
        return Bindings()
    table = load_toml(path)
    if unknown := sorted(set(table) - {"binding", "limits"}):
        message = f"{path.name} 里有不认识的“{'、'.join(unknown)}”；可用 [[binding]]、[limits.代码]。"
        raise FaultyEntry(message)
    limits = table.get("limits", {})
    for code, values in limits.items():
        _check_limits(path, code, values)
    return Bindings(
        [_decision(path, entry) for entry in table.get("binding", [])], limits
    )


def _check_limits(path: Path, code: str, values: Mapping[str, object]) -> None:
    known = library()[code].limits if code in library() else {}
    if unknown := sorted(set(values) - set(known)):
        choice = "、".join(known) or "没有可设的限"
        message = f"{path.name} 的 [limits.{code}] 里没有 {'、'.join(unknown)} 这样的限；可设：{choice}。"
        raise FaultyEntry(message)


def _decision(path: Path, entry: dict[str, Any]) -> Decision:
    where = f"{path.name} 里“{entry.get('indicator', '')}”"
    missing = sorted(_NEEDED - set(entry))
    unknown = sorted(set(entry) - set(_KEYS))
    if missing or unknown:
        what = (
            f"缺少 {'、'.join(missing)}"
            if missing
            else f"有不认识的 {'、'.join(unknown)}"
        )
        message = f"{where} {what}。请写明 {'、'.join(_KEYS)}（project、scope、note 可不写）。"
        raise FaultyEntry(message)
    decision = Decision(**entry)
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
    measure = library().get(decision.measure)
    if measure is None:
        message = f"{where}：没有口径 {decision.measure}。可用 jixiao measures 查看，或写“{NOBODY}”。"
        raise FaultyEntry(message)
    if unknown := sorted(set(decision.scope) - set(measure.scopes)):
        scopes = (
            "、".join(f"{name}（{SCOPES[name]}）" for name in measure.scopes)
            or "（没有）"
        )
        message = f"{where}：口径 {measure.code} 不能按 {'、'.join(unknown)} 细分；可以按 {scopes}。"
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
    scope = ", ".join(
        f"{name} = {_quoted(value)}" for name, value in decision.scope.items()
    )
    lines = [
        "",
        "[[binding]]",
        f"project   = {_quoted(decision.project)}",
        f"indicator = {_quoted(decision.indicator)}",
        f"measure   = {_quoted(decision.measure)}",
        f"scope     = {{ {scope} }}",
        f"by        = {_quoted(decision.by)}",
        f"on        = {decision.on.isoformat()}",
        f"note      = {_quoted(decision.note)}",
        "",
    ]
    with writing(path.parent), path.open("a", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines))


def _quoted(text: str) -> str:
    """A text as TOML writes it in quotes: control characters by their numbers."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    numbered = _CONTROL.sub(lambda control: rf"\u{ord(control[0]):04x}", escaped)
    return f'"{numbered}"'


_CONTROL = re.compile("[\x00-\x1f\x7f]")
