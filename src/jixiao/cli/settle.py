"""`jixiao settle`: a year settled again by a policy, against what the platform paid."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao import chinese
from jixiao.cli.words import Command
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.fund.benefits.policy import Policy
    from jixiao.fund.resettlement import Comparison

_NAMES = {
    "hifp_pay": "基本医保统筹", "hifob_pay": "大额补助", "hifmi_pay": "大病保险", "maf_pay": "医疗救助",
    "没有政策": "没有政策覆盖",
}  # fmt: skip
_FIRST, _OTHERS = 14, 20


@click.command(
    short_help="按政策重新结算收进来的费用，与已付的比，或试算改了政策会怎样。", cls=Command
)
@click.argument("folder", metavar="DIR")
@click.option("--policy", required=True, metavar="CODE", help="按哪个政策，如 sample_2024。")
@click.option("--policies", metavar="DIR", help="自有政策（TOML）所在的文件夹。")
@click.option("--what-if", metavar="CHANGED.toml", help="改过的政策文件；比较它与 --policy。")
@click.option("--explain", "number", metavar="ID", help="逐步说明一笔结算（结算ID）是怎么算的。")
def settle(
    folder: str, *, policy: str, policies: str | None, what_if: str | None, number: str | None
) -> int:
    """把收进来的结算（SETL_D）逐笔重算，与平台已付的比到分。

    撤销的结算和它的撤销一起去掉。结果留在 fund.duckdb 的 resettled 表，所用的查询在 runs 表。
    与已付的不一致时退出码为 1：可能是政策文件与实际执行的不同，也可能是结算有误。
    加 --explain 结算ID，说明这一笔每一步用了什么、怎么算、依据政策的哪一项。
    加 --what-if 就不与已付的比，而是说改了政策以后各层基金、各类人群多付少付多少。
    """
    from jixiao.fund.engine import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.resettlement import resettle  # noqa: PLC0415

    own = Path(policies) if policies else None
    chosen = _policy(policy, own)
    if number is not None:
        return _explain(Path(folder), chosen, number)
    if what_if is None:
        with open_engine(Path(folder)) as engine:
            told = resettle(engine, [chosen])
        click.echo(f"政策：{chosen.title}（{chosen.valid_from} 至 {chosen.valid_to}）")
        click.echo(f"{told.claims} 笔结算，{told.agreeing} 笔与已付的一分不差。")
        _show(told, ("已付", "重算"))
        return int(told.agreeing < told.claims)
    path = Path(what_if)
    if not path.is_file():
        message = f"找不到 {what_if}。请给出改过的政策文件。"
        raise JixiaoError(message)
    changed = _policy(path.stem, path.parent)
    with open_engine(Path(folder)) as engine:
        told = resettle(engine, [changed], [chosen])
    click.echo(f"从“{chosen.title}”改为“{changed.title}”：")
    click.echo(f"{told.claims} 笔结算，{told.claims - told.agreeing} 笔的付费有变化。")
    _show(told, ("原来", "改后"))
    return 0


def _explain(folder: Path, policy: "Policy", number: str) -> int:
    from jixiao.fund.benefits.explanation import explain  # noqa: PLC0415
    from jixiao.fund.engine import open_engine  # noqa: PLC0415
    from jixiao.fund.resettlement import person_year  # noqa: PLC0415

    with open_engine(folder) as engine:
        year = person_year(engine, number)
    steps = explain(year, number, policy)
    if not steps:
        message = f"没有结算ID 为 {number} 的结算（撤销了的不算）。请检查编号。"
        raise JixiaoError(message)
    click.echo(f"结算 {number}，按“{policy.title}”：")
    for place, step in enumerate(steps, 1):
        clause = f"［{step.clause}］" if step.clause else ""
        click.echo(f"{place}. {step.name} {step.amount / 100:,.2f} 元{clause}")
        click.echo(f"   {step.formula}")
    return 0


def _policy(code: str, folder: Path | None) -> "Policy":
    from jixiao.fund.benefits import load_policies  # noqa: PLC0415

    known = load_policies(folder)
    if code not in known:
        message = f"没有叫 {code} 的政策；可用 {'、'.join(known)}。自有的用 --policies 指明文件夹。"
        raise JixiaoError(message)
    return known[code]


def _show(told: "Comparison", words: tuple[str, str]) -> None:
    click.echo("")
    _row("基金（元）", *words, "相差")
    for name, paid in told.paid.items():
        _row(_NAMES[name], *_yuan(paid, told.again[name]))
    _row("合计", *_yuan(sum(told.paid.values()), sum(told.again.values())))
    if told.causes:
        click.echo("\n不同的，按最先出现差别的一层：")
        for cause, rows, change in told.causes:
            click.echo(f"  {_NAMES[cause]}：{rows} 笔，基金相差 {change / 100:,.2f} 元")
    click.echo("\n按人群和待遇（元）：")
    for identity, kind, rows, paid, again in told.groups:
        _row(f"  {identity}，{kind}，{rows} 笔", *_yuan(paid, again), first=44)


def _yuan(before: int, after: int) -> tuple[str, ...]:
    return tuple(f"{fen / 100:,.2f}" for fen in (before, after, after - before))


def _row(first_word: str, *others: str, first: int = _FIRST) -> None:
    cells = [first_word + " " * (first - chinese.width(first_word))]
    cells += [" " * (_OTHERS - chinese.width(word)) + word for word in others]
    click.echo("".join(cells))
