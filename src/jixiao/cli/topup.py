"""`jixiao topup`: a year of a top-up product: premiums, what is due, what was paid, what differs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import check_opening, now, show_opened
from jixiao.cli.words import COUNT, Command
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.payment.topup.year import ProductYear

_SHOWN = 15


@click.command(
    short_help="商业健康大病保险一年的账：参保、应赔、已赔、赔付率、对不上的。",
    cls=Command,
)
@click.argument("folder", metavar="DIR")
@click.option("--year", type=COUNT, required=True, help="哪一年。")
@click.option(
    "--product", "file", metavar="PRODUCT.toml", help="产品条款；不写为样例产品。"
)
@click.option("--ledger", metavar="LEDGER.db", help="把对不上的立为案件；要写 --by。")
@click.option("--by", metavar="姓名", help="谁立案。")
def topup(
    folder: str, *, year: int, file: str | None, ledger: str | None, by: str | None
) -> int:
    """按产品条款逐笔算应赔多少，和赔付表比。等待期、既往症、起付线、分段、封顶各怎样，都写在条款里。

    参保收进 TOPUP_ENROL，赔付收进 TOPUP_PAYOUT。各笔应赔留在 topup_dues 表，供取数。有对不上的，退出码为 1。
    """
    from jixiao.fund.payment.topup.product import SAMPLE, load_product  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.topup.year import keep_dues, product_year, whole_year  # noqa: PLC0415
    from jixiao.fund.records import Records  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    check_opening(ledger, by)
    product = load_product(Path(file) if file else SAMPLE)
    period = whole_year(year)
    with open_engine(Path(folder)) as engine:
        came = product_year(Records(engine, period), product, period)
        keep_dues(engine, came, year)
    click.echo(f"{product.line}")
    click.echo(f"在保 {came.persons} 人，当年保费 {in_yuan(came.premium)} 元")
    counts: dict[str, int] = {}
    for due in came.dues:
        counts[due.why] = counts.get(due.why, 0) + 1
    for why, count in counts.items():
        click.echo(f"  {why} {count} 笔")
    click.echo(f"应赔 {in_yuan(came.due)} 元，已赔 {in_yuan(came.paid)} 元")
    if came.loss_ratio is not None:
        click.echo(f"赔付率 {came.loss_ratio:.1%}")
    for line in came.differences[:_SHOWN]:
        click.echo(f"对不上：{line}")
    if len(came.differences) > _SHOWN:
        click.echo(f"另有 {len(came.differences) - _SHOWN} 笔对不上")
    if ledger and by and came.differences:
        _open_case(came, ledger, by)
    return int(bool(came.differences))


def _open_case(came: "ProductYear", ledger: str, by: str) -> None:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.topup.case_opening import open_differences  # noqa: PLC0415

    with open_ledger(Path(ledger)) as opened:
        code = open_differences(opened, came, by=by, at=now())
    show_opened([code] if code else [])
