"""`jixiao suggest`: what next year's targets may be, with the reason."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.settle import print_json
from jixiao.cli.targets import TARGETS, tables_of_all
from jixiao.cli.words import COUNT, Command

if TYPE_CHECKING:
    from jixiao.measures.suggesting import Suggestion


@click.command(
    short_help="按前三年的实际值，给下一年的指标值提建议，写明理由。", cls=Command
)
@click.argument("folder", metavar="DIR")
@TARGETS
@click.option("--year", required=True, type=COUNT, help="给哪一年提建议。")
@click.option(
    "--peers", multiple=True, metavar="FILE", help="其他单位的目标表；可写多次。"
)
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def suggest(
    folder: str,
    *,
    targets: tuple[str, ...],
    year: int,
    peers: tuple[str, ...],
    as_json: bool,
) -> int:
    """看本单位前三年的实际值、中位数和变化，以及其他单位承诺多少，给下一年的指标值提建议。

    只是建议：不低于前三年的中位数（越少越好的不高于），比例不超过 100%。定多少由人决定。
    """
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.measures import suggesting  # noqa: PLC0415
    from jixiao.measures.bindings import BINDINGS, load_bindings  # noqa: PLC0415

    tables = tables_of_all(targets)
    others = tables_of_all(peers)
    bindings = load_bindings(Path(folder) / BINDINGS)
    with open_engine(Path(folder)) as engine, progress_bar() as progress:
        by_table = suggesting.suggest(engine, tables, year, bindings, others, progress)
    if as_json:
        projects = [
            {
                "project_name": table.project_name,
                "suggestions": [_as_json(each) for each in suggestions],
            }
            for table, suggestions in zip(tables, by_table, strict=True)
        ]
        print_json(
            {"schema": "jixiao.suggestions/1", "year": year, "projects": projects}
        )
        return 0
    for table, suggestions in zip(tables, by_table, strict=True):
        click.echo(f"\n{table.project_name or '未印名称的项目'}")
        for suggestion in suggestions:
            _show(suggestion)
    return 0


def _as_json(suggestion: "Suggestion") -> dict[str, object]:
    return {
        "indicator": suggestion.indicator,
        "measure": suggestion.measure,
        "own": suggestion.by_year,
        "median": suggestion.median,
        "low": suggestion.low,
        "high": suggestion.high,
        "peers": suggestion.peers,
        "value": suggestion.value,
        "reason": suggestion.reason,
    }


def _show(suggestion: "Suggestion") -> None:
    indicator, value = suggestion.indicator, suggestion.value
    unit = indicator.target.unit or ""
    advice = "没有建议" if value is None else f"建议 {value:f}{unit}"
    click.echo(f"  {indicator.name}：{advice}")
    click.echo(f"      {suggestion.reason}")
