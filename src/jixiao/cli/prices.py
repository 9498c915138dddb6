"""`jixiao prices`: listed prices linked, firms asked, orders followed, and the credit of firms."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jixiao.cli.cases import check_opening, day_of, now, show_opened, there
from jixiao.cli.csv_table import write_table
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.measure import period_of
from jixiao.cli.words import COUNT, CommandGroup
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.prices.firm_credit import FirmRating
    from jixiao.fund.prices.wording import Proposal

_SHOWN = 15
_PROVINCE = click.option(
    "--province", required=True, metavar="省份", help="本地是哪个省份，写法同收进来的表。"
)  # fmt: skip
_FOLDER = click.argument("folder", metavar="DIR")
_ON = click.option("--day", required=True, metavar="DATE", help="哪一天，如 2026-03-31。")  # fmt: skip


@click.group(
    name="prices",
    short_help="药品价格：挂网价联动、名称对照、企业答复、采购跟踪、招采信用。",
    cls=CommandGroup,
)
def prices() -> None:
    """药品挂网价联动和医药企业招采信用。

    规格、包装、剂型读懂了才比；读不懂的、名称对不上的列出来由人定，不猜。
    """


@prices.command(short_help="和其他省份在挂的价格比，算参考价和联动后价格。")
@_FOLDER
@_PROVINCE
@_ON
@click.option("--csv", "table", metavar="FILE", help="把测算结果写成 CSV。")
@with_terms
def link(
    folder: str,
    *,
    province: str,
    day: str,
    table: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """测算联动。可联动的按高出多少列在前面；没有可比的、没有读懂的各有几个，一个也不略去。

    有可联动或没有读懂的，退出码为 1。
    """
    from jixiao.fund.prices.kept import LINK, LINKED_PRICES, STATES, UNREAD  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.prices.linkage import KEYS  # noqa: PLC0415
    from jixiao.fund.prices.linkage import link as compare  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    on = day_of(day)
    terms = terms_of(code, parameters, on)
    with open_engine(Path(folder)) as engine:
        linkage = compare(engine, on, province, terms)
        rows = engine.fetch(LINKED_PRICES.read(engine)).to_pylist()
    linkable = sorted((row for row in rows if row["state"] == LINK), key=_excess)
    for row in linkable[:_SHOWN]:
        click.echo(_line(row))
    if len(linkable) > _SHOWN:
        click.echo(f"另有 {len(linkable) - _SHOWN} 个可联动，--csv 写出全部")
    for state, title in STATES.items():
        click.echo(f"{title} {linkage.by_state.get(state, 0)} 个")
    for flag, count in linkage.flagged.items():
        click.echo(f"  {flag} {count} 个")
    if linkage.unread:
        click.echo(f"各省没有读懂的挂网产品共 {linkage.unread} 个，没有拿来比")
    if table:
        titles = [column.title for column in LINKED_PRICES.columns.values()]
        in_words = (row | {"state": STATES[row["state"]]} for row in rows)
        cells = ([row[name] for name in LINKED_PRICES.columns] for row in in_words)
        write_table(Path(table), titles, cells)
    show_terms(terms, KEYS)
    return int(bool(linkable or linkage.by_state.get(UNREAD)))


def _excess(row: Mapping[str, Any]) -> Decimal:
    change: Decimal = row["new_price"] - row["price"]
    return change


def _line(row: Mapping[str, Any]) -> str:
    reference = f"，参考价 {row['reference']:.2f}（{row['reference_at']}）" if row["reference_at"] else ""  # fmt: skip
    note = f"；{row['why']}" if row["why"] else ""
    return (
        f"{row['listing_code']}　{row['generic_name']} {row['form']} {row['spec']}　{row['maker']}　"
        f"{row['price']:.2f} → {row['new_price']:.2f} 元{reference}　{row['flag'] or ''}{note}"
    )


@prices.command(short_help="名称对不上的写法和最近的名称，写成表由人审。")
@_FOLDER
@_PROVINCE
@click.option("--csv", "table", required=True, metavar="FILE", help="写到哪里。")
def words(folder: str, *, province: str, table: str) -> int:
    """把别处的写法和本地最近的名称列成表：人在“采用”一栏写定，填审核人和日期，再用 jixiao load 收进来。

    没有审过的不合并。
    """
    from jixiao.fund.prices.linkage import unreviewed  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        proposed = list(unreviewed(engine, province))
    titles = ("名称类别", "写法", "行数", "最近的名称", "相近", "采用", "审核人", "审核日期")  # fmt: skip
    click.echo(f"待审 {len(proposed)} 个")
    write_table(Path(table), titles, map(_proposal, proposed))
    return 0


def _proposal(each: "Proposal") -> list[object]:
    from jixiao.fund.prices.wording import KINDS  # noqa: PLC0415

    return [KINDS[each.kind], each.written, each.rows, each.nearest, f"{each.likeness}%", "", "", ""]  # fmt: skip


@prices.command("open", short_help="把可联动的产品按企业立案，告知企业答复。")
@_FOLDER
@click.argument("ledger", metavar="LEDGER.db")
@click.option("--by", required=True, metavar="姓名", help="谁立案。")
@click.option("--flag", "flags", multiple=True, metavar="标识", help="只立这些标识的；可写几次。")  # fmt: skip
def open_(folder: str, ledger: str, *, by: str, flags: tuple[str, ...]) -> int:
    """一家企业一案；同样价格已经在案的不再立。以后用 jixiao cases 办。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.prices.case_opening import open_cases  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine, open_ledger(Path(ledger)) as opened:
        codes = open_cases(opened, engine, by=by, at=now(), flags=flags)
    span = f"：{codes[0]} 至 {codes[-1]}" if codes else ""
    click.echo(f"新立 {len(codes)} 案{span}")
    return 0


@prices.command(short_help="把案件里的决定写成价格联动决定表。")
@click.argument("ledger", metavar="LEDGER.db")
@click.argument("file", metavar="FILE.csv")
@click.option(
    "--linkage", required=True, metavar="批次", help="联动批次，如 LD2026-1。"
)
@click.option("--effective", required=True, metavar="DATE", help="哪一天起执行。")
@click.option("--document", default="", metavar="文号", help="公布的文号。")
@click.option("--withdrawn", multiple=True, metavar="产品编码", help="按企业申请撤网的；可写几次。")  # fmt: skip
def decided(
    ledger: str,
    file: str,
    *,
    linkage: str,
    effective: str,
    document: str,
    withdrawn: tuple[str, ...],
) -> int:
    """属实的降到联动后价，不属实的维持，撤网的写明；用 jixiao load 收进文件夹，follow 和指标从它看。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.prices.decisions import (  # noqa: PLC0415
        LinkageOrder,
        decision_heads,
        decision_rows,
    )

    order = LinkageOrder(linkage, day_of(effective), document, withdrawn)
    with open_ledger(there(ledger)) as opened:
        rows = decision_rows(opened, order)
    write_table(Path(file), decision_heads(), rows)
    return 0


@prices.command(short_help="联动以后的采购：省了多少，谁还按高价买。")
@_FOLDER
@click.option("--year", type=COUNT, required=True, help="哪一年。")
def follow(folder: str, *, year: int) -> int:
    """联动后的订单比原价少付多少；高于联动后价格的、撤网后仍采购的逐张列出。有的，退出码为 1。"""
    from jixiao.fund.prices.follow_up import follow_up  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.records import Records  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        came = follow_up(Records(engine, period_of(year, None)))
    click.echo(
        f"联动后的订单 {came.orders} 张，比原挂网价少付 {in_yuan(came.saved)} 元"
    )
    dear = came.orders_above
    click.echo(
        f"高于联动后价格的 {len(dear)} 张（其中撤网后仍采购 {came.withdrawn} 张），"
        f"多付 {in_yuan(came.above)} 元"
    )
    for row in dear[:_SHOWN]:
        new = "已撤网" if row["new_price"] is None else f"联动后 {row['new_price']:.2f}"
        click.echo(
            f"  {row['order_no']}　{row['ordered_on']}　{row['fixmedins_code']}　{row['listing_code']}　"
            f"{row['price']:.2f} 元（{new}），多付 {in_yuan(row['above'])} 元"
        )
    if len(dear) > _SHOWN:
        click.echo(f"  另有 {len(dear) - _SHOWN} 张")
    return int(bool(dear))


@prices.command(short_help="医药企业招采信用评价：等级、依据、修复还缺什么。")
@_FOLDER
@_ON
@click.option("--keep", is_flag=True, help="留作这一天的评价结果，指标从它数。")
@click.option(
    "--ledger", metavar="LEDGER.db", help="把有等级的企业立为案件；要写 --by。"
)
@click.option("--by", metavar="姓名", help="谁立案。")
def credit(
    folder: str, *, day: str, keep: bool, ledger: str | None, by: str | None
) -> int:
    """按这一天仍然有效的失信事项评价企业，取最高的一档；评不了的事项说明原因。

    立案以后的告知、陈述申辩、评定、公布、修复用 jixiao cases 办。
    """
    from jixiao.fund.prices.firm_cases import keep_ratings  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.prices.firm_credit import load_scheme, rate_all  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    check_opening(ledger, by)
    scheme = load_scheme()
    with open_engine(Path(folder)) as engine:
        ratings = rate_all(engine, scheme, day_of(day))
        if keep:
            keep_ratings(engine, ratings, day_of(day))
    for rating in ratings:
        _show_rating(rating)
    rated = sum(bool(rating.tier) for rating in ratings)
    click.echo(
        f"有失信事项的企业 {len(ratings)} 家，评出等级 {rated} 家\n依据：{scheme.line}"
    )
    if ledger and by:
        _open_firms(ratings, Path(ledger), by)
    return int(any(rating.undecided for rating in ratings))


def _open_firms(ratings: "Sequence[FirmRating]", ledger: Path, by: str) -> None:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.prices.firm_cases import open_ratings  # noqa: PLC0415

    with open_ledger(ledger) as opened:
        show_opened(open_ratings(opened, ratings, by=by, at=now()))


def _show_rating(rating: "FirmRating") -> None:
    consequence = f"　{rating.consequence}" if rating.consequence else ""
    click.echo(f"{rating.code}　{rating.name}　{rating.tier or '不评'}{consequence}")
    for rated in rating.events:
        lacking = f"；修复还缺 {rated.lacking}" if rated.lacking else ""
        click.echo(
            f"  {rated.event.number}　{rated.event.document}　{rated.tier or '不评'}：{rated.why}{lacking}"
        )
