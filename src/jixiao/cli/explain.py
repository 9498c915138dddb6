"""`jixiao explain`: a check's page, a settlement step by step, a measure and its rows."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from jixiao import chinese
from jixiao.cli.explain_marks import rule, signal
from jixiao.cli.measure import period_of, scope_of
from jixiao.cli.settle import policy_named, print_json
from jixiao.cli.words import COUNT, Command, CommandGroup
from jixiao.errors import JixiaoError, whole, writing
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.records import KeptTable, ProvenRows
    from jixiao.fund.resettling.statement import Statement
    from jixiao.fund.store.engine import Engine
    from jixiao.measures import Measure, Period

_CODE = 4
"""How long the code of a check is."""
_MONTH, _SIDE = 11, 16


class ByCode(CommandGroup):
    """A group that takes a check's code where a command could stand."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Read `explain AR07` as `explain check AR07`, `explain bills` as `explain rows bills`."""
        if args[0] not in self.commands:
            is_kept = len(args[0]) > _CODE and args[0] in _answering()
            args = ["rows" if is_kept else "check", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=ByCode,
    short_help="说明一项检查、一笔结算、一个指标口径，或核对留下的行。",
    no_args_is_help=True,
    subcommand_metavar="CODE | settlement ID … | measure CODE … | rows NAME … | rule CODE … | signal CODE …",
)
def explain() -> None:
    """说明一项检查（explain AR07）、一笔结算（explain settlement 结算ID）、口径（explain measure BE01）。

    或说明一次核对留下的行（explain differences、explain bills）、一条稽核规则（explain rule AD01）、
    一个预警信号（explain signal RE01）。
    """


explain.add_command(rule)
explain.add_command(signal)


@explain.command(short_help="说明一项检查：规则、例子。")
@click.argument("code", metavar="CODE")
def check(code: str) -> int:
    """说明一项检查：规则、依据，以及提示和不提示的例子。check 可以不写。"""
    from jixiao.checks import library  # noqa: PLC0415 — kept out of jixiao --help

    entry = library().get(code.upper())
    if entry is None:
        message = f"没有代码为 {code} 的检查。可用 jixiao checks 查看全部。"
        raise JixiaoError(message)
    sys.stdout.write(entry.prose)
    sys.stdout.write(f"\n依据：{entry.basis}　怎么改：{entry.suggests}\n")
    for name, limit in entry.limits.items():
        sys.stdout.write(f"限 {name} = {limit.value}：{limit.says}（{limit.basis}）\n")
    return 0


@explain.command(short_help="说明一个指标口径；给出数据文件夹，就列出它的行。")
@click.argument("code", metavar="CODE")
@click.option(
    "--from", "folder", metavar="DIR", help="收进了数据的文件夹；不写就只说明口径。"
)
@click.option("--year", type=COUNT, help="哪一年；与 --from 同用。")
@click.option("--until", metavar="YYYY-MM", help="算到哪个月为止；不写就是全年。")
@click.option(
    "--scope",
    multiple=True,
    metavar="NAME=VALUE",
    help="按什么细分，如 care=住院；可写多次。",
)
@click.option(
    "--csv",
    "table",
    metavar="FILE",
    help="把全部的行写成 CSV，查询写在旁边的 .sql 里。",
)
@click.option("--sample", type=COUNT, metavar="N", help="抽 N 行供核对。")
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    metavar="N",
    help="抽样的种子：同一个种子抽出同样的行。",
)
def measure(
    code: str,
    *,
    folder: str | None,
    year: int | None,
    until: str | None,
    scope: tuple[str, ...],
    table: str | None,
    sample: int | None,
    seed: int,
) -> int:
    """说明一个指标口径：算什么、不算什么、例子；或它在记录里的值、查询和行。

    CODE 也可以是表上、网页上印的证据号，如 "BE01；险种=居民；2026"，不用再写 --year 和 --scope。
    行的合计就是分子和分母。人员编号只显示末尾几位，--csv 写出的也是。
    """
    from jixiao.measures import library  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.measures.references import is_reference, read_reference  # noqa: PLC0415

    drawn = _Drawn(sample or 0, seed)
    if is_reference(code):
        if folder is None:
            message = "证据号要用 --from 说明收进了数据的文件夹。"
            raise JixiaoError(message)
        proof = read_reference(code)
        named = dict(proof.asked.scope)
        _show_rows(proof.asked.measure, Path(folder), proof.period, named, table, drawn)
        return 0

    entry = library().get(code.upper())
    if entry is None:
        message = f"没有代码为 {code} 的口径。可用 jixiao measures 查看全部。"
        raise JixiaoError(message)
    if folder is None:
        _show_page(entry)
        return 0
    if year is None:
        message = "用 --from 时要用 --year 说明哪一年。"
        raise JixiaoError(message)
    period = period_of(year, until)
    _show_rows(entry, Path(folder), period, scope_of(scope), table, drawn)
    return 0


def _show_page(entry: "Measure") -> None:
    sys.stdout.write(entry.prose)
    if entry.scopes:
        from jixiao.measures.declaration import SCOPES  # noqa: PLC0415 — kept out of jixiao --help

        scopes = "、".join(f"{name}（{SCOPES[name]}）" for name in entry.scopes)
        sys.stdout.write(f"\n可以按 {scopes} 细分。\n")
    for name, limit in entry.limits.items():
        doubt = "" if limit.confirmed else "，未核对"
        sys.stdout.write(
            f"限 {name} = {limit.value}：{limit.says}（{limit.basis}{doubt}）\n"
        )


def _show_rows(
    entry: "Measure",
    folder: Path,
    period: "Period",
    scope: dict[str, str],
    table: str | None,
    drawn: "_Drawn",
) -> None:
    from jixiao.fund.records import NotLoaded  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.measures.bindings import BINDINGS, load_bindings  # noqa: PLC0415
    from jixiao.measures.coverage import Covering  # noqa: PLC0415
    from jixiao.measures.measuring import (  # noqa: PLC0415
        Asked,
        prove,
        records_of,
        value_of,
    )

    limits = load_bindings(folder / BINDINGS).limits
    asked = Asked(entry, scope)
    with open_engine(folder) as engine:
        try:
            proof = prove(engine, asked, period, limits)
        except NotLoaded as missing:
            click.echo(f"{entry.code} {entry.title}：{missing.why}")
            return
        measured = value_of(asked, proof)
        if measured.why:
            click.echo(f"{entry.code} {entry.title}：{measured.why}")
            return
        value = measured.day or f"{round(measured.value or 0, 4):f}{entry.unit}"
        click.echo(
            f"{entry.code} {entry.title}（{period.first} 至 {period.last}）：{value}"
        )
        counted = entry.tell(measured.above, measured.below, measured.persons)
        click.echo(f"{counted}；共 {measured.rows} 行")
        coverage = Covering(records_of(engine, period), period).of(entry, scope)
        click.echo(str(coverage))
        if drawn.size:
            _show_drawn(proof, drawn)
        _show_proof(proof, ("分子", "分母"), _counted, table)


class _Drawn(NamedTuple):
    """How many rows are drawn, and by which seed."""

    size: int
    seed: int


def _show_drawn(proof: "ProvenRows", drawn: _Drawn) -> None:
    """Print rows drawn by a seed: whoever draws with the same one draws the same rows."""
    click.echo(
        f"\n按种子 {drawn.seed} 抽的 {drawn.size} 行（按行名加“/{drawn.seed}”的 MD5 排序取前面的）："
    )
    for row in proof.sample(drawn.size, drawn.seed):
        click.echo("  " + "　".join(map(str, row)))


def _counted(number: int) -> str:
    return f"{number:,}"


def _show_proof(
    proof: "ProvenRows",
    sides: tuple[str, str],
    shown: Callable[[int], str],
    table: str | None,
) -> None:
    """Print what the months add, the rows that add most, and the query; write all rows as CSV."""
    months = f"\n{_padded('月份', _MONTH)}{_padded(sides[0], _SIDE)}{_padded(sides[1], _SIDE)}行数"
    click.echo(months)
    for month in proof.by_month():
        added = f"{shown(month.above):>15}{shown(month.below):>16}{month.rows:>10,}"
        click.echo(f"{month.name:<9}{added}")
    click.echo(f"\n最大的几行（行、日期、机构或地区、{sides[0]}、{sides[1]}）：")
    for row in proof.largest():
        numbers = (row.above, row.below) if shown is _counted else map(shown, row[-2:])
        click.echo("  " + "　".join(map(str, (*row[:-2], *numbers))))
    if table:
        count = proof.write_csv(Path(table))
        query = Path(table).with_suffix(".sql")
        with writing(query.parent), whole(query) as half:
            half.write_text(f"{proof.sql}\n", "utf-8")
        click.echo(f"\n已把 {count} 行写入 {table}\n查询写在 {query}")
    click.echo(f"\n查询：\n{proof.sql}")


def _padded(word: str, width: int) -> str:
    return word + " " * (width - chinese.width(word))


class KeptNames(Command):
    """A command whose help lists the tables that engines keep."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the names that can be given."""
        del ctx
        with formatter.section("NAME 可以是"):
            formatter.write_dl(
                [(name, _of_table(table)) for name, table in _answering().items()]
            )


def _answering() -> dict[str, "KeptTable"]:
    from jixiao.fund import kept_tables  # noqa: PLC0415 — kept out of jixiao --help

    return {name: table for name, table in kept_tables().items() if table.sides}


def _of_table(table: "KeptTable") -> str:
    return f"{table.title}，由 {table.command} 留下"


@explain.command(
    short_help="列出一次核对留下的行，如 differences、bills。", cls=KeptNames
)
@click.argument("name", metavar="NAME")
@click.option(
    "--from", "folder", required=True, metavar="DIR", help="收进了数据的文件夹。"
)
@click.option(
    "--only",
    default="",
    metavar="WHAT",
    help="只看一种：原因或状态的代码，或它的名称。",
)
@click.option("--csv", "table", metavar="FILE", help="把全部的行写成 CSV。")
def rows(name: str, *, folder: str, only: str, table: str | None) -> int:
    """说明 jixiao settle、jixiao bills 留下的行：各月合计、最大的几行、查询。rows 可以不写。

    人员编号只显示末尾几位，--csv 写出的也是。--csv 里的金额单位为分。
    """
    from jixiao.fund.records.proven import totals  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    known = _answering()
    if name not in known:
        message = f"没有叫 {name} 的结果；可用 {'、'.join(known)}。"
        raise JixiaoError(message)
    kept = known[name]
    sides = kept.side_titles
    with open_engine(Path(folder)) as engine:
        proof = kept.answer(engine, only)
        above, below, count = totals(proof.by_month())
        click.echo(f"{kept.title}：{count} 行")
        click.echo(f"{sides[0]} {in_yuan(above)} 元，{sides[1]} {in_yuan(below)} 元")
        _show_proof(proof, sides, in_yuan, table)
    return 0


@explain.command(short_help="逐步说明一笔结算：算式、金额、依据，与平台付的比。")
@click.argument("number", metavar="ID")
@click.option(
    "--from", "folder", required=True, metavar="DIR", help="收进了结算的文件夹。"
)
@click.option(
    "--policy", metavar="CODE", help="按哪个政策；不写就按上次 jixiao settle 用的。"
)
@click.option("--policies", metavar="DIR", help="自有政策（TOML）所在的文件夹。")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def settlement(
    number: str, *, folder: str, policy: str | None, policies: str | None, as_json: bool
) -> int:
    """说明结算表（SETL_D）里的一笔结算：每一步用了什么、怎么算、多少钱、依据政策的哪一项。

    平台付的与算出的不同时，并列写出。有中途结算的住院，几笔合起来说明。
    """
    from jixiao.fund.resettling.statement import state  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help

    policy_folder = Path(policies) if policies else None
    with open_engine(Path(folder)) as engine:
        chosen = policy_named(policy or _last_used(engine), policy_folder)
        statement = state(engine, number, chosen)
    if as_json:
        print_json(
            {"schema": "jixiao.statement/1", "unit": "fen", "statement": statement}
        )
        return 0
    click.echo(f"结算 {statement.setl_id}，{statement.on} 结算，按“{chosen.title}”：")
    _show(statement)
    return 0


def _last_used(engine: "Engine") -> str:
    from jixiao.fund.records import NotLoaded  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.resettling.kept import RESETTLED  # noqa: PLC0415

    try:
        used = RESETTLED.read(engine).select("policy").limit(1)
        for row in engine.fetch(used).to_pylist():
            return str(row["policy"])
    except NotLoaded:
        pass
    message = "还没有用 jixiao settle 结算过，不知道按哪个政策。请用 --policy 指明。"
    raise JixiaoError(message)


def _show(statement: "Statement") -> None:
    click.echo("　".join(f"{name} {value}" for name, value in statement.facts.items()))
    if statement.settlements > 1:
        click.echo(f"这次住院有中途结算，{statement.settlements} 笔合起来说明。")
    for place, line in enumerate(statement.lines, 1):
        step = line.step
        clause = f"［{step.clause}］" if step.clause else ""
        click.echo(f"{place}. {step.name} {in_yuan(step.amount)} 元{clause}")
        click.echo(f"   {step.formula}")
        if line.differs and line.paid is not None:
            gap = in_yuan(line.paid - step.amount)
            click.echo(f"   平台为 {in_yuan(line.paid)} 元，与算出的相差 {gap} 元")
    for name, paid in statement.besides.items():
        click.echo(f"平台另付 {name} {in_yuan(paid)} 元，政策里没有这一层")
