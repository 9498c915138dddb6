"""`jixiao outlook look`, `warn`, `record`: a month kept, its signals as cases, what became of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import day_of, now, there
from jixiao.cli.dip_terms import terms_of, with_terms
from jixiao.cli.outlook import FOLDER, MONTH, month_of, records_until
from jixiao.cli.words import Command

if TYPE_CHECKING:
    from jixiao.fund.outlook.warning_cases import Hand
    from jixiao.fund.parameters import Terms

LEDGER = click.argument("ledger", metavar="LEDGER.db")


@dataclass(frozen=True, slots=True)
class Handed:
    """What commands that open cases of a month are asked: where, which month, by which terms, whose."""

    folder: Path
    ledger: Path
    month: date
    terms: "Terms"
    hand: "Hand"


def with_hand(does: Callable[[Handed], int]) -> Callable[..., int]:
    """Give a command the records, the ledger, the month, the parameters, who acts and for whom."""

    @FOLDER
    @LEDGER
    @MONTH
    @click.option("--by", required=True, metavar="姓名", help="谁提出。")
    @click.option("--owner", default="", metavar="姓名", help="分派给谁；不写就先不分派。")  # fmt: skip
    @with_terms
    @wraps(does)
    def command(
        folder: str, ledger: str, *, month: str, by: str, owner: str, code: str,
        parameters: str | None,
    ) -> int:  # fmt: skip
        from jixiao.fund.outlook.history import month_end  # noqa: PLC0415 — kept out of jixiao --help
        from jixiao.fund.outlook.warning_cases import Hand  # noqa: PLC0415

        on = month_of(month)
        terms = terms_of(code, parameters, month_end(on))
        hand = Hand(by, now(), owner)
        return does(Handed(Path(folder), Path(ledger), on, terms, hand))

    return command


@click.command(
    short_help="看一个月：指标、信号、推算算好存下，供办公页面看。", cls=Command
)
@FOLDER
@MONTH
@with_terms
def look(folder: str, *, month: str, code: str, parameters: str | None) -> int:
    """把一个月的全部指标、信号（连同增减的来源）和推算算好，存在数据文件夹里；办公的“基金运行”看的就是它。

    以后又收过数据的，页面上写明要重新看。
    """
    from jixiao.cli.progress_bar import progress_bar  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415
    from jixiao.fund.outlook.month_kept import look_at, seen_month  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    on = month_of(month)
    terms = terms_of(code, parameters, month_end(on))
    with open_engine(Path(folder)) as engine, progress_bar() as progress:
        look_at(engine, on, terms, progress)
        seen = seen_month(engine, on)
    click.echo(
        f"{on:%Y-%m}：指标值 {len(seen.values)} 个，信号 {len(seen.signals)} 个，"
        f"推算 {len([*seen.series()])} 条"
    )
    for why in seen.unknown:
        click.echo(f"说明：{why}")
    return 0


@click.command(short_help="把一个月的预警信号立为案件，交人办理。", cls=Command)
@with_hand
def warn(asked: Handed) -> int:
    """把一个月里站着的信号立为案件：一个信号一处一案，附增减的来源；已经立过的不再立。

    轻重升了级的另立一案。接着用 jixiao cases move 办：分派、拟函、签发、答复、认定或不予处理、结案；
    文书用 jixiao cases letter 写（warning_letter 等）。新立了案的，退出码为 1。
    """
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.foreseen import SEEN_BACK, foresee_past  # noqa: PLC0415
    from jixiao.fund.outlook.set_limits import limits_on  # noqa: PLC0415
    from jixiao.fund.outlook.warning_cases import open_warnings  # noqa: PLC0415
    from jixiao.fund.outlook.warnings_kept import keep_warnings  # noqa: PLC0415
    from jixiao.fund.outlook.watching import watch  # noqa: PLC0415

    on = asked.month
    with (
        records_until(str(asked.folder), on, SEEN_BACK) as records,
        open_ledger(asked.ledger) as opened,
    ):
        foresee_past(records, on)
        watched = watch(records, on, limits_on(asked.terms))
        codes = open_warnings(opened, records, watched, asked.hand)
        keep_warnings(records.engine, opened)
        for opened_code in codes:
            case = opened.case(opened_code)
            term = "".join(f"　{d.name} {d.last_day} 止" for d in case.due)
            click.echo(
                f"{case.code}　{case.rule} {case.title}　交 {case.subject}{term}"
            )
    click.echo(f"{on:%Y-%m}：{len(watched.standing)} 个信号，新立 {len(codes)} 案")
    for entry, why in watched.unseen:
        click.echo(f"查不了 {entry.code} {entry.title}：{why}")
    return int(bool(codes))


@click.command(short_help="各信号的记录：提出、属实、不属实、没人理的。", cls=Command)
@LEDGER
@click.option("--today", metavar="DATE", help="看到哪一天；不写就是今天。")
def record(ledger: str, *, today: str | None) -> int:
    """每个信号提出过几案、属实几案、不属实几案、没有处理几案：用来改限，或取消不准的信号。

    “没有处理”是认为不必处理的，和过了期限还没有人分派的。
    """
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.warning_cases import signal_records  # noqa: PLC0415

    day = day_of(today) if today else now().date()
    with open_ledger(there(ledger)) as opened:
        records = signal_records(opened, day)
    for each in records:
        rate = f"{each.precision}%" if each.precision is not None else "—"
        click.echo(
            f"{each.code} {each.title}　提出 {each.raised}，属实 {each.right}，"
            f"不属实 {each.wrong}，说不清 {each.unclear}，没有处理 {each.ignored}，"
            f"在办 {each.under_way}；准 {rate}"
        )
    return 0
