"""`jixiao outlook handover`, `effect`: lists of burdens from month to month, and what came of them."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import show_opened
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.outlook import FOLDER, MONTH, month_of
from jixiao.cli.outlook_cases import Handed, with_hand
from jixiao.cli.settle import policy_named
from jixiao.cli.words import Command
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.outlook.relief_effect import Resettled


@click.command(short_help="负担过线的人和户：列名单、移交、跟到结果。", cls=Command)
@with_hand
def handover(asked: Handed) -> int:
    """到一个月末的 12 个月个人负担过线的人和户：新列的立案移交，已经移交的不再列。

    收了反馈表（RELIEF_RESULT）的，写明已认定或不认定；退费以后回到线下的，写明并留在名单的历史里。
    线按人的身份、按日期取参数 limits.RL01、limits.RL02。编号在案件账里只有末尾几位和名单序号。
    有新列的，退出码为 1。
    """
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.relief_alerts import (  # noqa: PLC0415
        FRESH,
        LISTS,
        hand_over,
        list_alerts,
    )
    from jixiao.fund.outlook.set_limits import key_of, limits_on  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    on = asked.month
    with open_engine(asked.folder) as engine, open_ledger(asked.ledger) as opened:
        alerts = list_alerts(engine, on, limits_on(asked.terms))
        codes = hand_over(opened, alerts, on, asked.hand)
    for name in LISTS:
        states = Counter(alert.state for alert in alerts if alert.list == name)
        counts_line = "，".join(f"{state} {count}" for state, count in states.items())
        click.echo(f"{name}：{counts_line or '没有'}")
    show_opened(codes)
    show_terms(asked.terms, [key_of(name) for name in LISTS])
    is_fresh = any(alert.state == FRESH and alert.month == on for alert in alerts)
    return int(is_fresh)


@click.command(short_help="名单的结果：及时、认定、重算后负担降了多少。", cls=Command)
@FOLDER
@MONTH
@click.option("--policy", required=True, metavar="CODE", help="按哪个政策重算。")
@click.option("--policies", metavar="DIR", help="自有政策（TOML）所在的文件夹。")
@with_terms
def effect(
    folder: str,
    *,
    month: str,
    policy: str,
    policies: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """当年到一个月末：列了几人、反馈几人、及时几人、认定几人；从认定那天起按新身份重算，个人负担前后各多少。

    政策没有核对过的，重算只供核对，不作补付的依据。算不了的就诊写明有几笔。
    """
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.relief_effect import KEYS, relief_effect  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    on = month_of(month)
    terms = terms_of(code, parameters, month_end(on))
    chosen = policy_named(policy, Path(policies) if policies else None)
    with open_engine(Path(folder)) as engine:
        came = relief_effect(engine, on, [chosen], terms)
    undated = f"，没有写移交日期的 {came.undated} 人" if came.undated else ""
    click.echo(
        f"列入 {came.listed} 人（户），反馈 {came.checked} 人，及时 {came.in_time} 人{undated}，"
        f"认定 {came.recognised} 人"
    )
    _show_resettled(came.resettled)
    show_terms(terms, KEYS)
    return 0


def _show_resettled(again: "Resettled") -> None:
    click.echo(
        f"认定以后的就诊 {again.claims} 笔，按新身份重算：个人负担 {in_yuan(again.own_before)} → "
        f"{in_yuan(again.own_after)} 元，医疗救助 {in_yuan(again.assistance_before)} → "
        f"{in_yuan(again.assistance_after)} 元"
    )
    if again.unsettled:
        click.echo(f"其中 {again.unsettled} 笔政策算不了，没有计入前后两数")
