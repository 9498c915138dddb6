"""Files of parameters: each extends another and says only what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.fund.parameters.parameter import Parameter, Standing, Value, words
from jixiao.fund.parameters.terms import Terms
from jixiao.fund.parameters.values import UnreadableValue, read_value
from jixiao.library import extended, load_toml, refuse_unknown

FOLDER = Path(__file__).with_name("sets")
_ABOUT = ("code", "title", "extends")
_ROW = ("key", "value", "since", "until", "standing", "basis", "confirmed")
_NEEDED = ("key", "value", "since", "standing", "basis")


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """Parameters as a place holds them: its own rows first, then those of the sets it extends."""

    code: str
    title: str
    layers: Sequence[Sequence[Parameter]]

    def on(self, day: date) -> Terms:
        """Return what holds on a day; where two sets speak of one word, the nearer one does."""
        rows: dict[str, Parameter] = {}
        for layer in reversed(self.layers):
            rows |= {row.word.key: row for row in layer if row.holds_on(day)}
        return Terms(self.code, day, rows)


def load_parameter_sets(folder: Path | None = None) -> Mapping[str, ParameterSet]:
    """Return the sets of the package, and those of a bureau's own folder, by code.

    Raises:
        FaultyEntry: a file says what is not known, or a word twice for the same days.
    """
    shipped = _shipped()
    bureaus = _read(folder) if folder else {}
    raw = {name: content for name, (content, _) in (shipped | bureaus).items()}
    layers = {name: rows for name, (_, rows) in (shipped | bureaus).items()}
    return {
        name: ParameterSet(
            name,
            content["set"]["title"],
            [layers[name], *(layers[each] for each in extended(name, raw, "set"))],
        )
        for name, content in raw.items()
    }


_Layers = dict[str, tuple[Mapping[str, Any], tuple[Parameter, ...]]]
"""What each file of a folder says, and the parameters of it."""


@cache
def _shipped() -> _Layers:
    """Return the package's files: they stay as they are, a bureau's own are read at each call."""
    return _read(FOLDER)


def _read(folder: Path) -> _Layers:
    raw = {path.stem: load_toml(path) for path in sorted(folder.glob("*.toml"))}
    for name, content in raw.items():
        _check(name, content)
    return {name: (content, _rows(name, content)) for name, content in raw.items()}


def _check(name: str, content: Mapping[str, Any]) -> None:
    refuse_unknown(f"{name}.toml", content, ("set", "parameter"))
    about = content.get("set")
    if not isinstance(about, Mapping) or about.get("code") != name:
        message = f'{name}.toml 的 [set] 应写明 code = "{name}"。'
        raise FaultyEntry(message)
    refuse_unknown(f"{name}.toml 的 [set]", about, _ABOUT)
    if not isinstance(about.get("title"), str):
        message = f"{name}.toml 的 [set] 缺少 title。请补上。"
        raise FaultyEntry(message)


def _rows(name: str, content: Mapping[str, Any]) -> tuple[Parameter, ...]:
    rows = tuple(_row(name, said) for said in content.get("parameter", ()))
    for earlier, later in combinations(rows, 2):
        if earlier.word == later.word and _share_days(earlier, later):
            message = (
                f"{name}.toml 里 {later.word.key} 有两个值在同一天有效：{earlier.printed} 和 "
                f"{later.printed}。请用 since、until 使其前后相接。"
            )
            raise FaultyEntry(message)
    return rows


def _share_days(first: Parameter, second: Parameter) -> bool:
    earlier, later = sorted((first, second), key=lambda row: row.since)
    return earlier.until is None or earlier.until >= later.since


def _row(name: str, said: Mapping[str, Any]) -> Parameter:
    place = f"{name}.toml 的 {said.get('key', '[[parameter]]')}"
    refuse_unknown(place, said, _ROW)
    if missing := [word for word in _NEEDED if word not in said]:
        message = f"{place} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    refuse_unknown(f"{name}.toml", [said["key"]], words())
    if said["standing"] not in [*Standing]:
        message = f"{place} 的 standing 应为 {'、'.join(Standing)} 中的一个。请改正。"
        raise FaultyEntry(message)
    for day in filter(said.get, ("since", "until")):
        if type(said[day]) is not date:
            message = f"{place} 的 {day} 应为日期，如 2026-01-01（不加引号）。请改正。"
            raise FaultyEntry(message)
    return Parameter(
        word=words()[said["key"]],
        value=_value(place, said),
        since=said["since"],
        until=said.get("until"),
        standing=Standing(said["standing"]),
        basis=said["basis"],
        confirmed=said.get("confirmed", True),
    )


def _value(place: str, said: Mapping[str, Any]) -> Value:
    try:
        return read_value(words()[said["key"]], said["value"])
    except UnreadableValue as wanted:
        message = f"{place} 的 value 写的是 {said['value']}，应为{wanted}。请改正。"
        raise FaultyEntry(message) from wanted


def lines_of(terms: Terms, keys: Sequence[str]) -> Iterator[str]:
    """Yield the parameters that a calculation used, a line each, samples named first."""
    used = [terms.row(key) for key in keys if key in terms]
    samples = [row for row in used if row.standing is Standing.SAMPLE]
    if samples:
        yield (
            f"注意：{len(samples)} 个参数是样例，不是任何地方的规定："
            f"{'、'.join(row.word.title for row in samples)}。"
        )
    for row in used:
        yield f"  {row.word.key}　{row.line}"
