"""`jixiao inspect sample`, `estimate`, `size`: stays drawn, what they stand for, how many are needed."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.measure import period_of
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.supervision.sampling import Sample

_FEN = 100


@click.command(
    short_help="在一家机构的住院里抽样本：金额大的必查，其余随机。", cls=Command
)
@click.argument("folder", metavar="DIR")
@click.argument("institution", metavar="机构编号")
@click.option("--year", type=COUNT, required=True, help="哪一年。")
@click.option("--seed", required=True, metavar="种子", help="随机抽取的种子。")
@click.option("--size", type=COUNT, required=True, help="随机抽几份。")
@click.option(
    "--certain-from", required=True, metavar="元", help="医疗费多少元以上必查。"
)
@click.option("--by-amount", is_flag=True, help="其余的按金额抽，贵的容易抽中。")
def sample(
    folder: str,
    institution: str,
    *,
    year: int,
    seed: str,
    size: int,
    certain_from: str,
    by_amount: bool,
) -> int:
    """抽一家机构的住院：必查的和随机抽的各列出来，没有一份两边都在。"""
    amounts = _amounts(folder, institution, year)
    drawn = _drawn(amounts, certain_from, size, seed, by_amount=by_amount)
    for title, codes in (("必查", drawn.certain), ("随机", drawn.drawn)):
        for code in codes:
            click.echo(f"{title}　{code}　{in_yuan(amounts[code])} 元")
    stands_for = f"代表 {drawn.rest} 份、{in_yuan(drawn.rest_amount)} 元"
    counts = f"必查 {len(drawn.certain)} 份；随机 {len(drawn.drawn)} 份"
    click.echo(f"{counts}，{stands_for}")
    return 0


@click.command(short_help="由样本里查实的推算一家机构的，连同区间。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.argument("institution", metavar="机构编号")
@click.argument("results", metavar="FOUND.csv")
@click.option("--year", type=COUNT, required=True, help="哪一年。")
@click.option("--seed", required=True, metavar="种子", help="抽样时的种子。")
@click.option("--size", type=COUNT, required=True, help="抽样时随机抽几份。")
@click.option("--certain-from", required=True, metavar="元", help="抽样时必查的金额。")
@click.option("--by-amount", is_flag=True, help="抽样时其余的按金额抽。")
@click.option(
    "--agreement",
    default="",
    metavar="条款",
    help="协议写明可以按推算的下限追回的，写哪一条；不写只追回查实的。",
)
def estimate(
    folder: str,
    institution: str,
    results: str,
    *,
    year: int,
    seed: str,
    size: int,
    certain_from: str,
    by_amount: bool,
    agreement: str,
) -> int:
    """照抽样时的种子重抽一遍，用查实的金额推算。追回只按查实的各条，推算的只供决定要不要扩大检查。

    协议另有约定的（--agreement），可以追到推算区间的下限。
    FOUND.csv 两列：结算编号、违规金额（元）；抽中没有问题的写 0，漏写的会说明。
    """
    from jixiao.fund.supervision.sampling_results import (  # noqa: PLC0415
        estimate_whole,
        read_results,
    )

    amounts = _amounts(folder, institution, year)
    drawn = _drawn(amounts, certain_from, size, seed, by_amount=by_amount)
    estimated = estimate_whole(amounts, drawn, read_results(Path(results)))
    limit = "" if agreement else "，追回以此为限"
    click.echo(f"查实 {in_yuan(estimated.proven)} 元{limit}")
    click.echo(
        f"推算全部 {in_yuan(estimated.whole.total)} 元"
        f"（95 % 在 {in_yuan(estimated.whole.low)} 至 {in_yuan(estimated.whole.high)} 元之间）"
    )
    if agreement:
        most = in_yuan(estimated.recoverable(by_agreement=True))
        click.echo(f"按协议 {agreement}，追回以推算的下限为限：{most} 元")
    if estimated.bound is not None:
        click.echo(
            f"随机的没有查出问题，有问题的比例至多 {estimated.bound:.2%}（95 %）"
        )
    return 0


@click.command(short_help="要查多少份：按预计比例、允许误差和总数。", cls=Command)
@click.option(
    "--share", required=True, metavar="比例", help="预计有问题的比例，如 0.10。"
)
@click.option("--error", required=True, metavar="误差", help="允许的误差，如 0.03。")
@click.option("--population", type=COUNT, help="总数；写了就按有限总体校正。")
def size(*, share: str, error: str, population: int | None) -> int:
    """算要查多少份，置信度 95 %。"""
    from jixiao.fund.supervision.sampling import sample_size  # noqa: PLC0415 — kept out of jixiao --help

    wanted = sample_size(_number(share), _number(error), population)
    click.echo(f"要查 {wanted} 份")
    return 0


def _amounts(folder: str, institution: str, year: int) -> dict[str, int]:
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.fund.supervision.sampling_results import amounts_of_stays  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        amounts = amounts_of_stays(Records(engine, period_of(year, None)), institution)
    if not amounts:
        message = f"{year} 年没有 {institution} 的住院。请核对机构编号。"
        raise JixiaoError(message)
    return amounts


def _drawn(
    amounts: dict[str, int], certain_from: str, size: int, seed: str, *, by_amount: bool
) -> "Sample":
    """Draw the stays, the same ones each time for a seed."""
    from jixiao.fund.supervision.sampling import draw_sample  # noqa: PLC0415 — kept out of jixiao --help

    return draw_sample(
        amounts,
        certain_from=int(_number(certain_from) * _FEN),
        size=size,
        seed=seed,
        by_amount=by_amount,
    )


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        message = f"“{text}”应是一个数，如 0.10。"
        raise JixiaoError(message) from error
    if not number.is_finite():
        message = f"“{text}”应是一个数，如 0.10。"
        raise JixiaoError(message)
    return number
