"""`jixiao dip`: paying hospitals by disease points, from a catalogue to a year's clearing."""

from datetime import date

import click

from jixiao.cli.dip_argument import argue
from jixiao.cli.dip_grouping import case, catalogue, group, levels
from jixiao.cli.dip_lists import lists
from jixiao.cli.dip_payment import points, settle, statement, what_if
from jixiao.cli.dip_publication import publish
from jixiao.cli.dip_special import special
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.words import Command, CommandGroup
from jixiao.errors import JixiaoError


@click.group(
    short_help="按病种分值付费：参数、目录、入组、分值、预付、清算。",
    no_args_is_help=True,
    cls=CommandGroup,
)
def dip() -> None:
    """按病种分值付费（DIP）：从三年病例编目录、给病例入组、定分值，到月度预付和年度清算。"""


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


for _command in (
    lists,
    catalogue,
    levels,
    points,
    argue,
    group,
    case,
    settle,
    statement,
    publish,
    what_if,
    special,
):
    dip.add_command(_command)
