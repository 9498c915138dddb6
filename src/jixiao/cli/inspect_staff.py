"""`jixiao inspect decisions`, `points`, `refused`: practitioners' points and what is not paid for them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import DONE_AT, day_of, done_at, there
from jixiao.cli.measure import period_of
from jixiao.cli.words import COUNT, Command
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.supervision.practitioner_points import PointsDecision


@click.command(
    short_help="被暂停、终止支付资格的医师开的、不应结算的收费。", cls=Command
)
@click.argument("folder", metavar="DIR")
@click.argument("decisions", metavar="DECISIONS.toml|LEDGER.db")
@click.option("--year", type=COUNT, required=True, help="哪一年。")
def refused(folder: str, decisions: str, *, year: int) -> int:
    """按机构和日列出从决定生效的时刻起不应结算的收费；急诊不受暂停限制，受终止限制。

    决定取案件账里记了分的，或 DECISIONS.toml：一个 [[decision]] 一项，staff 医师编码、number、decided_on、
    hour、points、fact、months。
    """
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.fund.supervision.refused_lines import refused_lines  # noqa: PLC0415

    decided = _decided(there(decisions))
    with open_engine(Path(folder)) as engine:
        lines = refused_lines(Records(engine, period_of(year, None)), decided)
    for line in lines:
        click.echo(
            f"{line.place}　{line.at:%Y-%m-%d %H:%M}　{line.staff}　{line.line}　{in_yuan(line.in_scope)} 元"
        )
    whole = in_yuan(sum(line.in_scope for line in lines))
    click.echo(f"共 {len(lines)} 条，计入范围 {whole} 元")
    return int(bool(lines))


@click.command(
    short_help="把支付资格的决定登记为案件，告知、异议以后再记分。", cls=Command
)
@click.argument("ledger", metavar="LEDGER.db")
@click.argument("decisions", metavar="DECISIONS.toml")
@click.option("--by", required=True, metavar="姓名", help="谁登记。")
@click.option("--at", metavar="DATE", help=DONE_AT)
def decisions(ledger: str, decisions: str, *, by: str, at: str | None) -> int:
    """一个 [[decision]] 立一案：staff、name、institution、number、decided_on、band、responsibility、fact。

    band 是轻、较重、重、极重；points 不写的按责任；累计到暂停的写 months；hour 是生效的时刻。
    """
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.points_register import (  # noqa: PLC0415
        open_decision,
        read_staff_decisions,
    )

    stated = read_staff_decisions(there(decisions))
    with open_ledger(Path(ledger)) as opened:
        codes = [open_decision(opened, each, by=by, at=done_at(at)) for each in stated]
    for code, each in zip(codes, stated, strict=True):
        click.echo(f"{code}　{each.name}（{each.staff}）拟记 {each.decision.points} 分")
    return 0


@click.command(short_help="某一天各人的记分和支付资格。", cls=Command)
@click.argument("ledger", metavar="LEDGER.db")
@click.option("--day", required=True, metavar="DATE", help="哪一天，如 2026-06-30。")
def points(ledger: str, *, day: str) -> int:
    """列出各人自然年的分值、正常或暂停或终止到哪天；还没有决定的案件不计，另列出来。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.points_register import standings  # noqa: PLC0415

    with open_ledger(there(ledger)) as opened:
        standing = standings(opened, day_of(day))
    for each in standing:
        stands = each.qualification
        since = f"，{stands.since} 起，{stands.until} 止" if stands.since else ""
        pending = "".join(f"　{code} 还没有决定" for code in each.pending)
        click.echo(
            f"{each.name}（{each.staff}）　{stands.points} 分　{stands.state}{since}{pending}"
        )
        for doubt in each.doubts:
            click.echo(f"  注意：{doubt}")
    return int(any(each.qualification.state != "正常" for each in standing))


def _decided(path: Path) -> Mapping[str, "Sequence[PointsDecision]"]:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.points_register import decisions_by_staff  # noqa: PLC0415
    from jixiao.fund.supervision.refused_lines import read_decisions  # noqa: PLC0415

    if path.suffix == ".toml":
        return read_decisions(path)
    with open_ledger(path) as ledger:
        return decisions_by_staff(ledger)
