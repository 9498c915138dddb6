"""`jixiao dip special`: cases judged alone, from the application to the answer."""

from pathlib import Path

import click

from jixiao.cli.cases import now, there
from jixiao.cli.dip_argument import panel_of
from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.words import COUNT, Command, CommandGroup
from jixiao.money import in_yuan

_SHOWN = 20
_YEAR = click.option("--year", required=True, type=COUNT, help="哪一年。")
_BY = click.option("--by", required=True, metavar="姓名", help="谁办的。")
_LEDGER = click.argument("ledger", metavar="LEDGER.db")


@click.group(
    "special", short_help="特例单议：申请、抽专家、表决、答复、重算。", cls=CommandGroup
)
def special() -> None:
    """特例单议走案件账：申请和审核、评议和决定不是一个人；专家按案件的摘要抽，谁抽都一样；通过的按费用计分。"""


@special.command(short_help="列出可以申请的病例和限额。", cls=Command)
@click.argument("folder", metavar="DIR")
@_YEAR
@with_terms
def eligible(folder: str, *, year: int, code: str, parameters: str | None) -> int:
    """列出清算年度里费用超过支付标准若干倍的病例，最多的在前，和全统筹区的限额。"""
    from jixiao.fund.payment.special_review import KEYS, eligible_cases  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        candidates = eligible_cases(engine, year, terms)
    click.echo(f"{year} 年病例 {candidates.discharges} 例，限额 {candidates.quota} 例")
    click.echo(f"可以申请的 {len(candidates.eligible)} 例：")
    for each in candidates.eligible[:_SHOWN]:
        click.echo(f"  {each.setl_id}　{each.hospital}　{each.group}　费用 {in_yuan(each.cost)} 元，"
                   f"标准 {in_yuan(each.standard)} 元，{each.times:.2f} 倍")  # fmt: skip
    show_terms(terms, list(KEYS))
    return 0


@special.command(short_help="机构为一例申请。", cls=Command)
@click.argument("folder", metavar="DIR")
@_LEDGER
@click.argument("setl_id", metavar="结算ID")
@_YEAR
@click.option(
    "--reason", required=True, help="费用超高、住院超长、多学科会诊、新药新技术、其他。"
)
@click.option("--why", required=True, help="情况说明。")
@_BY
def apply(
    folder: str, ledger: str, setl_id: str, *, year: int, reason: str, why: str, by: str
) -> int:
    """立一案；已经申请过的不再立。材料不全用 jixiao cases move 退回补正，齐了就受理。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415
    from jixiao.fund.payment import special_review  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine, open_ledger(Path(ledger)) as opened:
        code = special_review.apply(
            opened, engine, year, setl_id, reason, why, by, now()
        )
    click.echo(f"已立 {code}")
    return 0


@special.command(short_help="按案件的摘要抽专家，本院的不抽。", cls=Command)
@_LEDGER
@click.argument("code", metavar="案件编号")
@click.option(
    "--experts",
    required=True,
    metavar="FILE.csv",
    help="专家名单：expert, specialty, hospital。",
)
@click.option("--count", default=3, type=COUNT, help="抽几位，单数；不写为 3。")
@_BY
def draw(ledger: str, code: str, *, experts: str, count: int, by: str) -> int:
    """抽到谁由案件最后一步的摘要定，名单不变，谁来抽都一样。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415
    from jixiao.fund.payment import special_review  # noqa: PLC0415

    panel = panel_of(experts)
    with open_ledger(there(ledger)) as opened:
        drawn = special_review.draw(opened, code, panel, count, by, now())
    click.echo(f"{code} 抽到：{'、'.join(expert.name for expert in drawn)}")
    return 0


@special.command(short_help="抽到的专家投票。", cls=Command)
@_LEDGER
@click.argument("code", metavar="案件编号")
@click.option("--by", required=True, metavar="姓名", help="哪位专家。")
@click.option("--opinion", required=True, help="同意 或 不同意。")
@click.option("--why", required=True, help="理由。")
def vote(ledger: str, code: str, *, by: str, opinion: str, why: str) -> int:
    """每位专家投一次，要写理由。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415
    from jixiao.fund.payment import special_review  # noqa: PLC0415

    with open_ledger(there(ledger)) as opened:
        special_review.vote(opened, code, by, opinion, why, now())
    click.echo(f"{code}：{by} 的票已记下")
    return 0


@special.command(short_help="都投完后定下来，写答复。", cls=Command)
@_LEDGER
@click.argument("code", metavar="案件编号")
@_BY
@click.option("--to", "into", metavar="DIR", help="把答复（docx）写进哪个文件夹。")
def decide(ledger: str, code: str, *, by: str, into: str | None) -> int:
    """过半同意的通过。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415
    from jixiao.fund.payment import special_review  # noqa: PLC0415

    with open_ledger(there(ledger)) as opened:
        passes = special_review.decide(opened, code, by, now())
        case = opened.case(code)
    if into:
        from jixiao.publication import write_special_answer  # noqa: PLC0415

        write_special_answer(case, Path(into) / f"{code}-特例单议答复.docx")
    click.echo(f"{code}：{'通过' if passes else '不通过'}")
    return 0


@special.command(short_help="把通过的留下来，下次清算按费用计分。", cls=Command)
@click.argument("folder", metavar="DIR")
@_LEDGER
@_YEAR
@with_terms
def keep(
    folder: str, ledger: str, *, year: int, code: str, parameters: str | None
) -> int:
    """通过的多于限额的，不留。留下后再用 jixiao dip settle 清算。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415
    from jixiao.fund.payment import special_review  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine, open_ledger(there(ledger)) as opened:
        count = special_review.keep_passed(opened, engine, year, terms)
    click.echo(f"{year} 年通过的 {count} 例已留下")
    show_terms(terms, list(special_review.KEYS))
    return 0


@special.command(short_help="各机构申请、通过几例，公布用。", cls=Command)
@_LEDGER
@_YEAR
def counts(ledger: str, *, year: int) -> int:
    """按机构数这一年申请、已定、通过的例数，通过的总费用和记账的基金。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415
    from jixiao.fund.payment.special_review import count_reviews  # noqa: PLC0415

    with open_ledger(there(ledger)) as opened:
        counted = count_reviews(opened, year)
    click.echo(f"{year} 年特例单议：申请 {sum(each.applied for each in counted)} 例，"
               f"通过 {sum(each.passed for each in counted)} 例")  # fmt: skip
    for each in counted:
        click.echo(
            f"  {each.hospital}　申请 {each.applied}　已定 {each.decided}　通过 {each.passed}　"
            f"费用 {in_yuan(each.cost)} 元　基金 {in_yuan(each.fund)} 元"
        )
    return 0
