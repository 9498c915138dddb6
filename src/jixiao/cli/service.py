"""`jixiao service`: what a bureau keeps of itself, its systems and its archive."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import day_of, now
from jixiao.cli.csv_table import write_table
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.service_faces import faces
from jixiao.cli.service_papers import papers
from jixiao.cli.words import CommandGroup
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.period import Period
    from jixiao.service.systems.answering import Answer, Promptness
    from jixiao.service.systems.month import Month, SystemMonth
    from jixiao.service.systems.points import Points

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_MINUTE = 60
_SHOWN = 15


@click.group(
    name="service",
    short_help="局里自己的事：信息系统、业务档案、政务公开巡检、舆情、内部控制。",
    cls=CommandGroup,
)
def service() -> None:
    """局里自己的事：信息系统、业务档案。"""


@service.command(
    short_help="一个月的信息系统：运行率、响应、恢复、漏报，专线和服务点。"
)
@click.argument("folder", metavar="DIR")
@click.option("--month", required=True, metavar="MONTH", help="哪一月，如 2026-03。")
@with_terms
def systems(folder: str, *, month: str, code: str, parameters: str | None) -> int:
    """看一个月。停用时间重叠的只算一次；事先公告的停机从总时间里去掉，没有事先公告的不去掉。

    当月没有过完的看到现在。没有事件也没有探测的系统不算运行率。有不达标、超时、漏报、时间写反、说不准的，
    退出码为 1。
    """
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.systems.month import KEYS, look  # noqa: PLC0415

    period = _month(month)
    terms = terms_of(code, parameters, period.last)
    with open_engine(Path(folder)) as engine:
        seen = look(engine, period, now(), terms)
    click.echo(f"{month} 信息系统（到 {seen.until:%Y-%m-%d %H:%M} 为止）")
    for each in seen.systems:
        _show_system(each, seen.least_share)
    _show_answers("响应", seen.response, seen.responses, seen.percentile)
    _show_answers("恢复", seen.restoring, seen.restorings, seen.percentile)
    for grade, (response, restoring) in seen.by_grade.items():
        rates = (_rate(response), _rate(restoring))
        click.echo(
            f"  {grade or '没有写等级'}：响应按时 {rates[0]}，恢复按时 {rates[1]}"
        )
    if seen.points is not None:
        _show_points(seen.points)
    for note in seen.doubts:
        click.echo(f"注意：{note}")
    show_terms(terms, KEYS)
    return int(_is_open(seen))


@service.command(
    short_help="业务档案：件号、装盒、期限、页数、签字、借阅、到期和销毁。"
)
@click.argument("folder", metavar="DIR")
@click.option("--day", required=True, metavar="DATE", help="哪一天，如 2026-03-31。")
@with_terms
def archives(folder: str, *, day: str, code: str, parameters: str | None) -> int:
    """看登记的业务档案：哪些不对，哪些到期可以提请销毁（借出的、永久的不在内）。

    期限按材料种类核对，种类没有写或期限表里没有的写明没有核对。有不对的，退出码为 1。
    """
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.engine import STORE  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.service.archives.archive import ARCHIVE, open_archive  # noqa: PLC0415
    from jixiao.service.archives.kept_papers import (  # noqa: PLC0415
        KEYS,
        archived_register,
        read_register,
    )
    from jixiao.service.archives.register import faults  # noqa: PLC0415
    from jixiao.service.archives.retention import schedules_of  # noqa: PLC0415

    on, schedules = day_of(day), schedules_of(Path(folder))
    terms = terms_of(code, parameters, on)
    counts_from = terms.choice("archives.counts_from")
    with ExitStack() as stack:
        kept = None
        if (Path(folder) / ARCHIVE).is_file():
            kept = stack.enter_context(open_archive(Path(folder)))
        if kept is None or (Path(folder) / STORE).is_file():
            records = Records(stack.enter_context(open_engine(Path(folder))))
            register = read_register(records, counts_from, kept)
        else:
            register = archived_register(kept, counts_from)
        changed = kept.changed_files() if kept else []
    for number in changed:
        click.echo(f"电子件与归档时不同或不见了　{number}")
    wrong = [*faults(register, schedules, on, terms.count("archives.approvers"))]
    for fault in wrong:
        click.echo(f"{fault.title}　{fault.about}　{fault.why}")
    due = register.due(on)
    for item in due:
        click.echo(
            f"可提请销毁　{item.number}　{item.title}　{register.expiry(item)} 到期"
        )
    click.echo(
        f"登记 {len(register.items)} 件，不对或没有核对的 {len(wrong)} 处，可提请销毁 {len(due)} 件"
        f"\n期限依据：{schedules.line}"
    )
    show_terms(terms, KEYS)
    return int(bool(wrong or changed))


@service.command(short_help="探测一次写明的地址，记进系统探测表。")
@click.argument("addresses", metavar="ADDRESSES.csv")
@click.option("--to", "table", required=True, metavar="FILE", help="记进哪个 CSV，已有的行留着。")  # fmt: skip
def probe(addresses: str, *, table: str) -> int:
    """只探测 ADDRESSES.csv 里写的（系统名称、地址），地址写作 http://、https:// 或 tcp://主机:端口。

    一次一行，隔几分钟由操作系统的定时任务再运行；以后用 jixiao load 收进来。有不正常的，退出码为 1。
    """
    from jixiao.service.systems.probing import look_at  # noqa: PLC0415 — kept out of jixiao --help

    rows = _cells(Path(addresses), ("系统名称", "地址"))
    earlier = _cells(Path(table), _PROBED) if Path(table).exists() else []
    fresh: list[Sequence[str]] = []
    for system, address in rows:
        at = now()
        look = look_at(address, _WAIT)
        state = "正常" if look.is_ok else "不正常"
        click.echo(f"{system}　{state}　{look.milliseconds} 毫秒")
        fresh.append((system, f"{at}", str(int(look.is_ok)), str(look.milliseconds)))
    write_table(Path(table), _PROBED, (*earlier, *fresh))
    return int(any(row[2] == "0" for row in fresh))


_PROBED = ("系统名称", "探测时间", "是否正常", "用时（毫秒）")
_WAIT = 10.0
"""Seconds of silence after which a probe has failed."""


def _cells(path: Path, titles: Sequence[str]) -> list[Sequence[str]]:
    """Return the rows of a CSV that has these columns, in their order."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path.name} 读不出来。请核对文件名，或另存为 UTF-8 的 CSV。"
        raise JixiaoError(message) from error
    for number, row in enumerate(rows, 2):
        if any(not row.get(title) for title in titles):
            message = f"{path.name} 第 {number} 行应写明 {'、'.join(titles)}。请补上。"
            raise JixiaoError(message)
    return [[row[title] for title in titles] for row in rows]


def _month(text: str) -> "Period":
    from jixiao.period import Period, last_day  # noqa: PLC0415 — kept out of jixiao --help

    match = _MONTH.fullmatch(text)
    if match is None:
        message = f"--month 的“{text}”应写作 2026-03。"
        raise JixiaoError(message)
    return Period(date(int(match[1]), int(match[2]), 1), last_day(text))


def _show_system(each: "SystemMonth", least: Fraction) -> None:
    listed = "" if each.is_listed else "（启用表里这个月没有）"
    if each.by_log is None:
        click.echo(f"{each.name}{listed}　没有事件也没有探测，不能证明一直在运行")
        return
    run = each.by_log
    low = "　不达标" if _is_low(run.share, least) else ""
    click.echo(
        f"{each.name}{listed}　运行率 {_percent(run.share)}{low}　"
        f"总时间 {_minutes(run.service)} 分钟，停用 {_minutes(run.down)} 分钟，"
        f"公告停机 {_minutes(run.planned)} 分钟（不算）"
    )
    if run.weighted_down != run.down:
        click.echo(f"  按影响用户的比例：{_percent(run.weighted_share)}")
    if each.with_probes is not None:
        both = each.with_probes
        low = "　不达标" if _is_low(both.share, least) else ""
        click.echo(
            f"  连同探测：{_percent(both.share)}{low}，探测看着 {_minutes(each.watched)} 分钟"
        )
    for line in _doubts(each):
        click.echo(f"  {line}")


def _doubts(each: "SystemMonth") -> Iterator[str]:
    for begins, ends in each.unreported:
        yield f"没有报告的停用：{_time(begins)} 至 {_time(ends)}"
    for incident in each.open:
        yield f"{incident.number} 没有写恢复时间，按停到现在算"
    for incident in each.reversed:
        yield f"{incident.number} 恢复时间早于报告时间，停用没有算。请改正台账。"
    for incident in each.unannounced:
        yield f"{incident.number} 写作计划停机，没有事先公告，按停用算"


def _show_answers(
    title: str, came: "Promptness", answers: "Sequence[Answer]", percentile: int
) -> None:
    from jixiao.service.systems.answering import Outcome  # noqa: PLC0415 — kept out of jixiao --help

    counts = "，".join(
        f"{each} {came.outcomes[each]} 件" for each in Outcome if each in came.outcomes
    )
    times = ""
    if came.worst is not None and came.percentile is not None:
        times = (
            f"；第 {percentile} 百分位 {_minutes(came.percentile)} 分钟，"
            f"最长 {_minutes(came.worst)} 分钟"
        )
    click.echo(f"{title}按时率 {_rate(came)}（{counts or '没有事件'}）{times}")
    good = (Outcome.IN_TIME, Outcome.WAITING)
    listed = [each for each in answers if each.outcome not in good]
    for each in listed[:_SHOWN]:
        waited = "" if each.seconds is None else f"，{_minutes(each.seconds)} 分钟"
        grade = each.incident.grade or "没有写等级"
        click.echo(
            f"  {each.incident.number}　{each.incident.system}　{grade}　{each.outcome}{waited}"
        )
    if len(listed) > _SHOWN:
        click.echo(f"  另有 {len(listed) - _SHOWN} 件")


def _rate(came: "Promptness") -> str:
    return "无样本" if came.rate is None else _percent(came.rate)


def _show_points(points: "Points") -> None:
    click.echo(
        f"专线 {points.lines} 条，服务点 {points.points} 个：这个月上传了的 {points.uploading} 个，"
        f"没有上传的 {len(points.silent)} 个，看不出来的 {len(points.untold)} 个"
    )
    for each in points.silent[:_SHOWN]:
        click.echo(f"  {each.number}　{each.name}　没有上传")
    if len(points.silent) > _SHOWN:
        click.echo(f"  另有 {len(points.silent) - _SHOWN} 个没有上传")


def _is_open(seen: "Month") -> bool:
    """Whether somebody has to look at something."""
    from jixiao.service.systems.answering import Outcome  # noqa: PLC0415 — kept out of jixiao --help

    good = (Outcome.IN_TIME, Outcome.WAITING)
    answers = (*seen.responses, *seen.restorings)
    is_late = any(each.outcome not in good for each in answers)
    is_low = any(_needs_a_look(each, seen.least_share) for each in seen.systems)
    points = seen.points
    is_silent = points is not None and bool(points.silent or points.untold)
    return is_late or is_low or is_silent or bool(seen.late_windows)


def _needs_a_look(each: "SystemMonth", least: Fraction) -> bool:
    runs = (each.by_log, each.with_probes)
    is_low = any(run is not None and _is_low(run.share, least) for run in runs)
    is_untold = each.by_log is None or not each.is_listed
    return is_low or is_untold or any(_doubts(each))


def _is_low(share: Fraction | None, least: Fraction) -> bool:
    return share is not None and share < least


def _percent(share: Fraction | None) -> str:
    if share is None:
        return "无（这个月没有应运行的时间）"
    return f"{_rounded(share * 100, '0.001')}%"


def _minutes(seconds: int) -> str:
    """Seconds in minutes, with a digit where they are no whole ones."""
    if seconds % _MINUTE == 0:
        return str(seconds // _MINUTE)
    return str(_rounded(Fraction(seconds, _MINUTE), "0.1"))


def _rounded(number: Fraction, digits: str) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal(digits), ROUND_HALF_UP)


def _time(moment: datetime) -> str:
    return f"{moment:%m-%d %H:%M}"


service.add_command(papers)
service.add_command(faces)
