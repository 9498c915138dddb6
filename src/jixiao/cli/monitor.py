"""`jixiao monitor`: mid-year, money and results side by side."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.measure import BINDINGS, period_of
from jixiao.cli.progress import progress
from jixiao.cli.settle import print_json
from jixiao.cli.targets import tables_of
from jixiao.cli.words import Command
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.measures.monitoring import Monitored, Progress

_MARKS = {
    "on_course": "［正常］",
    "at_risk": "［有险］",
    "off_course": "［偏离］",
    "open": "［未知］",
}
_ALARMS = {"yellow": "黄", "red": "红"}


@click.command(short_help="年中监控：到某月为止的进度、全年预计、钱和事是否对得上。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option(
    "--targets",
    multiple=True,
    required=True,
    metavar="FILE",
    help="目标表：文件，或 jixiao read --json 的结果；可写多次。",
)
@click.option("--until", required=True, metavar="YYYY-MM", help="监控到哪个月，如 2026-07。")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def monitor(folder: str, *, targets: tuple[str, ...], until: str, as_json: bool) -> int:
    """看到某月为止完成了多少，按各月推算全年（带区间），与目标比：正常、有风险、偏离。

    同时看钱：执行率比时间进度慢多少，钱花了事没办的、事办了钱没付的，都提示。推算只用各月的平均，不看
    季节；是否确定能完成、原因和措施，由人判断。有偏离或红色提示的，退出码为 1。
    """
    from jixiao.fund.engine import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.measures import monitoring  # noqa: PLC0415
    from jixiao.measures.bindings import load_bindings  # noqa: PLC0415

    year = until.partition("-")[0]
    if not (year.isascii() and year.isdecimal()):
        message = f"--until 的“{until}”应是月份，如 2026-07。"
        raise JixiaoError(message)
    period = period_of(int(year), until)
    tables = [table for path in targets for table in tables_of(Path(path))]
    decided = load_bindings(Path(folder) / BINDINGS)
    with open_engine(Path(folder)) as engine, progress() as tell:
        found = monitoring.monitor(engine, tables, period, decided, tell)
    if as_json:
        print_json({"schema": "jixiao.monitoring/1", "period": period, "projects": found})
    else:
        click.echo(f"监控期 {period.first} 至 {period.last}")
        for project in found:
            _show(project)
    red = any(alert.alarm == "red" for project in found for alert in project.alerts)
    off = any(one.course == "off_course" for project in found for one in project.progress)
    return int(red or off)


def _show(told: "Monitored") -> None:
    click.echo(f"\n{told.table.project_name or '未印名称的项目'}")
    unit = told.table.money_unit or "元"
    if told.rate is None:
        click.echo("  没有这个项目的支付记录或年度预算，算不出执行率")
    else:
        click.echo(
            f"  预算 {told.spending.adjusted:f}{unit}，已执行 {told.spending.executed:f}{unit}，"
            f"执行率 {told.rate:.2f}%，按月均推算全年 {told.expected:.2f}{unit}"
        )
    for alert in told.alerts:
        click.echo(f"  {_ALARMS[alert.alarm]}：{alert.says}")
    for one in told.progress:
        click.echo(f"  {_MARKS[one.course]} {_told(one)}")


def _told(one: "Progress") -> str:
    from jixiao.measures.monitoring import standards  # noqa: PLC0415 — kept out of jixiao --help

    named = f"{one.answer.indicator.name}　{one.answer.indicator.target.text}".rstrip()
    reached = f"　已完成 {one.answer.shown}" if one.answer.shown else ""
    outlook = standards()["outlook"].get(str(one.course), "")
    ending = f"；预计{outlook}完成" if outlook else ""
    return f"{named}{reached}　{one.why}{ending}"
