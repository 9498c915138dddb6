"""`jixiao bills`: fee lines split anew by the catalogue, against what settlements state."""

from pathlib import Path

import click

from jixiao.cli.settle import print_json
from jixiao.cli.words import Command
from jixiao.money import in_yuan


@click.command(short_help="把费用明细按医保目录重新分解，与结算表比到分。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def bills(folder: str, *, as_json: bool) -> int:
    """把每条费用明细重新分成全自费、超限价、先行自付和符合范围四部分，按结算加总，与结算表比。

    等级、限价和先行自付比例取费用发生当天的医保目录（HILIST_B）；目录没有的，或没有收目录的，取明细
    自己写的。结果留在 fund.duckdb：bills 表一笔结算一行，bill_lines 表是与自己所写不同的明细。
    有不同时退出码为 1。
    """
    from jixiao.fund.resettling.bills import check_bills  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        checked = check_bills(engine)
    if as_json:
        print_json({"schema": "jixiao.bills/1", "unit": "fen", "check": checked})
        return int(checked.agreeing < checked.bills)
    by = (
        "按医保目录"
        if checked.by_catalogue
        else "没有收医保目录（HILIST_B），按明细自己写的等级和限价"
    )
    click.echo(
        f"费用明细 {checked.lines} 条，{by}重新分解：{checked.differing_lines} 条与自己所写不同。"
    )
    click.echo(f"{checked.bills} 笔结算，{checked.agreeing} 笔的明细与结算表一分不差。")
    for difference in checked.differences:
        change = in_yuan(difference.change)
        click.echo(
            f"  {difference.title}：{difference.bills} 笔，符合范围金额相差 {change} 元"
        )
    return int(checked.agreeing < checked.bills)
