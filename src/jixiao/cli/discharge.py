"""`jixiao discharge`: stays that nobody settled, previewed, signed, closed together, and undone."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import check_opening, day_of, now, show_opened, there
from jixiao.cli.csv_table import write_table
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.settle import policy_named
from jixiao.cli.words import CommandGroup
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.parameters import Terms
    from jixiao.fund.payment.batch_discharge.preview import Closing, Preview
    from jixiao.fund.payment.receivables.balances import Receivables
    from jixiao.fund.store.engine import Engine

_SHOWN = 15
_TITLES = (
    "就诊ID",
    "机构",
    "类别",
    "证据",
    "出院日期",
    "医疗费（元）",
    "基金支付（元）",
    "个人应付（元）",
)
_FOLDER = click.argument("folder", metavar="DIR")
_LEDGER = click.argument("ledger", metavar="LEDGER.db")
_CODE = click.argument("batch", metavar="批次")
_BY = click.option("--by", required=True, metavar="姓名", help="谁办。")
_DAY = click.option("--day", required=True, metavar="DATE", help="截止哪一天，如 2026-06-30。")  # fmt: skip
_POLICY = click.option("--policy", required=True, metavar="CODE", help="按哪个政策结算。")  # fmt: skip
_POLICIES = click.option("--policies", metavar="DIR", help="自有政策（TOML）所在的文件夹。")  # fmt: skip


@click.group(
    name="discharge",
    short_help="集中办理出院：没有结算的住院分类、预览、两人签、执行、撤销。",
    cls=CommandGroup,
)
def discharge() -> None:
    """集中办理没有结算的住院。

    确在院的不办；死亡以后还有收费、有中途结算等有疑问的单独列出，不进批次。收进来的各表不改动，
    执行的行另记一表，撤销时记同样的负数。
    """


@discharge.command(short_help="截止一天没有结算的住院：分类、出院日期、各层支付。")
@_FOLDER
@_DAY
@_POLICY
@_POLICIES
@click.option("--csv", "table", metavar="FILE", help="把要办的逐人写成 CSV。")
@with_terms
def preview(
    folder: str,
    *,
    day: str,
    policy: str,
    policies: str | None,
    table: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """预览：每一次住院是什么类别、凭什么，哪天出院，基金和个人各付多少；什么也不留下。

    有要单独办理的，退出码为 1。
    """
    from jixiao.fund.payment.batch_discharge.sorting import KEYS  # noqa: PLC0415 — kept out of jixiao --help

    terms = terms_of(code, parameters, day_of(day))
    with _previewed(folder, day, policy, policies, terms) as (_, previewed):
        _show(previewed)
    if table:
        write_table(Path(table), _TITLES, map(_cells, previewed.closings))
    show_terms(terms, KEYS)
    return int(bool(previewed.apart))


@discharge.command("open", short_help="把预览的住院立为一批，等两人签。")
@_FOLDER
@_LEDGER
@_DAY
@_POLICY
@_POLICIES
@_BY
@with_terms
def open_(
    folder: str,
    ledger: str,
    *,
    day: str,
    policy: str,
    policies: str | None,
    by: str,
    code: str,
    parameters: str | None,
) -> int:
    """立一批；以后用 jixiao cases move 办初核、复核，三步不能由一个人办。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.batch_discharge.batch import open_batch  # noqa: PLC0415

    terms = terms_of(code, parameters, day_of(day))
    with (
        _previewed(folder, day, policy, policies, terms) as (_, previewed),
        open_ledger(Path(ledger)) as opened,
    ):
        number = open_batch(opened, previewed, by=by, at=now())
    counted = f"{len(previewed.closings)} 次住院，基金 {in_yuan(previewed.fund)} 元"
    click.echo(f"批次 {number}：{counted}")
    return 0


@discharge.command(short_help="执行签过的一批。")
@_FOLDER
@_LEDGER
@_CODE
@_DAY
@_POLICY
@_POLICIES
@_BY
@with_terms
def commit(
    folder: str,
    ledger: str,
    batch: str,
    *,
    day: str,
    policy: str,
    policies: str | None,
    by: str,
    code: str,
    parameters: str | None,
) -> int:
    """执行：没有签完、签过以后数据变了、已经办过的，说明原因不办。最后是各医院垫的钱少了多少。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.batch_discharge import batch as batches  # noqa: PLC0415

    terms = terms_of(code, parameters, day_of(day))
    with ExitStack() as stack:
        opened = stack.enter_context(open_ledger(there(ledger)))
        signed = [row.key for row in opened.case(batch).evidence]
        looked = _previewed(folder, day, policy, policies, terms, signed)
        engine, previewed = stack.enter_context(looked)
        done = batches.commit(engine, opened, batch, previewed, policy, by=by, at=now())
        carried = batches.advances(engine, previewed)
    click.echo(f"批次 {batch} 办了 {done} 次住院")
    for each in carried:
        change = f"{in_yuan(each.before)} → {in_yuan(each.after)} 元"
        click.echo(f"  {each.institution}　{each.stays} 次住院，垫付的基金 {change}")
    return 0


@discharge.command(short_help="撤销执行过的一批。")
@_FOLDER
@_LEDGER
@_CODE
@_BY
@click.option("--why", required=True, metavar="原因", help="为什么撤销。")
def reverse(folder: str, ledger: str, batch: str, *, by: str, why: str) -> int:
    """整批撤销：记同样的负数，各行相加为零。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.batch_discharge import batch as batches  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine, open_ledger(there(ledger)) as opened:
        undone = batches.reverse(engine, opened, batch, by=by, at=now(), why=why)
    click.echo(f"批次 {batch} 的 {undone} 次住院已撤销")
    return 0


@discharge.command(short_help="先诊疗后付费的欠费：账龄、该催的、对不上的。")
@_FOLDER
@_DAY
@click.option("--ledger", metavar="LEDGER.db", help="把该催的立为案件；要写 --by。")
@click.option("--by", metavar="姓名", help="谁立案。")
@with_terms
def owed(
    folder: str, *, day: str, ledger: str | None, by: str | None, code: str,
    parameters: str | None,
) -> int:  # fmt: skip
    """各协议到这一天欠多少、欠了多久；没有批准的核销不算。有逾期或对不上的，退出码为 1。"""
    from jixiao.fund.payment.receivables.balances import KEYS, receivables  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.records import Records  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    check_opening(ledger, by)
    on = day_of(day)
    terms = terms_of(code, parameters, on)
    with open_engine(Path(folder)) as engine:
        came = receivables(Records(engine), on, terms)
    for title, overdue in came.ages:
        click.echo(f"逾期 {title}：{in_yuan(overdue)} 元")
    for balance in came.reminders[:_SHOWN]:
        click.echo(
            f"  {balance.agreement}　{balance.institution}　逾期 {in_yuan(balance.overdue)} 元，"
            f"最早应付 {balance.oldest}"
        )
    click.echo(f"协议 {len(came.balances)} 份，该催的 {len(came.reminders)} 份")
    for doubt in came.doubts:
        click.echo(f"对不上：{doubt}")
    if ledger and by:
        _open_reminders(came, ledger, by)
    show_terms(terms, KEYS)
    return int(bool(came.reminders or came.doubts))


def _open_reminders(came: "Receivables", ledger: str, by: str) -> None:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.receivables.case_opening import open_reminders  # noqa: PLC0415

    with open_ledger(Path(ledger)) as opened:
        show_opened(open_reminders(opened, came, by=by, at=now()))


@contextmanager
def _previewed(
    folder: str,
    day: str,
    policy: str,
    policies: str | None,
    terms: "Terms",
    only: Sequence[str] = (),
) -> "Iterator[tuple[Engine, Preview]]":
    """Open a folder's records and preview its open stays, or only some of them."""
    from jixiao.fund.payment.batch_discharge.preview import preview as look  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    chosen = policy_named(policy, Path(policies) if policies else None)
    cutoff: date = day_of(day)
    with open_engine(Path(folder)) as engine:
        yield engine, look(engine, cutoff, [chosen], terms, only)


def _show(previewed: "Preview") -> None:
    kinds: dict[str, list[Closing]] = {}
    for closing in previewed.closings:
        kinds.setdefault(closing.stay.kind, []).append(closing)
    for kind, closings in kinds.items():
        fund = in_yuan(sum(closing.fund for closing in closings))
        person = in_yuan(sum(closing.person for closing in closings))
        click.echo(f"{kind} {len(closings)} 次：基金 {fund} 元，个人 {person} 元")
        for closing in closings[:_SHOWN]:
            stay = closing.stay
            fund = in_yuan(closing.fund)
            line = f"{stay.mdtrt_id}　{stay.close_on} 出院　{stay.evidence}"
            click.echo(f"  {line}　基金 {fund} 元")
        if len(closings) > _SHOWN:
            click.echo(f"  另有 {len(closings) - _SHOWN} 次，--csv 写出全部")
    click.echo(f"确在院 {len(previewed.in_hospital)} 次，不办")
    for stay, why in previewed.apart:
        click.echo(f"单独办理：{stay.mdtrt_id}　{stay.kind}，{stay.evidence}　{why}")
    counted = f"{len(previewed.closings)} 次，基金 {in_yuan(previewed.fund)} 元"
    click.echo(f"可以集中办理 {counted}")


def _cells(closing: "Closing") -> tuple[object, ...]:
    """A stay as a row of the table."""
    stay = closing.stay
    fees = sum(part.medfee for part in closing.parts)
    return (
        stay.mdtrt_id,
        stay.row["fixmedins_code"],
        stay.kind,
        stay.evidence,
        stay.close_on,
        in_yuan(fees),
        in_yuan(closing.fund),
        in_yuan(closing.person),
    )
