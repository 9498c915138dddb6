"""`jixiao dip publish`: a year's data for the hospitals, one workbook each."""

from pathlib import Path
from urllib.parse import quote

import click

from jixiao.cli.words import COUNT, Command


@click.command(
    short_help="给每家机构一份数据：自己的、全统筹区的，别家的不说是谁。", cls=Command
)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="清算过的哪一年。")
@click.option(
    "--to", "into", required=True, metavar="DIR", help="写进哪个文件夹，一家一份 xlsx。"
)
def publish(folder: str, *, year: int, into: str) -> int:
    """数据工作组定向发布：病例、入组、分值、费用和时间消耗指数、偏差、结余、清单质量和自己的病种。

    其他机构只印最低、中位和最高；不足三家的不印，连全统筹区的也不印，免得推算出来。没有的指标和清算用的
    参数写在“说明”里，样例参数写明。
    """
    from jixiao.fund.payment.hospital_figures import figures_of  # noqa: PLC0415
    from jixiao.fund.payment.kept_year import terms_used  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.publication import write_hospital_figures  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        figures = figures_of(engine, year)
        used = terms_used(engine, year)
    for code in figures.hospitals:
        name = f"{year}-{quote(code, safe=' ')}-数据.xlsx"
        write_hospital_figures(figures, code, used, Path(into) / name)
    click.echo(f"{len(figures.hospitals)} 家机构各一份，写进 {into}")
    for each in figures.missing:
        click.echo(f"注意：没有的：{each}")
    for line in used[:1]:
        click.echo(line)
    return 0
