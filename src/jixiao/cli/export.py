"""`jixiao export`: what was loaded, as Parquet files for a cluster or for other tools."""

from pathlib import Path

import click

from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.words import COUNT, Command


@click.command(
    short_help="把收进来的数据写成 Parquet，供集群或其他工具使用。", cls=Command
)
@click.argument("folder", metavar="DIR")
@click.option("--to", "into", required=True, metavar="LAKE", help="写进哪个空文件夹。")
@click.option(
    "--parts", metavar="N", type=COUNT, default=8, help="每年按人分成几份；不写为 8。"
)
def export(folder: str, *, into: str, parts: int) -> int:
    """把 DIR 里收下的表写成 Parquet 文件，按年和人分开；同一人一年的数据在同一份里。

    姓名和证件号码只写 SM3 摘要，密钥留在 DIR 里。

    写出的文件夹可以像 DIR 一样用：jixiao settle LAKE …；设了 JIXIAO_ENGINE，就由 Sail 或 Spark
    集群运算，规则和结果一分不差。
    """
    from jixiao.fund.store.lake import write_lake  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.tables import tables  # noqa: PLC0415

    with progress_bar() as progress:
        rows = write_lake(Path(folder), Path(into), parts, progress)
    for code, count in rows.items():
        click.echo(f"  {count:>12,} 行  {tables()[code].title}（{code}）")
    return 0
