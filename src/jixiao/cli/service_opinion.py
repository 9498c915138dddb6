"""`jixiao service opinion`: feeds from files, a brief, cases and their clocks."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import day_of, now
from jixiao.cli.csv_table import write_table
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.kept_rows import KEEP, keep_rows
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError, whole, writing

if TYPE_CHECKING:
    from jixiao.fund.parameters import Terms
    from jixiao.service.opinion.ladder import Climbed
    from jixiao.service.opinion.tags import Topics
    from jixiao.service.opinion.watch import Watch

_SHOWN = 10
_HEADS = ("时间", "标题", "来源", "条数", "地方", "机构", "事由", "排序参考", "网址")


@click.command(
    name="opinion",
    short_help="政务舆情：文件里的 CSV、RSS、Atom，去重、地方和机构、事由、突增、简报。",
    cls=Command,
)
@click.argument("feeds", metavar="FILE…", nargs=-1, required=True)
@click.option("--from", "first", required=True, metavar="DATE", help="从哪一天。")
@click.option("--to", "last", required=True, metavar="DATE", help="到哪一天。")
@click.option("--places", metavar="FILE", help="地方和机构：名称、种类、别名。")
@click.option("--topics", "own_topics", metavar="FILE", help="自己的事由和词（TOML）；不写用样例。")  # fmt: skip
@click.option("--csv", "table", metavar="FILE", help="写一份明细。")
@click.option("--ledger", metavar="CASES.db", help="案件账：立案，简报里看回应时限。")
@click.option("--open", "most", type=COUNT, metavar="N", help="把排在前面的 N 件立案。")
@click.option("--by", metavar="NAME", help="谁立案。")
@click.option("--unit", default="", metavar="NAME", help="简报上的单位。")
@click.option("--number", default="", metavar="TEXT", help="简报的期号。")
@click.option("--brief", metavar="FILE", help="写简报（docx 或 html）。")
@click.option("--keep", "bureau", metavar="BUREAU", help=f"写简报时，{KEEP}")
@with_terms
def opinion(
    feeds: tuple[str, ...],
    *,
    first: str,
    last: str,
    places: str | None,
    own_topics: str | None,
    table: str | None,
    ledger: str | None,
    most: int | None,
    by: str | None,
    unit: str,
    number: str,
    brief: str | None,
    bureau: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """看一段日子里的舆情：转载和相近的算一件，说的是哪里、哪个机构、什么事；哪一天比平常多得多。

    只读给出的文件，不联网。语气的词只用来排先后，不作结论。有突增的，退出码为 1。
    """
    from jixiao.service.opinion.feed_files import read_feeds  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.opinion.tags import read_gazetteer  # noqa: PLC0415
    from jixiao.service.opinion.watch import KEYS, look  # noqa: PLC0415

    begins, ends = day_of(first), day_of(last)
    if begins > ends:
        message = f"--from {begins} 晚于 --to {ends}。请改正。"
        raise JixiaoError(message)
    if most and not (ledger and by):
        message = "立案要写明案件账 --ledger 和谁立案 --by。"
        raise JixiaoError(message)
    terms, topics = terms_of(code, parameters, ends), _topics(own_topics)
    gazetteer = read_gazetteer(Path(places)) if places else []
    items = read_feeds([Path(each) for each in feeds])
    watch = look(items, begins, ends, gazetteer, topics, terms)
    _show(watch, topics)
    if not places:
        click.echo("注意：没有给地方和机构表（--places），没有认地方和机构")
    if table:
        _write_stories(watch, Path(table))
    if most and ledger and by:
        _open(watch, most, Path(ledger), by)
    if brief:
        _write_brief(watch, terms, Path(brief), unit, number, ledger)
    if brief and bureau:
        _keep_brief(watch, number, bureau)
    show_terms(terms, KEYS)
    return int(bool(watch.bursts))


@click.command(
    name="clocks",
    short_help="立案的舆情各在几小时、几个工作日内回应：按时、超时、过期没有做。",
    cls=Command,
)
@click.argument("ledger", metavar="CASES.db")
@click.option(
    "--csv", "table", metavar="FILE", help="写成舆情处置表，收进来供指标取数。"
)
@click.option("--keep", "bureau", metavar="BUREAU", help=KEEP)
def clocks(ledger: str, *, table: str | None, bureau: str | None) -> int:
    """看每件舆情的等级和时限。没有定级的列出来。有超时、过期的，退出码为 1。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.opinion.ladder import Pace, climb, grade_of, load_ladder  # noqa: PLC0415
    from jixiao.service.opinion.opinion_cases import COLUMNS, opinion_rows, own_cases  # noqa: PLC0415

    ladder, at = load_ladder(), now()
    with open_ledger(Path(ledger)) as opened:
        cases = own_cases(opened)
    is_late = False
    for case in cases:
        click.echo(
            f"{case.code}　{grade_of(case, ladder) or '没有定级'}　{case.state}　{case.title}"
        )
        for each in climb(case, ladder, at):
            is_late |= each.pace in (Pace.LATE, Pace.OVERDUE)
            click.echo(f"  {_clock_line(each)}")
    click.echo(f"{len(cases)} 件；{ladder.title}（{ladder.since} 起）")
    if table:
        write_table(Path(table), COLUMNS, opinion_rows(cases, ladder, at))
    if bureau:
        from jixiao.fund.records.own_rows import OPINIONS  # noqa: PLC0415 — as above
        from jixiao.service.opinion.brief_row import case_rows  # noqa: PLC0415

        keep_rows(bureau, OPINIONS, case_rows(cases, ladder, at))
    return int(is_late)


def _clock_line(each: "Climbed") -> str:
    done = f"{each.done:%m-%d %H:%M}" if each.done else "还没有做"
    return f"{each.rung.step}（{each.rung.terms}）应在 {each.due:%m-%d %H:%M} 以前，{done}，{each.pace}"


def _topics(path: str | None) -> "Topics":
    from jixiao.service.opinion.tags import load_topics, topics_of  # noqa: PLC0415 — as above

    return topics_of(Path(path)) if path else load_topics()


def _show(watch: "Watch", topics: "Topics") -> None:
    from jixiao.masking import without_persons  # noqa: PLC0415 — as above

    click.echo(
        f"{watch.first} 至 {watch.last}：{watch.items} 条，{len(watch.stories)} 件"
    )
    for topic, count in watch.by_topic():
        click.echo(f"事由 {topic} {count} 件")
    for each in watch.bursts:
        usual = f"以前同一天中位 {float(each.usual):g} 条"
        click.echo(f"突增 {each.day} {each.topic} {each.count} 条，{usual}")
    for story in watch.stories[:_SHOWN]:
        about = "、".join((*story.places, *story.organs))
        click.echo(
            f"{story.first.at:%m-%d %H:%M}　{without_persons(story.first.title)}　"
            f"{len(story.items)} 条　{about}　{'、'.join(story.topics)}"
        )
    if len(watch.stories) > _SHOWN:
        click.echo(f"另有 {len(watch.stories) - _SHOWN} 件")
    if watch.undated:
        click.echo(f"注意：有 {len(watch.undated)} 条没有写时间，没有算进来")
    if watch.unjudged:
        click.echo(f"注意：有 {watch.unjudged} 天以前的记录不够，没有看突增")
    click.echo(f"事由和词：{topics.line}")


def _write_stories(watch: "Watch", path: Path) -> None:
    from jixiao.masking import without_persons  # noqa: PLC0415 — as above

    rows = [
        (
            f"{story.first.at}",
            without_persons(story.first.title),
            "、".join(story.sources),
            str(len(story.items)),
            "、".join(story.places),
            "、".join(story.organs),
            "、".join(story.topics),
            str(story.tone),
            story.first.url,
        )
        for story in watch.stories
    ]
    write_table(path, _HEADS, rows)


def _open(watch: "Watch", most: int, path: Path, by: str) -> None:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — as above
    from jixiao.service.opinion.opinion_cases import open_stories  # noqa: PLC0415

    with open_ledger(path) as opened:
        codes = open_stories(opened, watch.stories[:most], by=by, at=now())
    click.echo(
        f"新立 {len(codes)} 案" + (f"：{codes[0]} 至 {codes[-1]}" if codes else "")
    )


def _write_brief(
    watch: "Watch",
    terms: "Terms",
    path: Path,
    unit: str,
    number: str,
    ledger: str | None,
) -> None:
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415 — as above
    from jixiao.publication.writers.opinion_brief import (  # noqa: PLC0415
        Brief,
        brief_docx,
        brief_html,
    )
    from jixiao.service.opinion.watch import KEYS  # noqa: PLC0415

    if path.suffix not in (".docx", ".html"):
        message = f"简报要写成 .docx 或 .html，现为 {path.name}。请改名。"
        raise JixiaoError(message)
    today: date = now().date()
    used = [*lines_of(terms, KEYS)]
    brief = Brief(unit, number, watch, _climbed(ledger), used, today)
    with writing(path.parent), whole(path) as half:
        is_page = path.suffix == ".html"
        half.write_bytes(brief_html(brief).encode() if is_page else brief_docx(brief))
    click.echo(f"已写入 {path.name}")


def _keep_brief(watch: "Watch", number: str, bureau: str) -> None:
    from jixiao.fund.records.own_rows import BRIEFS  # noqa: PLC0415 — as above
    from jixiao.service.opinion.brief_row import brief_row  # noqa: PLC0415

    keep_rows(bureau, BRIEFS, [brief_row(watch, number, now().date())])


def _climbed(ledger: str | None) -> "list[tuple[str, Climbed]]":
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — as above
    from jixiao.service.opinion.ladder import climb, load_ladder  # noqa: PLC0415
    from jixiao.service.opinion.opinion_cases import own_cases  # noqa: PLC0415

    if not ledger or not Path(ledger).is_file():
        return []
    with open_ledger(Path(ledger)) as opened:
        cases = own_cases(opened)
    return [
        (case.code, rung)
        for case in cases
        for rung in climb(case, load_ladder(), now())
    ]
