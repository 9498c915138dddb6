"""`jixiao knowledge`: published batches of knowledge points, taken row by row."""

from pathlib import Path

import click

from jixiao.cli.words import Command
from jixiao.errors import writing

_SHOWN = 20


@click.command(
    short_help="把公布的知识点批次（xlsx、csv）整理成能收的表，收不了的逐行说明。",
    cls=Command,
)
@click.argument("file", metavar="FILE")
@click.option(
    "--to", "target", required=True, metavar="FILE.csv", help="整理好的知识点表。"
)
def knowledge(file: str, target: str) -> int:
    """整理一批知识点：规则类别、日期、限定值逐行核对，写成 jixiao load 能收的表。

    没有规则用的类别、不是日期的日期、认不得的限定值，那一行不收，写明第几行和为什么；有不收的，
    退出码为 1。被代替的按 被哪个知识点代替 一列前后相接。
    """
    from jixiao.fund.audit.knowledge_batches import (  # noqa: PLC0415 — kept out of jixiao --help
        read_batch,
        write_points,
    )

    batch = read_batch(Path(file))
    with writing(Path(target).parent):
        write_points(batch.points, Path(target))
    click.echo(f"已写入 {target}：{len(batch.points)} 个知识点")
    for refusal in batch.refused[:_SHOWN]:
        click.echo(f"  第 {refusal.row} 行 {refusal.point}：{refusal.why}")
    if len(batch.refused) > _SHOWN:
        click.echo(f"  另有 {len(batch.refused) - _SHOWN} 行")
    for doubt in batch.doubts[:_SHOWN]:
        click.echo(f"  注意：{doubt}")
    if batch.refused:
        click.echo(f"没有收 {len(batch.refused)} 行。改好以后再整理一遍。")
    return int(bool(batch.refused))
