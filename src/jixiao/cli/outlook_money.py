"""`jixiao outlook instant`, `agree`, `prepaid`: claims and their days, prepayments and what is out."""

from pathlib import Path

import click

from jixiao.cli.cases import day_of, now, show_opened, there
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.outlook import FOLDER, MONTH, month_of, records_until
from jixiao.cli.outlook_cases import LEDGER
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError

_SHOWN = 20


@click.command(short_help="即时结算：申报和拨付的期限、逾期的、占比。", cls=Command)
@FOLDER
@MONTH
@click.option("--today", metavar="DATE", help="看到哪一天；不写就是今天。")
@with_terms
def instant(
    folder: str, *, month: str, today: str | None, code: str, parameters: str | None
) -> int:
    """一个月的费用：各机构几日以前申报、截止后几个工作日内拨付，逾期的连同原因；即时结算的金额和机构占比。

    看定点机构费用申报拨付表（INST_CLAIM）。放假安排还没有公布的年份，算不了的写明。有逾期的，退出码为 1。
    """
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.instant_settlement import KEYS, instant_month  # noqa: PLC0415
    from jixiao.fund.outlook.printing import printed  # noqa: PLC0415
    from jixiao.money import in_yuan  # noqa: PLC0415

    on = month_of(month)
    terms = terms_of(code, parameters, month_end(on))
    day = day_of(today) if today else now().date()
    with records_until(folder, on, 1) as records:
        judged = instant_month(records, on, terms, day)
    shares = judged.shares
    for title, share, key in (
        ("拨付金额", shares.of_money, "instant.money_share"),
        ("机构", shares.of_institutions, "instant.institution_share"),
    ):
        share_reached = printed(share * 100 if share is not None else None)
        wanted = printed(terms.factor(key) * 100) if key in terms else "没有写明"
        click.echo(f"即时结算{title}占比 {share_reached}%，要求 {wanted}%")
    click.echo(f"申报 {judged.claims} 笔，逾期 {len(judged.late)} 处：")
    for late in judged.late[:_SHOWN]:
        done = f"{late.on}" if late.on else "还没有"
        reason = late.reason or "没有写原因"
        click.echo(
            f"  {late.number}　{late.institution}　{in_yuan(late.amount)} 元　"
            f"{late.what}应在 {late.due} 以前，实际 {done}　{reason}"
        )
    if len(judged.late) > _SHOWN:
        click.echo(f"  还有 {len(judged.late) - _SHOWN} 处")
    for why in judged.unsure:
        click.echo(f"判断不了 {why}")
    show_terms(terms, KEYS)
    return int(bool(judged.late or judged.unsure))


@click.command(short_help="符合条件的险种，与机构立预付协议。", cls=Command)
@FOLDER
@LEDGER
@MONTH
@click.option("--scheme", required=True, metavar="CODE", help="哪个险种，如 390。")
@click.option(
    "--institution",
    "chosen",
    multiple=True,
    metavar="CODE",
    help="与哪家机构；可写多次。",
)
@click.option("--by", required=True, metavar="姓名", help="谁立。")
@with_terms
def agree(
    folder: str,
    ledger: str,
    *,
    month: str,
    scheme: str,
    chosen: tuple[str, ...],
    by: str,
    code: str,
    parameters: str | None,
) -> int:
    """险种符合预付条件的，与写明的机构各立一案：金额约一个月的统筹支付。不写机构就只列出各家的额度和评定。

    条件有一条不符合或不能判断的，不立，写明是哪一条。接着用 jixiao cases move 办：签协议、同意拨付、
    拨付、收回、结清；协议和通知用 jixiao cases letter 写。
    """
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.foreseen import SEEN_BACK  # noqa: PLC0415
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415
    from jixiao.fund.outlook.prepayment import check_terms, prepayment  # noqa: PLC0415
    from jixiao.fund.outlook.prepayment_ledger import (  # noqa: PLC0415
        allotments,
        open_prepayment,
    )
    from jixiao.fund.outlook.warning_cases import Hand  # noqa: PLC0415
    from jixiao.money import in_yuan  # noqa: PLC0415

    on = month_of(month)
    terms = terms_of(code, parameters, month_end(on))
    check_terms(terms)
    with (
        records_until(folder, on, SEEN_BACK) as records,
        open_ledger(Path(ledger)) as opened,
    ):
        verdicts, lacking = prepayment(records, on, terms)
        verdict = next((v for v in verdicts if v.scheme == scheme), None)
        if verdict is None:
            message = f"没有险种 {scheme} 到 {month} 的 12 个月收支。{''.join(lacking)}"
            raise JixiaoError(message)
        allotted = allotments(records, on, scheme, terms, opened)
        if not chosen:
            for each in allotted[:_SHOWN]:
                named = f"{each.institution} {each.name}".strip()
                click.echo(f"{named}　{in_yuan(each.amount)} 元　{each.grading}")
            return 0
        wanted = [each for each in allotted if each.institution in chosen]
        if strange := {*chosen} - {each.institution for each in wanted}:
            message = f"险种 {scheme} 最近 12 个月没有付过 {'、'.join(sorted(strange))}。请核对机构编号。"
            raise JixiaoError(message)
        codes = open_prepayment(opened, verdict, wanted, on, Hand(by, now()))
    show_opened(codes)
    return 0


@click.command(short_help="预付台账：协议、拨付、收回、还在外的。", cls=Command)
@LEDGER
@click.option("--year", type=COUNT, help="只列哪一年立的。")
def prepaid(ledger: str, *, year: int | None) -> int:
    """各笔预付金的协议金额、拨付、收回和还在外的，到期日；合计。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.prepayment_ledger import prepayment_line, prepayment_rows  # noqa: PLC0415
    from jixiao.money import in_yuan  # noqa: PLC0415

    with open_ledger(there(ledger)) as opened:
        rows = prepayment_rows(opened)
    rows = [row for row in rows if year is None or row.case.startswith(f"{year}-")]
    for row in rows:
        click.echo(prepayment_line(row))
    sums = (sum(getattr(row, name) for row in rows) for name in ("agreed", "paid", "repaid", "left"))  # fmt: skip
    agreed, paid, repaid, left = (in_yuan(fen) for fen in sums)
    click.echo(
        f"共 {len(rows)} 笔：协议 {agreed}、拨付 {paid}、收回 {repaid}、还在外 {left} 元"
    )
    return 0
