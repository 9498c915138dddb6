"""`jixiao tips`: what was told, who told it under seal, rewards and payments."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import DONE_AT, check_opening, day_of, done_at, fen_of, now
from jixiao.cli.key_file import write_new_key
from jixiao.cli.words import CommandGroup
from jixiao.errors import JixiaoError, writing
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.supervision.tips import Tip


@click.group(
    name="tips",
    short_help="举报：登记、加密的身份、奖励和发放。",
    cls=CommandGroup,
)
def tips() -> None:
    """举报登记。举报人身份用钥匙加密，钥匙另放；每次查阅都有记录，被举报的人查不了。"""


@tips.command(short_help="造一把钥匙，存到登记册以外的地方。")
@click.argument("file", metavar="KEY")
def key(file: str) -> int:
    """造一把新钥匙；丢了就再也看不到用它登记的身份。"""
    from jixiao.fund.supervision.tips import new_key  # noqa: PLC0415 — kept out of jixiao --help

    path = Path(file)
    write_new_key(path, file, new_key())
    click.echo(f"已写入 {file}，请另行保管")
    return 0


@tips.command(short_help="登记一件举报。")
@click.argument("register", metavar="TIPS.db")
@click.argument("code", metavar="编号")
@click.option("--channel", required=True, metavar="渠道", help="电话、来信、网络等。")
@click.option("--subject", required=True, metavar="对象", help="举报谁。")
@click.option("--fact", required=True, metavar="内容", help="举报什么。")
@click.option(
    "--accused", multiple=True, metavar="姓名", help="涉及的工作人员；可写几次。"
)
@click.option("--insider", is_flag=True, help="举报人是内部人员。")
@click.option("--name", metavar="姓名", help="实名举报人；不写为匿名。")
@click.option(
    "--contact", metavar="联系方式", default="", help="实名举报人的联系方式。"
)
@click.option("--key", "key_file", metavar="KEY", help="实名的要用钥匙加密。")
@click.option("--ledger", metavar="LEDGER.db", help="同时立为案件的案件账。")
@click.option("--by", metavar="姓名", help="立案时写：谁登记。")
@click.option("--at", metavar="DATE", help=DONE_AT)
def accept(
    register: str,
    code: str,
    *,
    channel: str,
    subject: str,
    fact: str,
    accused: tuple[str, ...],
    insider: bool,
    name: str | None,
    contact: str,
    key_file: str | None,
    ledger: str | None,
    by: str | None,
    at: str | None,
) -> int:
    """登记举报；实名的把身份加密存在另一张表里。--ledger 同时立案，案件里没有身份。

    立案以后的受理、核查、答复、奖励、领取用 jixiao cases 办，文书也在那里写。
    """
    from jixiao.fund.supervision.tips import Tip, open_register  # noqa: PLC0415 — kept out of jixiao --help

    check_opening(ledger, by)
    tip = Tip(code, channel, done_at(at), bool(name), insider, subject, fact, accused)
    identity = {"姓名": name, "联系方式": contact} if name else None
    with open_register(Path(register)) as opened:
        opened.accept(tip, identity, _key(key_file) if key_file else None)
    click.echo(f"已登记 {code}")
    if ledger and by:
        click.echo(f"立案 {_opened(Path(ledger), tip, by)}")
    return 0


def _opened(path: Path, tip: "Tip", by: str) -> str:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.tip_cases import open_tip  # noqa: PLC0415

    with open_ledger(path) as ledger:
        return open_tip(ledger, tip, by=by, at=tip.received_at)


@tips.command(short_help="查阅举报人身份；留下记录。")
@click.argument("register", metavar="TIPS.db")
@click.argument("code", metavar="编号")
@click.option("--by", required=True, metavar="姓名", help="谁查阅。")
@click.option("--why", required=True, metavar="理由", help="为什么查阅。")
@click.option(
    "--key", "key_file", required=True, metavar="KEY", help="登记时用的钥匙。"
)
def identity(register: str, code: str, *, by: str, why: str, key_file: str) -> int:
    """查阅身份：谁、什么时候、为什么，都记下来；举报涉及的人不能查阅。"""
    from jixiao.fund.supervision.tips import open_register  # noqa: PLC0415 — kept out of jixiao --help

    with open_register(Path(register)) as opened:
        opened_identity = opened.identity(
            code, who=by, why=why, at=now(), key=_key(key_file)
        )
    for name, value in opened_identity.items():
        click.echo(f"{name}：{value}")
    return 0


@tips.command(short_help="列出查阅身份的记录。")
@click.argument("register", metavar="TIPS.db")
def readings(register: str) -> int:
    """列出每一次查阅，被拒绝的也列。"""
    from jixiao.fund.supervision.tips import open_register  # noqa: PLC0415 — kept out of jixiao --help

    with open_register(Path(register)) as opened:
        for each in opened.readings():
            refused = "（拒绝）" if each.refused else ""
            click.echo(
                f"{each.at:%Y-%m-%d %H:%M}　{each.who}　{each.tip}　{each.why}{refused}"
            )
    return 0


@tips.command(short_help="按查实金额定奖励。")
@click.argument("register", metavar="TIPS.db")
@click.argument("code", metavar="编号")
@click.option(
    "--tariff", required=True, metavar="CODE", help="奖励标准，如 hefei_person。"
)
@click.option("--proven", required=True, metavar="元", help="查实金额。")
@click.option("--noticed-on", required=True, metavar="DATE", help="通知领取的日期。")
@click.option("--by", required=True, metavar="姓名", help="谁决定。")
@click.option("--offender", is_flag=True, help="举报人自己参与了所举报的，不予奖励。")
def reward(
    register: str,
    code: str,
    *,
    tariff: str,
    proven: str,
    noticed_on: str,
    by: str,
    offender: bool,
) -> int:
    """定奖励：按查实金额，不看追回多少；印出领取的最后一天。"""
    from jixiao.fund.supervision.tip_rewards import tariffs  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.tips import open_register  # noqa: PLC0415

    if tariff not in tariffs():
        message = f"没有叫 {tariff} 的奖励标准；可用 {'、'.join(tariffs())}。"
        raise JixiaoError(message)
    chosen = tariffs()[tariff]
    with open_register(Path(register)) as opened:
        decided = opened.decide_reward(
            code,
            chosen,
            fen_of(proven),
            noticed_on=day_of(noticed_on),
            by=by,
            is_offender=offender,
        )
    doubt = "" if chosen.confirmed else "，未核对"
    click.echo(f"{chosen.title}（{chosen.standing}，{chosen.basis}{doubt}）")
    click.echo(f"奖励 {in_yuan(decided.amount)} 元，{decided.claim_until} 前领取")
    return 0


@tips.command(short_help="发放奖励。")
@click.argument("register", metavar="TIPS.db")
@click.argument("code", metavar="编号")
@click.option("--on", "on", required=True, metavar="DATE", help="哪天发放。")
@click.option(
    "--by", required=True, metavar="姓名", help="谁发放；不能是作出决定的人。"
)
def pay(register: str, code: str, *, on: str, by: str) -> int:
    """发放奖励：只发一次，过期视为放弃。"""
    from jixiao.fund.supervision.tips import open_register  # noqa: PLC0415 — kept out of jixiao --help

    with open_register(Path(register)) as opened:
        paid = opened.pay(code, day_of(on), by=by)
    click.echo(f"已发放 {in_yuan(paid.amount)} 元")
    return 0


@tips.command(short_help="不含身份的统计。")
@click.argument("register", metavar="TIPS.db")
@click.option("--day", required=True, metavar="DATE", help="统计到哪一天。")
def statistics(register: str, *, day: str) -> int:
    """按渠道的件数，奖励、发放和逾期放弃的件数和金额。"""
    from jixiao.fund.supervision.tips import open_register  # noqa: PLC0415 — kept out of jixiao --help

    with open_register(Path(register)) as opened:
        for name, value in opened.statistics(day_of(day)):
            click.echo(f"{name}：{value}")
    return 0


@tips.command(short_help="导出奖励登记表，供指标取数。")
@click.argument("register", metavar="TIPS.db")
@click.argument("file", metavar="FILE.csv")
@click.option("--day", required=True, metavar="DATE", help="到哪一天为止。")
def rewards(register: str, file: str, *, day: str) -> int:
    """写成举报奖励登记表（TIP_REWARD），没有身份；用 jixiao load 收进文件夹，指标就能取兑现率。"""
    from jixiao.fund.supervision.tips import open_register, write_rewards  # noqa: PLC0415 — kept out of jixiao --help

    with open_register(Path(register)) as opened:
        rows = opened.reward_rows(day_of(day))
    with writing(Path(file).parent):
        write_rewards(rows, Path(file))
    click.echo(f"已写入 {file}：{len(rows)} 笔")
    return 0


def _key(file: str) -> bytes:
    path = Path(file)
    if not path.is_file():
        message = f"找不到钥匙 {file}。请核对文件名。"
        raise JixiaoError(message)
    return path.read_bytes()
