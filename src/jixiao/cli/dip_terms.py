"""What the commands that pay by disease share: which parameters hold, and how they are printed."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.fund.parameters import Terms

_DECEMBER, _LAST = 12, 31


def with_terms(function: Callable[..., int]) -> Callable[..., Any]:
    """Add the options that say which parameters hold."""
    of_set = click.option(
        "--set",
        "code",
        metavar="CODE",
        default="sample",
        help="用哪一套参数；不写为样例。",
    )
    folder = click.option(
        "--parameters", metavar="DIR", help="自有参数（TOML）所在的文件夹。"
    )
    return of_set(folder(function))


def terms_of(code: str, folder: str | None, day: date) -> "Terms":
    """Return the parameters of a set on a day.

    Raises:
        JixiaoError: there is no such set.
    """
    from jixiao.fund.parameters import load_parameter_sets  # noqa: PLC0415 — kept out of jixiao --help

    sets = load_parameter_sets(Path(folder) if folder else None)
    if code not in sets:
        message = f"没有叫 {code} 的参数；可用 {'、'.join(sets)}，或用 --parameters 指明文件夹。"
        raise JixiaoError(message)
    return sets[code].on(day)


def end_of(year: int) -> date:
    """The last day of a year, on which its parameters are read."""
    return date(year, _DECEMBER, _LAST)


def show_terms(terms: "Terms", keys: Sequence[str]) -> None:
    """Print the parameters that were used, samples named first."""
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415

    click.echo(f"\n所用参数（{terms.code}，{terms.day}）：")
    for line in lines_of(terms, keys):
        click.echo(line)
