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
from jixiao.evaluation.addressing import fits, is_clear, is_same, places_of
from jixiao.library import load_toml
from jixiao.measures.declaration import SCOPES, library
from jixiao.measures.matching import Match, State, match
from jixiao.measures.scopes import check_word
from jixiao.targets import Indicator, TargetTable

BINDINGS = "bindings.toml"
"""Where the decisions lie, beside the records."""
NOBODY = "人工"
"""What stands for a measure where a person fills the value in."""
_KEYS = (
    "project",
    "level",
    "indicator",
    "target",
    "measure",
    "scope",
    "by",
    "on",
    "note",
)
_OPTIONAL = "project、level、target、scope、note"
_NEEDED = {"indicator", "measure", "by", "on"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What answers an indicator of a project, as a person decided it.

    `measure` is a code, or NOBODY where no record answers it; no `project` is any. `level` (数量指标
    …) and `target` (the value as printed) say which row where several bear the name.
    """

    indicator: str
    measure: str
    by: str
    on: date
    project: str = ""
    scope: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    level: str = ""
    target: str = ""

    def is_of(self, table: TargetTable, indicator: Indicator) -> bool:
        """Whether it speaks of this indicator, or of several that it does not tell apart."""
        is_project = not self.project or is_same(self.project, table.project_name)
        return is_project and fits(self, indicator)

    def is_clear(self, table: TargetTable) -> bool:
        """Whether it says which row of a table it means."""
        return is_clear(places_of(self, table), table)

    @property
    def whose(self) -> str:
        """Who decided it, and when."""
        return f"{self.by} {self.on}"


@dataclass(frozen=True, slots=True)
class Bindings:
    """The decisions, the earliest first, and the limits that a bureau sets itself."""

    decisions: Sequence[Decision] = ()
    limits: Overrides = field(default_factory=dict)

    def match(
        self, table: TargetTable, indicator: Indicator, *, is_part: bool = False
    ) -> Match:
        """Find what answers an indicator: what was decided, else what its words say.

        A further value of a cell (`is_part`) is decided only by what names that value.
        """
        decisions = [
            decision
            for decision in self.decisions
            if decision.is_of(table, indicator)
            and not (is_part and not decision.target)
        ]
        clear = [decision for decision in decisions if decision.is_clear(table)]
        if not decisions:
            return match(table, indicator)
        if not clear:
            return _which(decisions[-1])
        return _decided(table, clear)


def _which(decision: Decision) -> Match:
    """Ask which of several rows of a name was decided on."""
    why = (
        f"{decision.whose} 的决定没有说是哪一行“{decision.indicator}”：这张表里有几行同名，"
        f"请写明 level（如 数量指标）或 target（印的指标值）"
    )
    candidates = () if decision.measure == NOBODY else (decision.measure,)
    return Match(State.UNSURE, why, candidates=candidates)


def _decided(table: TargetTable, decisions: Sequence[Decision]) -> Match:
    """Take the last of the decisions, and tell of the one before where it was another."""
    last = decisions[-1]
    why = last.note
    if before := _before(decisions):
        earlier = f"此前 {before.whose} 定为 {before.measure}"
        why = f"{why}；{earlier}" if why else earlier
    if last.measure == NOBODY:
        return Match(State.PERSON, why or "已定由人填写", decided=last.whose)
    scope = dict(last.scope)
    if "project" in library()[last.measure].scopes and table.project_name:
        scope.setdefault("project", table.project_name)
    return Match(
        State.BOUND, why or "已由人指定", last.measure, scope, decided=last.whose
    )


def _before(decisions: Sequence[Decision]) -> Decision | None:
    """Return the last decision that was another than the one that holds."""
    last = decisions[-1]
    others = [
        d for d in decisions if (d.measure, d.scope) != (last.measure, last.scope)
    ]
    return others[-1] if others else None


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
        message = f"{where} {what}。请写明 {'、'.join(_KEYS)}（{_OPTIONAL} 可不写）。"
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
        f"level     = {_quoted(decision.level)}",
        f"indicator = {_quoted(decision.indicator)}",
        f"target    = {_quoted(decision.target)}",
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
