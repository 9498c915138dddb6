"""An entry of a library: one pure function, what it looks at, its limits, and the page beside it.

Checks, measures, audit rules and signals are entries. The function's signature is the declaration:
positional parameters name what the entry looks at (with a default: only where it is there),
keyword-only ones are its limits. The page beside the module says what the entry is, shows examples
that are its test, and gives the values of its limits, which an installation may set otherwise:

    ```toml
    [limits]
    within_days = { value = 10, says = "…", basis = "…", confirmed = false }
    ```
"""

import inspect
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.library import parse_toml, refuse_unknown
from jixiao.money import in_yuan

Number = int | Decimal
Overrides = Mapping[str, Mapping[str, Number]]
"""What an installation sets in place of entries' own limits, by code and name."""
_LIMITS = re.compile(r"^```toml\n(.*?)^```\n\n?", re.MULTILINE | re.DOTALL)
_EXAMPLES = re.compile(r"^## ", re.MULTILINE)
_WORDS_OF_A_LIMIT = {
    "value": int | Decimal,
    "says": str,
    "basis": str,
    "confirmed": bool,
}
_NEEDED = ("value", "says", "basis")
TENTHS = 10_000
"""What quantities are counted in, so that 0.5 吨 is a whole number of rows' units."""
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that parts what an entry reports from what it does not.

    `says` is what the number does, `basis` the document it comes from; `confirmed` is false where
    no document that was seen says so.
    """

    value: Number
    says: str
    basis: str
    confirmed: bool = True


class Count(int):
    """A whole number as a sentence prints it.

    `{above:元}` are fen, `{above:分钟}` seconds, `{above:数}` TENTHS, `{above:万分元}` TENTHS of fen.
    """

    def __format__(self, spec: str) -> str:
        match spec:
            case "元":
                return f"{in_yuan(self)} 元"
            case "数":
                return f"{(Decimal(int(self)) / TENTHS).normalize():f}"
            case "万分元":
                return f"{in_yuan(int(self) // TENTHS)} 元"
            case "分钟":
                return f"{Decimal(int(self)) / _MINUTE:,.1f} 分钟"
            case _:
                return f"{int(self):,}"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a function's signature declares, with the page it stands beside.

    `sources` holds by name whether the entry needs it. `scopes` are the keyword-only parameters
    that are no limits: what the entry can be narrowed to, and whether it must be.
    """

    sources: Mapping[str, bool]
    scopes: Mapping[str, bool]
    limits: Mapping[str, Limit]
    page: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry declares.

    `code` is two letters (the family) and two digits; `says` is the entry's message, with names in
    braces; `basis` the document that asks for it, empty where the page argues it; `sources` holds
    by name what `look` takes by position, and whether it is needed.
    """

    code: str
    title: str
    says: str
    basis: str
    sources: Mapping[str, bool]
    limits: Mapping[str, Limit]
    look: Callable[..., Any]
    page: Path

    @property
    def family(self) -> str:
        """The folder the entry stands in."""
        return self.page.parent.name

    @property
    def prose(self) -> str:
        """The page as people read it: without the block of limits, which are listed beside it."""
        head, *examples = _EXAMPLES.split(self.page.read_text("utf-8"))
        return "## ".join([_LIMITS.sub("", head, count=1), *examples])

    def sentence(self, above: int, below: int) -> str:
        """What an entry asked of records says of what stands above and below: whole numbers."""
        return self.says.format(above=Count(above), below=Count(below))

    def limit_values(self, overrides: Overrides | None = None) -> dict[str, Number]:
        """The value of each limit: an installation's own where it sets one."""
        values = {name: limit.value for name, limit in self.limits.items()}
        return values | dict((overrides or {}).get(self.code, {}))


def read_parameters(
    look: Callable[..., Any],
    code: str,
    *,
    sources: Collection[str],
    scopes: Collection[str] = (),
) -> Parameters:
    """Read from a function's signature and its page what an entry looks at and its limits.

    `sources` are the names that such an entry may look at, `scopes` those it may be narrowed to.

    Raises:
        FaultyEntry: a parameter names no source, a keyword-only one is neither a scope nor a limit
            of the page, a limit has its value in code, or the page gives one that is not asked for.
    """
    page = Path(inspect.getfile(look)).with_suffix(".md")
    parameters = inspect.signature(look).parameters.values()
    positional = [p for p in parameters if p.kind is not p.KEYWORD_ONLY]
    named = [p for p in parameters if p.kind is p.KEYWORD_ONLY]
    refuse_unknown(f"{code} 要看的", [p.name for p in positional], sources)
    limited = [p for p in named if p.name not in scopes]
    limits = read_limits(page) if limited else {}
    refuse_unknown(f"{code} 的限", [p.name for p in limited], [*limits, *scopes])
    refuse_unknown(f"{code} 的 {page.name}", limits, [p.name for p in limited])
    if in_code := [p.name for p in limited if p.default is not p.empty]:
        message = f"{code} 的限 {'、'.join(in_code)} 的值应写在 {page.name} 里，不写在函数里。"
        raise FaultyEntry(message)
    return Parameters(
        sources={p.name: p.default is p.empty for p in positional},
        scopes={p.name: p.default is p.empty for p in named if p.name in scopes},
        limits=limits,
        page=page,
    )


def read_limits(page: Path) -> dict[str, Limit]:
    """Read the limits that a page gives in its first block of TOML, above its examples.

    Raises:
        FaultyEntry: the block is not as it should be; the message names the page and what is known.
    """
    head = _EXAMPLES.split(page.read_text("utf-8"))[0] if page.exists() else ""
    block = _LIMITS.search(head)
    if block is None:
        return {}
    table = parse_toml(block[1], page.name)
    refuse_unknown(page.name, table, ["limits"])
    return {name: _limit(page.name, name, raw) for name, raw in table["limits"].items()}


def _limit(page: str, name: str, raw: object) -> Limit:
    table = raw if isinstance(raw, dict) else {}
    refuse_unknown(f"{page} 的限 {name}", table, _WORDS_OF_A_LIMIT)
    faulty = [word for word in _NEEDED if word not in table]
    faulty += [word for word, value in table.items() if not _is_a(value, word)]
    if faulty:
        wanted = "value（数）、says、basis，可写 confirmed（true 或 false）"
        message = f"{page} 里的限 {name} 应写明 {wanted}；{'、'.join(faulty)} 缺少或不对。请改正。"
        raise FaultyEntry(message)
    return Limit(**table)


def _is_a(value: object, word: str) -> bool:
    """Whether a value is what the word of a limit takes; true and false are no numbers."""
    if isinstance(value, bool):
        return word == "confirmed"
    return isinstance(value, _WORDS_OF_A_LIMIT[word])
