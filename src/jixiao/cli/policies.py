"""`jixiao policies`: the benefit policies that can be settled by, and the files that are faulty."""

from pathlib import Path

import click

from jixiao.cli.words import Command


@click.command(short_help="列出待遇政策，和写错了的政策文件。", cls=Command)
@click.option("--policies", metavar="DIR", help="自有政策（TOML）所在的文件夹。")
def policies(*, policies: str | None) -> int:
    """列出可以结算的待遇政策：代码、起止、名称、是否核对过原文；写错了的文件，说明错在哪里。

    子文件夹里的、名称不以 .toml 结尾的不读，也一一列出。
    有写错了的或没有读的文件时退出码为 1。怎样写政策见 docs/reference/policies.md。
    """
    from jixiao.fund.benefits import load_policies, unread_files  # noqa: PLC0415 — kept out of jixiao --help

    known = load_policies(Path(policies) if policies else None)
    width = max(map(len, known))
    for code, policy in known.items():
        sure = "" if policy.confirmed else "（未核对）"
        span = f"{policy.valid_from} 至 {policy.valid_to}"
        click.echo(f"{code:<{width}}  {span}  {policy.title}{sure}")
    for fault in known.faults.values():
        click.echo(f"写错了，不能用：{fault}")
    unread = unread_files(Path(policies)) if policies else []
    for path in unread:
        click.echo(
            f"没有读：{path}。政策文件要直接放在 {policies} 里，名称以 .toml 结尾。"
        )
    return int(bool(known.faults or unread))
