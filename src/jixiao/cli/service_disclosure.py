"""`jixiao service disclosure`: one's own site, as it was exported, against the indicators."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import day_of, now
from jixiao.cli.csv_table import write_table
from jixiao.cli.kept_rows import KEEP, keep_rows
from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.words import Command
from jixiao.errors import JixiaoError, whole, writing

if TYPE_CHECKING:
    from jixiao.service.disclosure.faults import Fault, FaultKind
    from jixiao.service.disclosure.indicators import Scheme
    from jixiao.service.disclosure.inspection import Inspection
    from jixiao.service.disclosure.scoring import ScoreSheet
    from jixiao.service.disclosure.site_cases import Mended

_SHOWN = 5
_HEADS = ("问题", "位置", "说明", "核对")


@click.command(
    name="disclosure",
    short_help="政务公开巡检：自己网站的导出，对照 2019 年检查指标打分。",
    cls=Command,
)
@click.argument("folder", metavar="DIR")
@click.option(
    "--columns",
    "plan",
    required=True,
    metavar="FILE",
    help="栏目表：栏目、网址、类别、更新天数。",
)
@click.option("--day", required=True, metavar="DATE", help="哪一天巡检，如 2026-03-31。")  # fmt: skip
@click.option("--home", default="", metavar="URL", help="首页网址；不写取最短的。")
@click.option("--accounts", metavar="FILE", help="应公开的预算决算：年度、种类、批复日期。")  # fmt: skip
@click.option("--words", metavar="FILE", help="自己的词表：错误、正确、例外、严重。")
@click.option("--hand", metavar="FILE", help="人工核对过的指标：代码、数量、说明。")
@click.option("--visits", metavar="FILE", help="访问记录，同 service probe 写的表。")
@click.option("--messages", metavar="FILE", help="留言：编号、提交日期、答复日期。")
@click.option("--whole", "is_whole", is_flag=True, help="导出是全站：里面没有的就是错链、没有公开。")  # fmt: skip
@click.option("--no-services", is_flag=True, help="没有对外服务的部门，按 75 分折算。")
@click.option("--unit", default="", metavar="NAME", help="被巡检的单位，写在评分表和通知上。")  # fmt: skip
@click.option("--answer-by", metavar="DATE", help="整改通知的答复期限。")
@click.option("--csv", "table", metavar="FILE", help="写一份明细。")
@click.option("--sheet", metavar="FILE", help="写评分表（docx）。")
@click.option("--letter", metavar="FILE", help="写整改通知（docx）。")
@click.option("--ledger", metavar="CASES.db", help="案件账：以前的巡检整改了多少。")
@click.option("--open", "opens", is_flag=True, help="把发现的问题立为一案，写进 --ledger。")  # fmt: skip
@click.option("--by", metavar="NAME", help="谁立案。")
@click.option("--keep", "bureau", metavar="BUREAU", help=KEEP)
def disclosure(
    folder: str,
    *,
    plan: str,
    day: str,
    home: str,
    accounts: str | None,
    words: str | None,
    hand: str | None,
    visits: str | None,
    messages: str | None,
    is_whole: bool,
    no_services: bool,
    unit: str,
    answer_by: str | None,
    table: str | None,
    sheet: str | None,
    letter: str | None,
    ledger: str | None,
    opens: bool,
    by: str | None,
    bureau: str | None,
) -> int:
    """巡检 DIR 里存下来的网页和附件；有 index.csv（网址、文件、状态）的按它，没有的按文件的路径。

    先看单项否决，再扣分。说不准的列为待核，不扣分；没有核对的指标列出来，得分写“至多”。
    不联网，也不判断政治表述和涉密：那些由人看，看过的写进 --hand。有问题的，退出码为 1。
    """
    from jixiao.publication.site_accounts import look_at_account  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.disclosure.accounts import read_due  # noqa: PLC0415
    from jixiao.service.disclosure.columns import read_plan  # noqa: PLC0415
    from jixiao.service.disclosure.indicators import load_scheme  # noqa: PLC0415
    from jixiao.service.disclosure.inspection import Asked, inspect_site  # noqa: PLC0415
    from jixiao.service.disclosure.scoring import read_hand, score  # noqa: PLC0415
    from jixiao.service.disclosure.site_export import open_export  # noqa: PLC0415
    from jixiao.service.disclosure.wording import load_wording, with_own  # noqa: PLC0415
    from jixiao.settings import Settings  # noqa: PLC0415

    if opens and not (ledger and by):
        message = "立案要写明案件账 --ledger 和谁立案 --by。"
        raise JixiaoError(message)
    scheme, on = load_scheme(), day_of(day)
    wording = load_wording()
    if words:
        wording = with_own(wording, Path(words))
    export = open_export(Path(folder), home, is_whole=is_whole)
    logs = _logs(visits, messages, scheme, on, export.home)
    due = read_due(Path(accounts)) if accounts else []
    counted = read_hand(Path(hand), scheme) if hand else {}
    asked = Asked(
        read_plan(Path(plan)), scheme, wording, on, due, look_at_account, logs
    )
    with progress_bar() as progress:
        seen = inspect_site(export, asked, Settings.load(), progress)
    scored = score(seen, scheme, counted, has_services=not no_services)
    _show(seen, scheme, scored)
    click.echo(f"词表：{wording.line}")
    if table:
        rows = [
            (f.kind, f.where, f.says, "" if f.is_sure else "待核") for f in seen.faults
        ]
        write_table(Path(table), _HEADS, rows)
    _write(unit, seen, scheme, scored, sheet, letter, answer_by)
    if opens and ledger and by:
        _open(seen, Path(ledger), by)
    if bureau:
        _keep(seen, scored, bureau, ledger)
    is_open = bool(seen.faults or seen.notes or scored.unchecked)
    return int(is_open)


def _open(seen: "Inspection", path: Path, by: str) -> None:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — as above
    from jixiao.service.disclosure.site_cases import open_inspection  # noqa: PLC0415

    with open_ledger(path) as opened:
        code = open_inspection(opened, seen, by=by, at=now())
    click.echo(f"新立 1 案：{code}" if code else "没有新的问题，没有立案")


def _keep(
    seen: "Inspection", scored: "ScoreSheet", bureau: str, ledger: str | None
) -> None:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — as above
    from jixiao.fund.records.own_rows import INSPECTIONS  # noqa: PLC0415
    from jixiao.service.disclosure.site_cases import (  # noqa: PLC0415
        inspection_row,
        mended_of,
        number_of,
        own_cases,
    )

    mended: dict[str, Mended] = {}
    if ledger and Path(ledger).is_file():
        with open_ledger(Path(ledger)) as opened:
            mended = mended_of(own_cases(opened))
    row = inspection_row(seen, scored, mended.pop(number_of(seen), None))
    keep_rows(bureau, INSPECTIONS, [row])
    _keep_mended(bureau, mended)


def _keep_mended(bureau: str, mended: "Mapping[str, Mended]") -> None:
    """Write down what was mended of earlier inspections that are kept."""
    from jixiao.fund.records.own_rows import INSPECTIONS, own_rows  # noqa: PLC0415 — as above
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(bureau)) as engine:
        rows_before = own_rows(engine, INSPECTIONS)
    earlier = [
        row | {"rectified": Decimal(mended[row["inspection_no"]].passed)}
        for row in rows_before
        if row["inspection_no"] in mended
    ]
    if earlier:
        keep_rows(bureau, INSPECTIONS, earlier)


def _logs(
    visits: str | None, messages: str | None, scheme: "Scheme", on: date, home: str
) -> "Mapping[FaultKind, Sequence[Fault]]":
    from jixiao.service.disclosure.answers import message_faults, reach_faults  # noqa: PLC0415 — as above
    from jixiao.service.disclosure.faults import FaultKind  # noqa: PLC0415

    logs: dict[FaultKind, Sequence[Fault]] = {}
    if visits:
        logs[FaultKind.UNREACHABLE] = reach_faults(Path(visits), home, scheme)
    if messages:
        logs[FaultKind.UNANSWERED] = message_faults(Path(messages), scheme, on)
    return logs


def _show(seen: "Inspection", scheme: "Scheme", sheet: "ScoreSheet") -> None:
    from jixiao.publication.site_inspection import result_line  # noqa: PLC0415 — as above

    click.echo(
        f"{seen.home}（{seen.day}）：网页 {seen.pages} 个，附件 {seen.attachments} 个，"
        f"链接 {seen.links} 处"
    )
    for each in seen.columns:
        last = each.last or "—"
        click.echo(f"栏目 {each.name}　{each.kind}　{each.entries} 条　最后 {last}　{each.state}")  # fmt: skip
    for kind, count in Counter(fault.kind for fault in seen.faults).items():
        unsure = sum(not fault.is_sure for fault in seen.of(kind))
        click.echo(f"{kind} {count} 处" + (f"，其中待核 {unsure} 处" if unsure else ""))
        for fault in seen.of(kind)[:_SHOWN]:
            click.echo(f"  {fault.where}　{fault.says}" + ("" if fault.is_sure else "（待核）"))  # fmt: skip
        if count > _SHOWN:
            click.echo(f"  另有 {count - _SHOWN} 处")
    for line in sheet.vetoes:
        click.echo(f"单项否决 {line.veto.code} {line.veto.title}：{line.standing}")
    for off in sheet.deductions:
        if off.points:
            click.echo(f"扣分 {off.deduction.code} {off.deduction.title}：{off.points}")
    click.echo(result_line(sheet))
    if sheet.unchecked:
        click.echo(f"没有核对：{'；'.join(sheet.unchecked)}")
    for note in seen.notes:
        click.echo(f"注意：{note}")
    click.echo(f"依据：{scheme.line}；没有见到原文的：{'、'.join(scheme.unconfirmed)}")


def _write(
    unit: str,
    seen: "Inspection",
    scheme: "Scheme",
    scored: "ScoreSheet",
    sheet: str | None,
    letter: str | None,
    answer_by: str | None,
) -> None:
    from jixiao.publication.site_inspection import (  # noqa: PLC0415 — as above
        rectification_docx,
        score_sheet_docx,
    )

    name = unit or seen.home
    if sheet:
        _write_docx(sheet, score_sheet_docx(name, seen, scheme, scored))
    if letter:
        if not answer_by:
            message = "整改通知要写答复期限，请用 --answer-by 给出日期。"
            raise JixiaoError(message)
        content = rectification_docx(
            name, "＿＿＿＿", seen, scheme, scored, day_of(answer_by)
        )
        _write_docx(letter, content)


def _write_docx(file: str, content: bytes) -> None:
    path = Path(file)
    with writing(path.parent), whole(path) as half:
        half.write_bytes(content)
    click.echo(f"已写入 {path.name}")
