"""`jixiao dip argue`: points argued by experts, from ballots to minutes and a book of points."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError
from jixiao.fund.parameters.typed import scaled

if TYPE_CHECKING:
    from jixiao.fund.payment.argument import Ballot, Expert

_EXPERTS = ("expert", "specialty", "hospital")
_BALLOTS = ("round", "dip_group", "expert", "vote", "points", "reason")
_LAST = ("dip_group", "points")
_TENTHS = 10_000


@click.command(
    short_help="病种赋分论证：专家投票、回避、再议、还原，出纪要和分值表。", cls=Command
)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="哪一年用的分值。")
@click.option(
    "--experts",
    required=True,
    metavar="FILE.csv",
    help="专家名单：expert, specialty, hospital。",
)
@click.option(
    "--ballots",
    required=True,
    metavar="FILE.csv",
    help="选票：round, dip_group, expert, vote, points, reason。",
)
@click.option(
    "--last", metavar="FILE.csv", help="上年分值：dip_group, points；不写就不比。"
)
@click.option(
    "--to", "into", metavar="DIR", help="把纪要（docx）和分值表（xlsx）写进哪个文件夹。"
)
@click.option(
    "--adopt", is_flag=True, help="把还原后的分值留作 dip_points；有要再议的不留。"
)
@with_terms
def argue(
    folder: str, *, year: int, experts: str, ballots: str, last: str | None, into: str | None,
    adopt: bool, code: str, parameters: str | None,
) -> int:  # fmt: skip
    """按选票定各病种的分值：vote 写 同意 或 另提，另提的写分值和理由；所在医院病例最多的专家回避。

    过半同意的按拟定，否则取各票的中位数（两个在中间取低的）；第一轮相差过大的再议一轮。最后各病种同乘
    一个数，使分值与例数的乘积合计不变。有要再议的，退出码为 1。
    """
    from jixiao.fund.payment import argument  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.kept_points import keep_points, proposed_points  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    panel, votes, before = panel_of(experts), _ballots(ballots), _points(last)
    with open_engine(Path(folder)) as engine:
        start = proposed_points(engine)
        argued = argument.argue(
            start.points, start.cases, start.of_hospitals, panel, votes, terms
        )
        if adopt and not argued.open_groups:
            keep_points(engine, argued.rebased.points, start.cases, start.alike, "论证")
    if into:
        from jixiao.publication import write_minutes, write_points_book  # noqa: PLC0415

        write_minutes(argued, panel, year, Path(into) / f"{year}-赋分论证纪要.docx")
        write_points_book(
            argued, start.cases, before, Path(into) / f"{year}-病种分值.xlsx"
        )
    for outcome in argument.Outcome:
        of_outcome = [each for each in argued.groups if each.outcome is outcome]
        if of_outcome:
            click.echo(f"{outcome}：{len(of_outcome)} 个病种")
    for each in argued.groups:
        if each.voted != each.proposed or each.outcome is argument.Outcome.AGAIN:
            points = argued.rebased.points[each.group]
            click.echo(f"  {each.group}　拟定 {each.proposed / _TENTHS:.4f}　表决 {each.voted / _TENTHS:.4f}"
                       f"　还原后 {points / _TENTHS:.4f}　{each.outcome}")  # fmt: skip
    click.echo(
        f"还原：同乘 {float(argued.rebased.factor):.8f}，取整余下 {argued.rebased.left / _TENTHS:.4f}（分值乘例数）"
    )
    if adopt and argued.open_groups:
        click.echo("注意：还有要再议的病种，没有留作 dip_points。")
    show_terms(terms, list(argument.KEYS))
    return int(bool(argued.open_groups))


def panel_of(path: str) -> "list[Expert]":
    """Read a list of experts.

    Raises:
        JixiaoError: somebody has no name, or two have the same.
    """
    from jixiao.fund.grouping.scheme_files import read_table  # noqa: PLC0415
    from jixiao.fund.payment.argument import Expert  # noqa: PLC0415

    rows = read_table(Path(path), _EXPERTS)
    names = [row["expert"] for row in rows]
    if len(names) != len(set(names)) or not all(names):
        message = f"{path} 里有没写姓名的或同名的专家。请用不同的名字区分。"
        raise JixiaoError(message)
    return [Expert(row["expert"], row["specialty"], row["hospital"]) for row in rows]


def _ballots(path: str) -> "Sequence[Ballot]":
    from jixiao.fund.grouping.scheme_files import read_table  # noqa: PLC0415
    from jixiao.fund.payment.argument import AGREE, OTHER, Ballot  # noqa: PLC0415

    ballots = []
    for row in read_table(Path(path), _BALLOTS):
        place = f"{path} 里 {row['expert']} 对 {row['dip_group']} 的票"
        if row["vote"] not in (AGREE, OTHER) or not row["round"].isdecimal():
            message = f"{place}：vote 应为 {AGREE} 或 {OTHER}，round 应为第几轮的数字。请改正。"
            raise JixiaoError(message)
        points = (
            scaled(f"{place}的 points", row["points"], 4)
            if row["vote"] == OTHER
            else None
        )
        ballots.append(
            Ballot(
                int(row["round"]),
                row["dip_group"],
                row["expert"],
                points,
                row["reason"],
            )
        )
    return ballots


def _points(path: str | None) -> dict[str, int]:
    from jixiao.fund.grouping.scheme_files import read_table  # noqa: PLC0415

    rows = read_table(Path(path), _LAST) if path else []
    return {
        row["dip_group"]: scaled(f"{path} 的 points", row["points"], 4) for row in rows
    }
