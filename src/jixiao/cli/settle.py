"""`jixiao settle`: a year settled again by a policy, against what the platform paid."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao import chinese
from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.words import Command
from jixiao.errors import JixiaoError
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.benefits.policy import Policy
    from jixiao.fund.records.reconciliation import Reconciliation
    from jixiao.fund.resettling.balance import Balance
    from jixiao.fund.resettling.resettlement import Comparison

_FIRST, _OTHERS = 24, 18


@click.command(
    short_help="按政策重新结算收进来的费用，与已付的比，或试算改了政策会怎样。",
    cls=Command,
)
@click.argument("folder", metavar="DIR")
@click.option(
    "--policy", required=True, metavar="CODE", help="按哪个政策，如 sample_2024。"
)
@click.option("--policies", metavar="DIR", help="自有政策（TOML）所在的文件夹。")
@click.option(
    "--what-if", metavar="CHANGED.toml", help="改过的政策文件；比较它与 --policy。"
)
@click.option(
    "--html", metavar="PAGE.html", help="另写一个网页：图表、原因和例子，可打印。"
)
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def settle(
    folder: str,
    *,
    policy: str,
    policies: str | None,
    what_if: str | None,
    html: str | None,
    as_json: bool,
) -> int:
    """把收进来的结算（SETL_D）逐笔重算，与平台已付的比到分。

    撤销的、被更正的、无效的结算不计入，各有多少一一写明。有中途结算的住院，几笔合起来算，只扣一次
    起付线。结果留在 fund.duckdb 的 resettled 表，不同的在 differences 表，所用的查询在 runs 表。
    与已付的不一致时退出码为 1：可能是政策文件与实际执行的不同，也可能是结算有误。
    一笔怎么算的，用 jixiao explain settlement 结算ID 查看。
    加 --what-if 就不与已付的比，而是说改了政策以后各层基金、各类人群多付少付多少，结余怎样变。
    """
    from jixiao.fund.resettling.resettlement import resettle  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.publication import write_settlement  # noqa: PLC0415

    policy_folder = Path(policies) if policies else None
    chosen = policy_named(policy, policy_folder)
    changed = _changed(Path(what_if)) if what_if else None
    new, old = ([changed], [chosen]) if changed else ([chosen], None)
    with open_engine(Path(folder)) as engine, progress_bar() as progress:
        comparison = resettle(engine, new, old, progress)
    if html:
        write_settlement(comparison, Path(html), chosen, changed)
    if as_json:
        about = {"policy": chosen.code, "what_if": changed.code if changed else None}
        print_json(
            {
                "schema": "jixiao.settlement/1",
                "unit": "fen",
                **about,
                "comparison": comparison,
            }
        )
    else:
        _show(comparison, chosen, changed)
    return 0 if changed else int(comparison.differing > 0)


def _changed(path: Path) -> "Policy":
    if not path.is_file():
        message = f"找不到 {path}。请给出改过的政策文件。"
        raise JixiaoError(message)
    return policy_named(path.stem, path.parent)


def policy_named(code: str, folder: Path | None) -> "Policy":
    """Return a policy by its code.

    Raises:
        JixiaoError: there is none of that code; the message lists those there are.
    """
    from jixiao.fund.benefits import load_policies  # noqa: PLC0415 — kept out of jixiao --help

    known = load_policies(folder)
    if code not in known:
        message = f"没有叫 {code} 的政策；可用 {'、'.join(known)}。自有的用 --policies 指明文件夹。"
        raise JixiaoError(message)
    return known[code]


def print_json(content: object) -> None:
    """Print something as indented JSON."""
    import msgspec  # noqa: PLC0415 — kept out of jixiao --help

    sys.stdout.write(
        msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"
    )


def _show(comparison: "Comparison", chosen: "Policy", changed: "Policy | None") -> None:
    _show_reconciliation(comparison.reconciliation)
    if changed:
        click.echo(f"\n从“{chosen.title}”改为“{changed.title}”：")
        click.echo(
            f"{comparison.claims} 笔结算，{comparison.differing} 笔（{comparison.touched} 人）的付费有变化。"
        )
    else:
        click.echo(
            f"\n政策：{chosen.title}（{chosen.valid_from} 至 {chosen.valid_to}）"
        )
        click.echo(
            f"{comparison.claims} 笔结算{_unpaid(comparison)}，"
            f"{comparison.agreeing} 笔与已付的一分不差。"
        )
    words = ("原来", "改后") if changed else ("已付", "重算")
    _show_layers(comparison, words)
    if comparison.causes:
        click.echo("\n不同的，按最先出现的原因：")
        for cause in comparison.causes:
            more = in_yuan(cause.change)
            counted = f"{cause.claims} 笔，{cause.persons} 人"
            click.echo(f"  {cause.title}：{counted}，基金相差 {more} 元")
    _show_groups(comparison, words)
    if changed:
        _show_balance(comparison.balance)
    if comparison.notes:
        click.echo("")
    for note in comparison.notes:
        click.echo(f"注意：{note}")


def _unpaid(comparison: "Comparison") -> str:
    count = sum(kind.claims for kind in comparison.unpaid)
    return f"（其中 {count} 笔按政策基金不付，原因见下）" if count else ""


def _show_reconciliation(reconciliation: "Reconciliation") -> None:
    from jixiao.fund.records.netting import REASONS, STANDING  # noqa: PLC0415

    words = {STANDING: "计入", **REASONS}
    parts = " + ".join(
        f"{words[part.status]} {part.rows}" for part in reconciliation.parts
    )
    click.echo(f"结算表 {reconciliation.whole.rows} 行 = {parts or 0}")
    sums = " + ".join(
        f"{words[part.status]} {in_yuan(part.fees)}" for part in reconciliation.parts
    )
    click.echo(f"医疗费 {in_yuan(reconciliation.whole.fees)} 元 = {sums or 0}")
    if reconciliation.unclear:
        click.echo(
            f"  {reconciliation.unclear} 行是退费与所退的结算对不上（如退得比结算的多），结算和退费都没有计入，"
            "用 jixiao explain netted --only unclear_refund 查看。"
        )
    if reconciliation.orphans:
        click.echo(
            f"  {reconciliation.orphans} 行撤销记录找不到所撤销的结算，可能在没有收进来的文件里。"
        )
    elif reconciliation.uncancelled:
        click.echo(
            f"  撤销记录与所撤销的结算相差 {in_yuan(reconciliation.uncancelled)} 元，请核对。"
        )


def _show_layers(comparison: "Comparison", words: tuple[str, str]) -> None:
    from jixiao.fund.records.netting import fund_title  # noqa: PLC0415

    click.echo("")
    _row("基金（元）", *words, "相差")
    for name, paid in comparison.paid.items():
        if paid or comparison.again[name]:
            _row(fund_title(name), *_sides(paid, comparison.again[name]))
    _row("合计", *_sides(sum(comparison.paid.values()), sum(comparison.again.values())))


def _show_groups(comparison: "Comparison", words: tuple[str, str]) -> None:
    from jixiao.fund.resettling.groups import DIMENSIONS  # noqa: PLC0415

    for dimension, title in DIMENSIONS.items():
        click.echo("")
        _row(f"{title}（元）", *words, "相差", "笔数（变化）", "人数")
        for group in comparison.groups:
            if group.dimension == dimension:
                counts = f"{group.claims}（{group.changed}）"
                _row(
                    group.name,
                    *_sides(group.paid, group.again),
                    counts,
                    str(group.persons),
                )


def _show_balance(balance: "Balance | None") -> None:
    if balance is None:
        click.echo("\n没有收基金收支月表（FUND_MONTH_D），算不出对基金结余的影响。")
        return
    from jixiao.fund.records.netting import fund_title  # noqa: PLC0415
    from jixiao.fund.tables import codes  # noqa: PLC0415

    click.echo("\n基金结余（元）：")
    for year in balance.years:
        name = codes()["insutype"].get(year.insutype, year.insutype)
        click.echo(
            f"  {name} {year.year} 年（{year.months} 个月）：收入 {in_yuan(year.income)}，"
            f"支出 {in_yuan(year.outlay)}，多付 {in_yuan(year.change)}"
        )
        click.echo(
            f"    期末结余 {in_yuan(year.balance)} → {in_yuan(year.balance_after)}，"
            f"可支付月数 {_months(year.reserve)} → {_months(year.reserve_after)}"
        )
    for field, change in balance.elsewhere.items():
        click.echo(
            f"  {fund_title(field)}多付 {in_yuan(change)}：基金收支月表里没有这一项"
        )


def _months(months: object) -> str:
    return "—" if months is None else str(months)


def _sides(before: int, after: int) -> tuple[str, ...]:
    return tuple(in_yuan(fen) for fen in (before, after, after - before))


def _row(first_word: str, *others: str) -> None:
    cells = [first_word + " " * (_FIRST - chinese.width(first_word))]
    cells += [" " * (_OTHERS - chinese.width(word)) + word for word in others]
    click.echo("".join(cells))
