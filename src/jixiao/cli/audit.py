"""`jixiao audit`: all rules over a year's records."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.measure import period_of
from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command
from jixiao.errors import whole, writing
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.audit.runner import Audit
    from jixiao.period import Period

_SHOWN = 10


@click.command(
    short_help="按稽核规则审核一年的记录，列出标出的、涉及的钱和问不了的。", cls=Command
)
@click.argument("folder", metavar="DIR")
@click.option("--year", type=COUNT, required=True, help="哪一年。")
@click.option(
    "--rule", "codes", multiple=True, metavar="CODE", help="只用这条规则；可写几次。"
)
@click.option(
    "--limits",
    metavar="FILE.toml",
    help="本地的限：带起止、依据和级别，代替规则页上的。",
)
@click.option(
    "--month",
    metavar="MONTH",
    help="付款以前审一个月结算的，如 2026-03；规则仍看年初以来的。",
)
@click.option("--csv", "table", metavar="FILE", help="把标出的全部行写成 CSV。")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def audit(
    folder: str,
    *,
    year: int,
    codes: tuple[str, ...],
    limits: str | None,
    month: str | None,
    table: str | None,
    as_json: bool,
) -> int:
    """按稽核规则审核一年的记录。标出的是要问的问题，由人核实；不是结论。

    写“明确”的，是规则和限都核对过、记录自己就能看出来的；其余写“疑似”。每条收费的钱只计一次：
    几条规则标出同一条，计在金额最大的一条下。标出的行留在 audit_findings 表，人员编号只显示末尾几位。
    没有收的表、没有的知识点、缺的列，列在“问不了的”里。有标出的，退出码为 1。
    """
    from jixiao.fund.audit.limits import read_limits_file  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.audit.runner import audit as audited  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    dated = read_limits_file(Path(limits)) if limits else ()
    with open_engine(Path(folder)) as engine, progress_bar() as progress:
        outcome = audited(
            engine,
            period_of(year, month),
            limits=dated,
            codes=[code.upper() for code in codes],
            settled=_month_of(year, month) if month else None,
            progress=progress,
        )
        if table:
            _write(outcome, Path(table))
        if as_json:
            _print(outcome, year)
        else:
            _show(outcome, month or f"{year} 年")
    return int(any(each.findings for each in outcome.outcomes))


def _print(outcome: "Audit", year: int) -> None:
    print_json(
        {
            "schema": "jixiao.audit/1",
            "unit": "fen",
            "year": year,
            "outcomes": outcome.outcomes,
            "unasked": outcome.unasked,
            "blind": outcome.blind,
            "limits": [limit.line for limit in outcome.limits],
        }
    )


def _month_of(year: int, month: str) -> "Period":
    whole = period_of(year, month)
    return replace(whole, first=whole.last.replace(day=1))


def _show(outcome: "Audit", asked: str) -> None:
    marked = sum(each.findings for each in outcome.outcomes)
    counted = f"涉及基金 {in_yuan(outcome.counted)} 元（每条收费只计一次）"
    click.echo(f"{asked}：标出 {marked} 行，{counted}")
    for each in outcome.outcomes:
        money = f"涉及费用 {in_yuan(each.cost)} 元，基金 {in_yuan(each.fund)} 元，计入 {in_yuan(each.counted)} 元"
        click.echo(
            f"  {each.code} {each.title}（{each.claim.word}）：{each.findings} 行，{money}"
        )
    if marked:
        click.echo(f"\n涉及基金最多的 {_SHOWN} 行：")
        for row in outcome.findings(_SHOWN):
            place = f"　{row['place']}" if row["place"] else ""
            click.echo(
                f"  {row['rule']} {row['about']} {row['key']}　{row['on']}{place}　{in_yuan(row['counted'])} 元"
            )
    if outcome.unasked:
        click.echo("\n问不了的：")
        for rule in outcome.unasked:
            click.echo(f"  {rule.code} {rule.title}：{rule.why}")
    if outcome.blind:
        click.echo("\n没有问到的行：")
        for rule in outcome.blind:
            click.echo(f"  {rule.code} {rule.title}：{rule.why}")
    unsure = [limit for limit in outcome.limits if not limit.confirmed]
    if unsure:
        click.echo("\n没有核对过的限，按它们标出的只作疑似：")
        for limit in unsure:
            click.echo(f"  {limit.line}")


def _write(outcome: "Audit", path: Path) -> None:
    from jixiao.fund.audit.kept import AUDIT_FINDINGS  # noqa: PLC0415 — kept out of jixiao --help

    rows = outcome.findings()
    with (
        writing(path.parent),
        whole(path) as half,
        half.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.DictWriter(file, [*AUDIT_FINDINGS.columns])
        writer.writeheader()
        writer.writerows(rows)
