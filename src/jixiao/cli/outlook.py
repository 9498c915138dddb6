"""`jixiao outlook`: where the fund is going, by month, and what its changes are made of."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jixiao.cli.dip_terms import terms_of, with_terms
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command, CommandGroup
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.fund.outlook.forecast import Forecast
    from jixiao.fund.outlook.indicator import Indicator, MonthValue, Only
    from jixiao.fund.outlook.place_names import PlaceNames
    from jixiao.fund.outlook.split import Split, SplitChange
    from jixiao.fund.outlook.watching import StandingSignal, Watched
    from jixiao.fund.records import Records

Value = TypeVar("Value")
_SHOWN = 15
_CONTRIBUTORS = 5


@click.group(
    short_help="基金运行：指标、增减分解、预警、推算、简报。",
    no_args_is_help=True,
    cls=CommandGroup,
)
def outlook() -> None:
    """基金运行分析：按月的指标、增减的分解、预警、推算、压力测试、致贫风险名单和简报。"""


FOLDER = click.argument("folder", metavar="DIR")
MONTH = click.option(
    "--month", "month", required=True, metavar="YYYY-MM", help="哪个月。"
)
BY = click.option(
    "--by",
    default="scheme",
    metavar="NAME",
    help="按什么看：scheme、care、kind、institution、level、area、home、age、disease。",
)
ONLY = click.option(
    "--only",
    multiple=True,
    metavar="NAME=VALUE",
    help="只看哪些，如 care=住院、scheme=390；可写多次。",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="打印 JSON。")


def month_of(text: str) -> date:
    """Read the month that is asked for."""
    from jixiao.fund.outlook.history import read_month  # noqa: PLC0415 — kept out of jixiao --help

    return read_month(text, "--month")


@contextmanager
def records_until(
    folder: str, month: date, months: int | None = None
) -> "Iterator[Records]":
    """Give the records of the months that end with one; the months of care are added up once."""
    from jixiao.fund.outlook.history import LOOKED_BACK  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.looking_back import looking_back  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        yield looking_back(engine, month, months or LOOKED_BACK)


def only_of(options: tuple[str, ...]) -> "Only":
    """Read what rows are narrowed to.

    Raises:
        JixiaoError: an option is not written as NAME=VALUE.
    """
    only: dict[str, list[str]] = {}
    for option in options:
        name, sign, value = option.partition("=")
        if not (name and sign and value):
            message = f"--only 的“{option}”应写成 名称=值，如 care=住院。"
            raise JixiaoError(message)
        only.setdefault(name, []).append(value)
    return only


def entry_of(entries: "Mapping[str, Value]", code: str, title: str) -> Value:
    """Return an entry by its code.

    Raises:
        JixiaoError: there is none.
    """
    if code.upper() not in entries:
        message = f"没有代码为 {code} 的{title}；现有 {'、'.join(entries)}。"
        raise JixiaoError(message)
    return entries[code.upper()]


@outlook.command(short_help="一个月的指标，与上月、上年同月比。", cls=Command)
@FOLDER
@MONTH
@BY
@ONLY
@click.option("--code", metavar="CODE", help="只看哪个指标；不写就看能这样看的全部。")
@AS_JSON
def indicators(
    folder: str,
    *,
    month: str,
    by: str,
    only: tuple[str, ...],
    code: str | None,
    as_json: bool,
) -> int:
    """一个月的收入、支出、结余、可支付月数、人次、次均等指标，与上月、上年同月比。

    按险种、类别、机构、地区、年龄、病种看；没有值的写“—”，不当作 0。
    """
    from jixiao.fund.outlook.indicator import indicators as library  # noqa: PLC0415
    from jixiao.fund.outlook.indicator import month_values  # noqa: PLC0415
    from jixiao.fund.records import NotLoaded  # noqa: PLC0415

    on, narrowed = month_of(month), only_of(only)
    chosen = [entry_of(library(), code, "指标")] if code else list(library().values())
    if not code:
        asked = {by, *narrowed}
        chosen = [entry for entry in chosen if asked <= {*entry.dimensions}] or chosen
    with records_until(folder, on) as records:
        results = []
        for entry in chosen:
            try:
                values = month_values(entry, entry.prove(records, by, narrowed))
                results.append((entry, values, ""))
            except NotLoaded as missing:
                results.append((entry, [], missing.why))
        if as_json:
            print_json([_as_json(*result, on) for result in results])
        else:
            _show_values(records, results, on, by)
    return 0


def _as_json(
    entry: "Indicator", values: "list[MonthValue]", why: str, on: date
) -> dict[str, Any]:
    from jixiao.fund.outlook.printing import rounded  # noqa: PLC0415

    rows = [
        asdict(value) | {"value": None if value.value is None else rounded(value.value)}
        for value in values
        if value.month <= on
    ]
    return {
        "code": entry.code,
        "title": entry.title,
        "unit": entry.unit,
        "why": why,
        "values": rows,
    }


def _show_values(
    records: "Records",
    results: "list[tuple[Indicator, list[MonthValue], str]]",
    on: date,
    by: str,
) -> None:
    from jixiao.fund.outlook.history import YEAR, shift  # noqa: PLC0415
    from jixiao.fund.outlook.printing import (  # noqa: PLC0415
        dimension_title,
        names_of,
        printed,
        printed_growth,
    )

    names = names_of(records, by)
    for entry, values, why in results:
        click.echo(f"\n{entry.code} {entry.title}（{entry.unit}）　{why}")
        by_place = {(value.place, value.month): value.value for value in values}
        here = [value for value in values if value.month == on]
        here.sort(key=lambda value: (-value.above, value.place))
        if not here and not why:
            click.echo(f"  {on:%Y-%m} 没有值")
        for value in here[:_SHOWN]:
            before = by_place.get((value.place, shift(on, -1)))
            year = by_place.get((value.place, shift(on, -YEAR)))
            named = f"{value.place} {names.get(value.place, '')}".strip()
            click.echo(
                f"  {named}　{printed(value.value, entry.unit)}　比上月 {printed_growth(before, value.value)}"
                f"　比上年同月 {printed_growth(year, value.value)}"
            )
        if len(here) > _SHOWN:
            rest = len(here) - _SHOWN
            click.echo(f"  还有 {rest} 个{dimension_title(by)}，用 --json 全部列出")


@outlook.command(short_help="与上年同期比，增减由什么而来。", cls=Command)
@click.argument("code", metavar="CODE")
@FOLDER
@MONTH
@BY
@ONLY
@click.option(
    "--months",
    type=COUNT,
    default=1,
    metavar="N",
    help="到这个月为止的几个月；不写为 1。",
)
def split(
    code: str,
    folder: str,
    *,
    month: str,
    by: str,
    only: tuple[str, ...],
    months: int,
) -> int:
    """把一段时间的费用或支付与上年同期的增减分成几块：人次、次均、结构；相加一分不差。"""
    from jixiao.fund.outlook.history import YEAR  # noqa: PLC0415
    from jixiao.fund.outlook.split import changes, spans, splits  # noqa: PLC0415

    if not 1 <= months <= YEAR:
        message = f"--months 应在 1 到 {YEAR} 之间，现为 {months}。"
        raise JixiaoError(message)
    on, entry = month_of(month), entry_of(splits(), code, "分解")
    before, after = spans(on, months)
    with records_until(folder, on, months + YEAR) as records:
        proof = entry.prove(records, by, only_of(only))
        click.echo(
            f"{entry.code} {entry.title}：{after.first} 至 {after.last}，"
            f"比 {before.first} 至 {before.last}"
        )
        _show_changes(records, entry, changes(proof, before, after), by)
    return 0


def _show_changes(
    records: "Records", entry: "Split", changed: "list[SplitChange]", by: str
) -> None:
    from jixiao.fund.outlook.printing import names_of  # noqa: PLC0415
    from jixiao.money import in_yuan  # noqa: PLC0415

    names = names_of(records, by)
    for change in changed[:_SHOWN]:
        named = f"{change.place} {names.get(change.place, '')}".strip()
        before = entry.sentence(change.before.amount, change.before.volume)
        after = entry.sentence(change.after.amount, change.after.volume)
        gap = change.after.amount - change.before.amount
        click.echo(f"\n{named}　{before} → {after}，增减 {in_yuan(gap)} 元")
        if change.parts is None:
            click.echo("  一边没有人次，分不了")
        for part in change.parts or ():
            click.echo(f"  {part.title}　{in_yuan(part.fen)} 元")
    if len(changed) > _SHOWN:
        click.echo(f"\n还有 {len(changed) - _SHOWN} 个增减较小的没有列出")


@outlook.command(short_help="一个指标或分解由哪些行而来。", cls=Command)
@click.argument("code", metavar="CODE")
@FOLDER
@MONTH
@BY
@ONLY
@click.option("--csv", "table", metavar="FILE", help="把行写成 CSV。")
def explain(
    code: str,
    folder: str,
    *,
    month: str,
    by: str,
    only: tuple[str, ...],
    table: str | None,
) -> int:
    """一个指标或分解看什么、一个月里由哪些行算出来，连同查询。"""
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415
    from jixiao.fund.outlook.indicator import indicators as library  # noqa: PLC0415
    from jixiao.fund.outlook.split import splits  # noqa: PLC0415
    from jixiao.fund.records import ProvenRows  # noqa: PLC0415

    known: Mapping[str, Indicator | Split] = {**library(), **splits()}
    entry = entry_of(known, code, "指标或分解")
    on = month_of(month)
    with records_until(folder, on) as records:
        proof = entry.prove(records, by, only_of(only))
        rows = proof.rows.filter(proof.rows.on.between(on, month_end(on)))
        proof = ProvenRows(proof.engine, rows)
        click.echo(entry.prose.partition("\n## ")[0])
        for row in proof.largest():
            place = (row.place or "").replace("\t", " ").strip()
            sentence = entry.sentence(row.above, row.below)
            click.echo(f"  {row.key}　{place}　{sentence}")
        if table:
            click.echo(f"\n已把 {proof.write_csv(Path(table))} 行写入 {table}")
        click.echo(f"\n查询：\n{proof.sql}")
    return 0


@outlook.command(short_help="一个月里有哪些预警，由谁而来。", cls=Command)
@FOLDER
@MONTH
@with_terms
@AS_JSON
def signals(
    folder: str, *, month: str, code: str, parameters: str | None, as_json: bool
) -> int:
    """一个月里有哪些预警信号：从哪个月起、轻重、比的是哪两个数、增减的五分之四以上由谁而来。

    信号怎样提出、怎样解除、依据和限，用 jixiao explain signal 代码 查看；查不了的写明为什么。
    有信号的，退出码为 1。
    """
    from jixiao.fund.outlook.foreseen import SEEN_BACK, foresee_past  # noqa: PLC0415
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415
    from jixiao.fund.outlook.place_names import PlaceNames  # noqa: PLC0415
    from jixiao.fund.outlook.set_limits import limits_on, lines_of_limits  # noqa: PLC0415
    from jixiao.fund.outlook.watching import unjudged, watch  # noqa: PLC0415

    on = month_of(month)
    with records_until(folder, on, SEEN_BACK) as records:
        remarks = foresee_past(records, on)
        terms = terms_of(code, parameters, month_end(on))
        watched = watch(records, on, limits_on(terms))
        if as_json:
            print_json(
                [
                    {
                        "code": each.signal.code,
                        "title": each.signal.title,
                        "place": each.place,
                        "level": each.level.word,
                        "since": each.since,
                        "says": each.sentence,
                    }
                    for each in watched.standing
                ]
            )
        else:
            names = PlaceNames.of_records(records)
            _show_signals(records, watched, on, names)
            for why in remarks:
                click.echo(f"\n{names.in_text(why)}")
            for why in unjudged(records, on):
                click.echo(f"\n{why}")
            click.echo(f"\n所用的限（{terms.code}，{terms.day}）：")
            for line in lines_of_limits(terms):
                click.echo(f"  {line}")
    return int(bool(watched.standing))


def _show_signals(
    records: "Records", watched: "Watched", on: date, names: "PlaceNames"
) -> None:
    click.echo(f"{on:%Y-%m}：{len(watched.standing)} 个信号")
    for each in watched.standing[:_SHOWN]:
        click.echo(
            f"\n［{each.level.word}］ {each.signal.code} {each.signal.title}　"
            f"{names.of(each.place)}　自 {each.since:%Y-%m} 起"
        )
        click.echo(f"  {each.sentence}")
        for line in _contributors(records, each):
            click.echo(f"  {line}")
    if len(watched.standing) > _SHOWN:
        click.echo(f"\n还有 {len(watched.standing) - _SHOWN} 个，用 --json 全部列出")
    for entry, why in watched.unseen:
        click.echo(f"\n查不了 {entry.code} {entry.title}：{why}")


def _contributors(records: "Records", each: "StandingSignal") -> "Iterator[str]":
    """Yield what the change of the funds' payments comes from, in lines."""
    from jixiao.fund.outlook.printing import names_of, rounded  # noqa: PLC0415
    from jixiao.fund.outlook.warning_cases import explained  # noqa: PLC0415
    from jixiao.fund.outlook.watching import contributions  # noqa: PLC0415
    from jixiao.fund.records import NotLoaded  # noqa: PLC0415
    from jixiao.money import in_yuan  # noqa: PLC0415

    try:
        change = contributions(records, each)
    except NotLoaded as missing:
        yield f"由谁而来查不了：{missing.why}"
        return
    if change.explained is None:
        yield "基金支付与上年同期相同，没有增减可分"
        return
    if change.nets_out:
        yield explained(change)
    else:
        yield (
            f"基金支付比上年同期增减 {in_yuan(change.change)} 元，下面 {len(change.largest)} 组"
            f"占 {rounded(change.explained * 100)}%："
        )
    institutions, kinds = names_of(records, "institution"), names_of(records, "kind")
    for part in change.largest[:_CONTRIBUTORS]:
        place, kind, disease = part.names
        named = f"{place} {institutions.get(place, '')}".strip()
        yield f"  {named}　{kinds.get(kind, kind)}　{disease}　{in_yuan(part.fen)} 元"
    if len(change.largest) > _CONTRIBUTORS:
        yield f"  还有 {len(change.largest) - _CONTRIBUTORS} 组"


@outlook.command(short_help="推算以后几个月的基金支付，连同回测。", cls=Command)
@FOLDER
@MONTH
@click.option(
    "--ahead",
    type=COUNT,
    default=3,
    metavar="N",
    help="往后几个月；不写为 3，最多 12。",
)
@click.option(
    "--step",
    "steps",
    multiple=True,
    metavar="YYYY-MM",
    help="从哪个月起政策变了；可写多次。",
)
@AS_JSON
def forecast(
    folder: str, *, month: str, ahead: int, steps: tuple[str, ...], as_json: bool
) -> int:
    """按险种和类别推算以后几个月的基金支付，每个都附回测：误差、区间盖住多少、与上年同月比。

    月份、趋势、春节和写明的政策变化一起估；区间是从以前各月推算的误差来的，十次里九次应在其中。
    不满 36 个月的、有月份没有数的，写明不推算。有没推算的，退出码为 1。
    """
    from jixiao.fund.outlook.foreseen import (  # noqa: PLC0415
        SEEN_BACK,
        foresee,
        series_until,
    )
    from jixiao.fund.outlook.history import YEAR, read_month  # noqa: PLC0415
    from jixiao.fund.outlook.place_names import PlaceNames  # noqa: PLC0415

    if not 1 <= ahead <= YEAR:
        message = f"--ahead 应在 1 到 {YEAR} 之间，现为 {ahead}。"
        raise JixiaoError(message)
    on = month_of(month)
    changed = [read_month(step, "--step") for step in steps]
    with records_until(folder, on, SEEN_BACK) as records:
        forecasts = foresee(series_until(records, on), ahead, changed)
        names = PlaceNames.of_records(records)
    if as_json:
        print_json(forecasts)
    else:
        for made in forecasts.made:
            _show_forecast(made, names)
        for why in forecasts.refused:
            click.echo(f"\n{names.in_text(why)}")
    return int(bool(forecasts.refused))


def _show_forecast(made: "Forecast", names: "PlaceNames") -> None:
    from jixiao.money import in_yuan  # noqa: PLC0415

    click.echo(f"\n{names.of(made.series.name)}　推算方法：{made.method}")
    for each in made.months:
        click.echo(
            f"  {each.month:%Y-%m}　{in_yuan(each.expected)} 元"
            f"（{in_yuan(each.low)} 至 {in_yuan(each.high)}）"
        )
    click.echo(f"  {made.back_test.line}")
