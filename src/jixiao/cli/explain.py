"""`jixiao explain`: a check's page, or a settlement step by step."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.settle import policy_named, print_json
from jixiao.cli.words import Group
from jixiao.errors import JixiaoError
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.engine import Engine
    from jixiao.fund.statement import Statement


class ByCode(Group):
    """A group that takes a check's code where a command could stand."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Read `explain AR07` as `explain check AR07`."""
        if args[0] not in self.commands:
            args = ["check", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=ByCode, short_help="说明一项检查，或一笔结算是怎么算的。", no_args_is_help=True,
    subcommand_metavar="CODE | settlement ID …",
)  # fmt: skip
def explain() -> None:
    """说明一项检查（jixiao explain AR07），或一笔结算（jixiao explain settlement 结算ID）。"""


@explain.command(short_help="说明一项检查：规则、例子。")
@click.argument("code", metavar="CODE")
def check(code: str) -> int:
    """说明一项检查：规则、依据，以及提示和不提示的例子。check 可以不写。"""
    from jixiao.checks import library  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.checks.standard import limits  # noqa: PLC0415

    entry = library().get(code.upper())
    if entry is None:
        message = f"没有代码为 {code} 的检查。可用 jixiao checks 查看全部。"
        raise JixiaoError(message)
    sys.stdout.write(entry.page.read_text("utf-8"))
    sys.stdout.write(f"\n依据：{entry.basis}　怎么改：{entry.suggests}\n")
    for name, limit in limits().get(entry.code, {}).items():
        sys.stdout.write(f"限 {name} = {limit.value}：{limit.says}（{limit.basis}）\n")
    return 0


@explain.command(short_help="逐步说明一笔结算：算式、金额、依据，与平台付的比。")
@click.argument("number", metavar="ID")
@click.option("--from", "folder", required=True, metavar="DIR", help="收进了结算的文件夹。")
@click.option("--policy", metavar="CODE", help="按哪个政策；不写就按上次 jixiao settle 用的。")
@click.option("--policies", metavar="DIR", help="自有政策（TOML）所在的文件夹。")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def settlement(
    number: str, *, folder: str, policy: str | None, policies: str | None, as_json: bool
) -> int:
    """说明结算表（SETL_D）里的一笔结算：每一步用了什么、怎么算、多少钱、依据政策的哪一项。

    平台付的与算出的不同时，并列写出。有中途结算的住院，几笔合起来说明。
    """
    from jixiao.fund.engine import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.statement import tell  # noqa: PLC0415

    own = Path(policies) if policies else None
    with open_engine(Path(folder)) as engine:
        chosen = policy_named(policy or _last_used(engine), own)
        told = tell(engine, number, chosen)
    if as_json:
        print_json({"schema": "jixiao.statement/1", "unit": "fen", "statement": told})
        return 0
    click.echo(f"结算 {told.setl_id}，{told.on} 结算，按“{chosen.title}”：")
    _show(told)
    return 0


def _last_used(engine: "Engine") -> str:
    if "resettled" in engine.tables:
        used = engine.table("resettled").select("policy").limit(1)
        for row in engine.fetch(used).to_pylist():
            return str(row["policy"])
    message = "还没有用 jixiao settle 结算过，不知道按哪个政策。请用 --policy 指明。"
    raise JixiaoError(message)


def _show(told: "Statement") -> None:
    click.echo("　".join(f"{name} {value}" for name, value in told.facts.items()))
    if told.settlements > 1:
        click.echo(f"这次住院有中途结算，{told.settlements} 笔合起来说明。")
    for place, line in enumerate(told.lines, 1):
        step = line.step
        clause = f"［{step.clause}］" if step.clause else ""
        click.echo(f"{place}. {step.name} {in_yuan(step.amount)} 元{clause}")
        click.echo(f"   {step.formula}")
        if line.differs and line.paid is not None:
            gap = in_yuan(line.paid - step.amount)
            click.echo(f"   平台为 {in_yuan(line.paid)} 元，与算出的相差 {gap} 元")
    for name, paid in told.besides.items():
        click.echo(f"平台另付 {name} {in_yuan(paid)} 元，政策里没有这一层")
