"""`jixiao synthesise`: a synthetic bureau's extracts, with the answers to what was planted."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.fund.synthesis import Shape

_MOST_YEARS = 10
_MOST_INSURED = 50_000_000
_LARGEST_SEED = 2**32
_MOST_COUNTIES, _ASSISTED = 99, 200


@click.command(
    short_help="造一个不存在的医保局：导出文件，连同埋下的答案。", cls=Command
)
@click.option("--to", "folder", required=True, metavar="DIR", help="写进哪个文件夹。")
@click.option("--insured", metavar="N", type=COUNT, help="参保人数；不写就按规模。")
@click.option("--years", metavar="N", type=COUNT, default=1, help="造几年；不写为 1。")
@click.option(
    "--seed",
    metavar="N",
    type=COUNT,
    default=1,
    help="种子：同样的种子造出同样的数据。",
)
@click.option(
    "--shape",
    metavar="CODE",
    default="county",
    help="规模 county、city、province，或自己的 TOML 文件；不写为 county。",
)
@click.option(
    "--faults",
    metavar="N",
    type=COUNT,
    help="另按每条审核规则各埋 N 次问题，连同看起来像而不是的。",
)
@click.option(
    "--prices",
    metavar="N",
    type=COUNT,
    help="另写 31 个省份的药品挂网价、联动决定、采购订单，每种情形 N 个药。",
)
@click.option(
    "--special",
    metavar="N",
    type=COUNT,
    help="另写异地清算单、预付金、手工报销、透析包干、没有结算的住院、先诊疗后付费、商业健康大病保险"
    "和机构的费用申报，每种情形 N 个。",
)
@click.option(
    "--counties",
    metavar="N",
    type=COUNT,
    help="改造一个市和 N 个县的资金流转、指标和名单（2025 年），各在自己的文件夹里；--insured 为每县救助人数。",
)
@click.option(
    "--house",
    metavar="N",
    type=COUNT,
    help="另写局里自己的事：存下来的网站、舆情、操作日志和三方账、系统事件和探测，每种情形 N 次。",
)
@click.option("--dirty", is_flag=True, help="另写一份弄脏的 CSV，试收数用。")
def synthesise(
    folder: str,
    *,
    insured: int | None,
    years: int,
    seed: int,
    shape: str,
    faults: int | None,
    prices: int | None,
    special: int | None,
    house: int | None,
    counties: int | None,
    dirty: bool,
) -> int:
    """造一个县（或市、自治区）的医保局，供演示、培训和试验；里面没有真实的人和机构。

    DIR/extracts 里是各表的导出文件（Parquet），用 jixiao load DIR/extracts --to DIR 收进来。
    DIR/answers/planted.csv 列出埋在里面的问题（和看起来像、其实不是的），供核对稽核的结果；
    写了 --faults 的，各条审核规则该标出的和该放过的行在 DIR/answers/faults.csv，另有举报奖励和
    信息系统启用两张登记表；写了 --prices 的，
    各个产品联动应有的结果在 DIR/answers/prices.csv；写了 --special 的，清算、手工报销和包干该找出的
    和该放过的在 DIR/answers/away.csv、bundles.csv，没有结算的住院（截至 6 月 30 日）、欠费（年末）和
    商业健康大病保险的在 discharge.csv、credit.csv、topup.csv，三月费用逾期的申报和拨付在
    instant.csv。写了 --counties 的，每个县有自评表，
    埋下的断处和合起来应有的结果在 DIR/answers。
    """
    from jixiao.fund.benefits import load_policies  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.synthesis import Bureau  # noqa: PLC0415
    from jixiao.fund.synthesis import synthesise as draw  # noqa: PLC0415

    if years > _MOST_YEARS:
        message = f"--years 最多 {_MOST_YEARS}，现为 {years}。"
        raise JixiaoError(message)
    if (insured or 0) > _MOST_INSURED:
        message = f"--insured 最多 {_MOST_INSURED}，现为 {insured}。"
        raise JixiaoError(message)
    if seed > _LARGEST_SEED:
        message = f"--seed 最大 {_LARGEST_SEED}，现为 {seed}。"
        raise JixiaoError(message)
    if counties:
        return _region(Path(folder), counties, insured or _ASSISTED, seed)
    drawn = _shape(shape)
    last, policy = drawn.shape.last_year, drawn.shape.policy
    if policy not in load_policies():
        message = f"规模 {shape} 的 policy 是 {policy}，没有这个政策；可用 {'、'.join(load_policies())}。"
        raise JixiaoError(message)
    bureau = Bureau(
        shape=drawn,
        insured=insured or drawn.shape.insured,
        seed=seed,
        years=range(last - years + 1, last + 1),
        policies=[load_policies()[policy]],
    )
    with progress_bar() as progress:
        rows = draw(
            bureau,
            Path(folder),
            progress,
            dirty=dirty,
            faults=faults or 0,
            prices=prices or 0,
            special=special or 0,
            house=house or 0,
        )
    span = f"{last}" if years == 1 else f"{bureau.years[0]}–{last}"
    click.echo(f"{drawn.shape.title}，{bureau.insured} 人参保，{span} 年：")
    _show(rows)
    click.echo(
        f"导出文件在 {Path(folder, 'extracts')}，埋下的答案在 {Path(folder, 'answers')}。"
    )
    return 0


def _region(folder: Path, counties: int, people: int, seed: int) -> int:
    from jixiao.cli.synthesised_forms import write_county_forms  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.synthesis.region import write_region  # noqa: PLC0415

    if counties > _MOST_COUNTIES:
        message = f"--counties 最多 {_MOST_COUNTIES}，现为 {counties}。"
        raise JixiaoError(message)
    rows = write_region(folder, counties, people, seed)
    write_county_forms(folder)
    for name, count in rows.items():
        click.echo(f"  {count:>12,} 行  {folder / name}")
    click.echo(f"埋下的断处和应有的结果在 {folder / 'answers'}。")
    return 0


def _shape(code: str) -> "Shape":
    from jixiao.fund.synthesis import load_shape, shapes  # noqa: PLC0415

    if code in shapes():
        return shapes()[code]
    if Path(code).is_file():
        return load_shape(Path(code))
    message = (
        f"没有叫 {code} 的规模；可用 {'、'.join(shapes())}，或给出自己的 TOML 文件。"
    )
    raise JixiaoError(message)


def _show(rows: dict[str, int]) -> None:
    from jixiao.fund.tables import tables  # noqa: PLC0415

    for code, count in rows.items():
        click.echo(f"  {count:>12,} 行  {tables()[code].title}（{code}）")
