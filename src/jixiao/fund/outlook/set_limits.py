"""The limits of signals and lists as a set of parameters gives them on a day, with who set them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from jixiao.entry import Number, Overrides
from jixiao.errors import FaultyEntry
from jixiao.fund.outlook.declaration import library
from jixiao.fund.outlook.rollcall import roll_calls
from jixiao.fund.parameters import Terms
from jixiao.fund.records.marking import MarkingEntry
from jixiao.library import refuse_unknown

_KEY = "limits."


def limited() -> Mapping[str, MarkingEntry]:
    """Return the signals and lists that have limits, by code."""
    entries: dict[str, MarkingEntry] = {**library(), **roll_calls()}
    return {code: entry for code, entry in entries.items() if entry.limits}


def key_of(code: str) -> str:
    """Return what the parameter is called that sets the limits of a signal or a list."""
    return f"{_KEY}{code}"


def limits_on(terms: Terms) -> Overrides:
    """Return the limits that hold on the day of some terms; what they do not name the pages give.

    Raises:
        FaultyEntry: a parameter names a limit that its entry does not have.
    """
    return {
        code: _limits(entry, terms.factors(key_of(code)))
        for code, entry in limited().items()
        if key_of(code) in terms
    }


def _limits(entry: MarkingEntry, values: Mapping[str, Fraction]) -> dict[str, Number]:
    refuse_unknown(f"参数 {key_of(entry.code)}", values, entry.limits)
    return {name: _number(entry, name, value) for name, value in values.items()}


def _number(entry: MarkingEntry, name: str, value: Fraction) -> Number:
    if value.denominator == 1:
        return value.numerator
    # A factor was read from a decimal, so it has one.
    whole = entry.limits[name].value
    if isinstance(whole, int) and name in _COUNTS:
        message = f"参数 {key_of(entry.code)} 的 {name} 应为整数，现为 {float(value)}。"
        raise FaultyEntry(message)
    from decimal import Decimal  # noqa: PLC0415 — needed for few

    return Decimal(value.numerator) / Decimal(value.denominator)


_COUNTS = (
    "times", "within", "least_stays", "least_peers", "least_months", "least_visits",
)  # fmt: skip


def lines_of_limits(terms: Terms) -> Iterator[str]:
    """Yield the limits that are looked at on the day of some terms, a line each, with their basis."""
    for code, entry in limited().items():
        if key_of(code) in terms:
            row = terms.row(key_of(code))
            yield row.line
        unset = entry.limits.keys() - limits_on(terms).get(code, {}).keys()
        if unset:
            values = "，".join(f"{n} {entry.limits[n].value}" for n in sorted(unset))
            yield f"{code} {entry.title}：{values}（页上的样例，未核对）"
