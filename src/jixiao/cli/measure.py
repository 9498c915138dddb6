"""`jixiao measure`, `jixiao measures`, `jixiao bind`: promises against what the records say."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.csv_table import write_table
from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.settle import print_json
from jixiao.cli.targets import TARGETS, tables_of_all
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.measures import Period
    from jixiao.measures.answerable import Promise
    from jixiao.measures.answers import Answer
    from jixiao.targets import TargetTable

_DECEMBER = 12


@click.command(short_help="从记录里算出目标表承诺的指标值，与承诺的比。", cls=Command)
@click.argument("folder", metavar="DIR")
@TARGETS
@click.option("--year", required=True, type=COUNT, help="哪一年。")
@click.option("--until", metavar="YYYY-MM", help="算到哪个月为止；不写就是全年。")
@click.option(
    "--bindings",
    metavar="FILE",
    help="指定口径的文件；不写就用 DIR/bindings.toml，没有也可以。",
)
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def measure(
    folder: str,
    *,
    targets: tuple[str, ...],
    year: int,
    until: str | None,
    bindings: str | None,
    as_json: bool,
) -> int:
    """逐条指标找到能回答它的口径，从收进来的记录里算出实际值，写明分子分母、是否达到。

    拿不准的不猜：列出来由人用 jixiao bind 决定。记录里没有的（文字的评价、没有台账的事）由人填写。
    一个数由哪些行算出来，用 jixiao explain measure 代码 --from DIR 查看。
    有没达到的、没记录的或待定的，退出码为 1。
    """
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.measures.answers import answer  # noqa: PLC0415
    from jixiao.measures.bindings import BINDINGS, load_bindings  # noqa: PLC0415

    tables = tables_of_all(targets)
    period = period_of(year, until)
    decisions = load_bindings(Path(bindings) if bindings else Path(folder) / BINDINGS)
    with open_engine(Path(folder)) as engine, progress_bar() as progress:
        by_table = answer(engine, tables, period, decisions, progress)
    if as_json:
        print_json(
            {
                "schema": "jixiao.measured/1",
                "period": period,
                "tables": [
                    {
                        "project_name": table.project_name,
                        "answers": [
                            with_mark(answered, period) for answered in answers
                        ],
                    }
                    for table, answers in zip(tables, by_table, strict=True)
                ],
            }
        )
    else:
        for table, answers in zip(tables, by_table, strict=True):
            _show(table, answers)
        _count(by_table)
    return int(any(_is_open(answered) for answers in by_table for answered in answers))


def with_mark(answered: "Answer", period: "Period") -> dict[str, object]:
    """An answer as JSON prints it: with how it stands, in a word, and what opens its proof."""
    import msgspec  # noqa: PLC0415 — kept out of jixiao --help

    from jixiao.measures.references import reference_of  # noqa: PLC0415

    fields: dict[str, object] = msgspec.to_builtins(answered)
    measured = answered.measured
    reference = (
        reference_of(measured.code, measured.scope, period)
        if measured and measured.rows
        else ""
    )
    said = {"mark": answered.mark.word, "shown": answered.shown, "proof": reference}
    return {**said, **fields}


def period_of(year: int, until: str | None) -> "Period":
    """The days of a year, or of its months up to `until`.

    Raises:
        JixiaoError: `until` is no month of that year.
    """
    from jixiao.measures import Period  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.period import last_day  # noqa: PLC0415

    match = _MONTH.fullmatch(until or f"{year}-{_DECEMBER}")
    month = int(match["month"]) if match and int(match["year"]) == year else 0
    if not 1 <= month <= _DECEMBER:
        message = f"--until 的“{until}”应是 {year} 年的月份，如 {year}-07。"
        raise JixiaoError(message)
    return Period(date(year, 1, 1), last_day(f"{year}-{month:02}"))


_MONTH = re.compile(r"(?P<year>\d+)-(?P<month>\d+)")


def _is_open(answered: "Answer") -> bool:
    """Whether a person has to decide who answers it, or the target is not reached."""
    from jixiao.measures.matching import State  # noqa: PLC0415 — kept out of jixiao --help

    if answered.match.state is State.UNSURE:
        return True
    return answered.match.state is State.BOUND and answered.mark != "met"


def _show(table: "TargetTable", answers: "list[Answer]") -> None:
    from jixiao.measures.matching import State  # noqa: PLC0415 — kept out of jixiao --help

    click.echo(f"\n{table.project_name or '未印名称的项目'}")
    for answered in answers:
        if answered.match.state is State.NONE:
            continue
        for promise in answered.promises:
            _show_promise(promise)


def _show_promise(answered: "Answer") -> None:
    """Print one value that was promised, what answers it, and what a reader must know of that."""
    indicator = answered.indicator
    named = f"{indicator.name}　{indicator.target.text}".rstrip()
    click.echo(f"  ［{answered.mark.word}］ {named}")
    click.echo(f"      {_answer_line(answered)}")
    for remark in answered.remarks:
        click.echo(f"      {remark}")


def _answer_line(answered: "Answer") -> str:
    """What was measured and how, or why nothing was."""
    from jixiao.measures import library  # noqa: PLC0415 — kept out of jixiao --help

    measured = answered.measured
    if measured is None:
        return answered.match.why
    measure = library()[measured.code]
    scope = answered.match.scope
    where = "，".join(value for name, value in scope.items() if name != "project")
    narrowed = f"（{where}）" if where else ""
    named = f"{measure.code} {measure.title}{narrowed}"
    if measured.why:
        return f"{named}：{measured.why}"
    how = measure.tell(measured.above, measured.below, measured.persons)
    rule = f"；{answered.rule}" if answered.rule and not answered.met else ""
    return f"实际 {answered.shown}　{named}：{how}{rule}"


def _count(by_table: "list[list[Answer]]") -> None:
    answers = [answered for of_table in by_table for answered in of_table]
    marks = [answered.mark for answered in answers if answered.match.state != "none"]
    counted = "，".join(
        f"{mark.word} {count}" for mark, count in Counter(marks).items()
    )
    click.echo(f"\n共 {len(marks)} 条：{counted}")
    if "unsure" in marks:
        click.echo("待定的请用 jixiao bind 指定口径，或定为由人填写。")


@click.command(
    short_help="列出全部指标口径，或目标表逐条由哪个口径、要什么记录回答。", cls=Command
)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--csv", "table", metavar="FILE", help="把逐条的结果写成 CSV。")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def measures(paths: tuple[str, ...], *, table: str | None, as_json: bool) -> int:
    """列出能从记录里算的指标口径：代码、名称、单位、可以按什么细分。

    写了文件或文件夹的，逐条列出里面目标表的每个指标：由哪个口径回答、要收哪些表；没有口径的，写明
    留下什么记录就能回答。哪一条连要什么记录也说不出的，退出码为 1；有读不出的文件，为 2。
    """
    if paths:
        return _list_promises(paths, Path(table) if table else None, as_json=as_json)
    return _list_measures(as_json=as_json)


def _list_promises(paths: tuple[str, ...], table: Path | None, *, as_json: bool) -> int:
    from jixiao.measures.answerable import promises  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.reading import Failure, locate, try_document  # noqa: PLC0415

    listed: list[tuple[str, Promise]] = []
    failures = 0
    for located in locate(paths):
        read = located if isinstance(located, Failure) else try_document(located[1])
        if isinstance(read, Failure):
            click.echo(f"未读：{read.reason}", err=True)
            failures += 1
        else:
            listed += [(read.source.path, each) for each in promises(read.tables)]
    if as_json:
        print_json([_promise_fields(name, each) for name, each in listed])
    else:
        _show_promises(listed)
    if table:
        rows = (tuple(_promise_fields(name, each).values()) for name, each in listed)
        write_table(table, _PROMISE_HEADS, rows)
    unnamed = any(not each.is_named for _, each in listed)
    return 2 if failures else int(unnamed)


_STATES = {
    "bound": "有口径",
    "unsure": "待人定",
    "person": "由人填写",
    "none": "不适用",
}
_PROMISE_HEADS = ("文件", "项目", "指标", "指标值", "状态", "口径", "记录", "说明")


def _promise_fields(document: str, promise: "Promise") -> dict[str, str]:
    values = (
        document,
        promise.project,
        promise.indicator.name,
        promise.indicator.target.text,
        _STATES[promise.state],
        promise.answered_by,
        promise.needs,
        promise.why,
    )
    return dict(zip(_PROMISE_HEADS, values, strict=True))


def _show_promises(listed: "list[tuple[str, Promise]]") -> None:
    project = ""
    for document, each in listed:
        if f"{document}\n{each.project}" != project:
            project = f"{document}\n{each.project}"
            click.echo(f"\n{each.project}　（{Path(document).name}）")
        named = f"{each.indicator.name}　{each.indicator.target.text}".rstrip()
        click.echo(f"  ［{_STATES[each.state]}］ {named}")
        if each.answered_by:
            click.echo(f"      口径 {each.answered_by}")
        if each.needs:
            click.echo(f"      记录 {each.needs}")
        if not each.answered_by:
            click.echo(f"      {each.why}")
    counts = Counter(_STATES[each.state] for _, each in listed)
    counts_line = "，".join(f"{state} {count}" for state, count in counts.items())
    unnamed = sum(not each.is_named for _, each in listed)
    click.echo(f"\n共 {len(listed)} 条：{counts_line}；说不出要什么记录的 {unnamed} 条")


def _list_measures(*, as_json: bool) -> int:
    from jixiao.measures import library  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.measures.declaration import SCOPES  # noqa: PLC0415

    entries = list(library().values())
    if as_json:
        fields = (
            "code",
            "family",
            "title",
            "kind",
            "unit",
            "better",
            "words",
            "scopes",
        )
        print_json(
            [{field: getattr(entry, field) for field in fields} for entry in entries]
        )
        return 0
    for entry in entries:
        scopes = "、".join(SCOPES[name] for name in entry.scopes)
        click.echo(f"{entry.code}  {entry.title}（{entry.unit or '数'}）  {scopes}")
    return 0


@click.command(short_help="决定一条指标由哪个口径回答，记下是谁、哪天。", cls=Command)
@click.argument("indicator", metavar="INDICATOR")
@click.argument("code", metavar="CODE")
@click.option("--by", required=True, metavar="NAME", help="谁决定的。")
@click.option(
    "--in", "folder", required=True, metavar="DIR", help="写进 DIR/bindings.toml。"
)
@click.option(
    "--project", default="", metavar="NAME", help="只对这个项目；不写就对所有项目。"
)
@click.option(
    "--scope",
    multiple=True,
    metavar="NAME=VALUE",
    help="按什么细分，如 care=住院；可写多次。",
)
@click.option(
    "--level",
    default="",
    metavar="NAME",
    help="同名的有几行时，哪一级的，如 数量指标。",
)
@click.option(
    "--target", default="", metavar="VALUE", help="同名的有几行时，印的指标值，如 4台。"
)
@click.option("--note", default="", metavar="TEXT", help="为什么。")
def bind(
    indicator: str,
    code: str,
    *,
    by: str,
    folder: str,
    project: str,
    scope: tuple[str, ...],
    level: str,
    target: str,
    note: str,
) -> int:
    """决定指标 INDICATOR（与表上印的名称相同）由口径 CODE 回答；CODE 写“人工”就是由人填写。

    一张表里有几行同名的，用 --level 或 --target 说明是哪一行，不说明的不算数。
    """
    from jixiao.measures.bindings import (  # noqa: PLC0415 — kept out of jixiao --help
        BINDINGS,
        Decision,
        keep_decision,
    )

    today = date.today()  # noqa: DTZ011 — the clerk's own day
    decision = Decision(
        indicator=indicator,
        measure=code,
        by=by,
        on=today,
        project=project,
        scope=scope_of(scope),
        note=note,
        level=level,
        target=target,
    )
    keep_decision(Path(folder) / BINDINGS, decision)
    click.echo(f"已记入 {Path(folder) / BINDINGS}：{indicator} → {code}（{by}）")
    return 0


def scope_of(options: tuple[str, ...]) -> dict[str, str]:
    """Read what a measure is narrowed to.

    Raises:
        JixiaoError: an option is not written as NAME=VALUE.
    """
    pairs = [option.partition("=") for option in options]
    if wrong := [name for name, sign, value in pairs if not (sign and value)]:
        message = f"--scope 的“{wrong[0]}”应写成 名称=值，如 care=住院。"
        raise JixiaoError(message)
    return {name: value for name, _, value in pairs}
