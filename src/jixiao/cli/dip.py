"""`jixiao dip`: paying hospitals by disease points, from a catalogue to a year's clearing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jixiao.cli.words import Command, CommandGroup
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.fund.parameters import Terms

_DECEMBER, _LAST = 12, 31


@click.group(
    short_help="按病种分值付费：参数、目录、入组、分值、预付、清算。",
    no_args_is_help=True,
    cls=CommandGroup,
)
def dip() -> None:
    """按病种分值付费（DIP）：从三年病例编目录、给病例入组、定分值，到月度预付和年度清算。"""


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


def show_terms(terms: "Terms", keys: list[str]) -> None:
    """Print the parameters that were used, samples named first."""
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415

    click.echo(f"\n所用参数（{terms.code}，{terms.day}）：")
    for line in lines_of(terms, keys):
        click.echo(line)


@dip.command(short_help="列出参数：值、谁定的、依据、核对过没有。", cls=Command)
@click.option("--on", "day", metavar="YYYY-MM-DD", help="哪一天有效的；不写为今天。")
@with_terms
def parameters(*, day: str | None, code: str, parameters: str | None) -> int:
    """列出在一天有效的参数：值、级别（国家、自治区、市县、样例）、依据，没有核对过的写明。

    自有参数写成 TOML，extends 以 sample 或 national 为底，只写不同的；凡用到样例的，印出的结果都说明。
    """
    from jixiao.fund.parameters import words  # noqa: PLC0415 — kept out of jixiao --help

    try:
        on = date.fromisoformat(day) if day else date.today()  # noqa: DTZ011 — the user's own day
    except ValueError:
        message = f"--on 的“{day}”应是日期，如 2026-12-31。"
        raise JixiaoError(message) from None
    terms = terms_of(code, parameters, on)
    show_terms(terms, list(words()))
    unset = [key for key in words() if key not in terms]
    for key in unset:
        click.echo(f"  {key}　{words()[key].title}：没有写，用到时会请你写明")
    return 0
