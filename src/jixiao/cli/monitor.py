"""`jixiao monitor`: mid-year, money and results side by side."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.evaluate import FILLED
from jixiao.cli.measure import period_of
from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.settle import print_json
from jixiao.cli.targets import TARGETS, tables_of_all
from jixiao.cli.words import Command
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.measures.monitoring import MidyearValue, Monitored
    from jixiao.targets import TargetTable


@click.command(
    short_help="年中监控：到某月为止的进度、全年预计、钱和事是否对得上。", cls=Command
)
@click.argument("folder", metavar="DIR")
@TARGETS
@click.option(
    "--until", required=True, metavar="YYYY-MM", help="监控到哪个月，如 2026-07。"
)
@click.option(
    "--filled", metavar="FILE", help=f"人写的原因和可能性；不写就用 DIR/{FILLED}。"
)
@click.option(
    "--to", multiple=True, metavar="FORM", help="写成执行监控表，.docx、.xlsx 或 .pdf。"
)
@click.option("--html", metavar="PAGE.html", help="写成网页，可打印。")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def monitor(
    folder: str,
    *,
    targets: tuple[str, ...],
    until: str,
    filled: str | None,
    to: tuple[str, ...],
    html: str | None,
    as_json: bool,
) -> int:
    """看到某月为止完成了多少，按各月推算全年（带区间），与目标比：确定能、有可能、完全不可能。

    同时看钱：执行率比时间进度慢多少，钱花了事没办的、事办了钱没付的，都提示。收了上年的，按
    上年各月的进度推算，没有收的只按各月的平均；原因和措施由人写在 filled.toml 的 [[outlook]]，没有写可能性的
    按推算预填，请逐条确认。
    有完全不可能或红色提示的，退出码为 1。
    """
    from jixiao.evaluation import load_entries  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.measures import monitoring  # noqa: PLC0415
    from jixiao.measures.bindings import BINDINGS, load_bindings  # noqa: PLC0415
    from jixiao.measures.midyear_form import FORM, fill  # noqa: PLC0415
    from jixiao.publication import write_form, write_monitoring  # noqa: PLC0415

    year = until.partition("-")[0]
    if not (year.isascii() and year.isdecimal()):
        message = f"--until 的“{until}”应是月份，如 2026-07。"
        raise JixiaoError(message)
    period = period_of(int(year), until)
    tables = tables_of_all(targets)
    bindings = load_bindings(Path(folder) / BINDINGS)
    with open_engine(Path(folder)) as engine, progress_bar() as progress:
        projects = monitoring.monitor(engine, tables, period, bindings, progress)
    entries = load_entries(Path(filled) if filled else Path(folder) / FILLED)
    forms = [fill(project, period.months, entries) for project in projects]
    for path in to:
        write_form(forms, Path(path), FORM)
        sys.stderr.write(f"已写入 {path}（{len(forms)} 张执行监控表）\n")
    if html:
        write_monitoring(projects, forms, period, Path(html))
        sys.stderr.write(f"已写入 {html}\n")
    if as_json:
        print_json(
            {"schema": "jixiao.monitoring/1", "period": period, "projects": projects}
        )
    else:
        click.echo(f"监控期 {period.first} 至 {period.last}")
        for project, form in zip(projects, forms, strict=True):
            _show(project)
            for message in _asked_of(form):
                click.echo(f"  监控表：{message}")
    return int(any(_needs_a_look(project) for project in projects))


def _needs_a_look(project: "Monitored") -> bool:
    """Whether money is in the red, or an indicator off course."""
    if any(alert.alarm == "red" for alert in project.alerts):
        return True
    return any(value.course == "off_course" for value in project.progress)


def _show(project: "Monitored") -> None:
    click.echo(f"\n{project.table.project_name or '未印名称的项目'}")
    unit = project.table.money_unit or "元"
    if project.rate is None:
        click.echo("  没有这个项目的支付记录或年度预算，算不出执行率")
    else:
        click.echo(
            f"  预算 {project.spending.adjusted:f}{unit}，已执行 {project.spending.executed:f}{unit}，"
            f"执行率 {project.rate:.2f}%，按月均推算全年 {project.expected:.2f}{unit}"
        )
    for alert in project.alerts:
        click.echo(f"  {alert.alarm.word}：{alert.says}")
    for value in project.progress:
        click.echo(f"  ［{value.course.word}］ {_progress_line(value)}")


def _asked_of(form: "TargetTable") -> list[str]:
    """What the form still lacks, as a reviewer would say it."""
    from jixiao.checks import Dossier, library, run  # noqa: PLC0415 — kept out of jixiao --help

    checks = [entry for entry in library().values() if entry.family == "monitoring"]
    report = run(Dossier.of([form]), checks)
    return [finding.message for finding in report.findings]


def _progress_line(value: "MidyearValue") -> str:
    indicator, shown = value.answer.indicator, value.answer.shown
    named = f"{indicator.name}　{indicator.target.text}".rstrip()
    reached = f"　已完成 {shown}" if shown else ""
    likelihood = value.course.likelihood
    ending = f"；预计{likelihood}完成" if likelihood else ""
    return f"{named}{reached}　{value.why}{ending}"
