"""`jixiao tree key, share, trust, pack, receive, form`: signed packages from counties to a city."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import day_of, now
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.key_file import write_new_key
from jixiao.cli.targets import tables_of_all
from jixiao.cli.words import COUNT
from jixiao.errors import (
    JixiaoError,
    UnreadableFile,
    name_of,
    reason_of,
    whole,
    writing,
)

if TYPE_CHECKING:
    from jixiao.service.tree.gathered import Gathered
    from jixiao.service.tree.inbox import Expected, Inbox
    from jixiao.service.tree.signing import PublicKey, SigningKey

_FOLDER = click.argument("folder", metavar="DIR")
_DIVISION = click.argument("division", metavar="区划代码")
_DAY = click.option(
    "--day", required=True, metavar="DATE", help="截至哪一天，按这一天的区划。"
)
_YEAR = click.option("--year", type=COUNT, required=True, help="哪一年。")
_BY = click.option("--by", required=True, metavar="姓名", help="谁办的。")
_LARGEST_KEY = 1_000
_FOR_ALL = 0o644


@click.command(short_help="造一对签名密钥：私钥自己留，公钥（.pub）交给上级。")
@click.argument("file", metavar="KEY")
def key(file: str) -> int:
    """造一对 Ed25519 密钥；指纹当面或用电话和上级核对，上级再用 jixiao tree trust 登记。"""
    from jixiao.service.tree.signing import SigningKey  # noqa: PLC0415 — kept out of jixiao --help

    made = SigningKey.new()
    private, public = Path(file), Path(f"{file}.pub")
    write_new_key(private, name_of(private), f"{made.line}\n".encode("ascii"))
    line = f"{made.public.line}\n".encode("ascii")
    write_new_key(public, name_of(public), line, _FOR_ALL)
    click.echo(f"已写入 {file}（自己保管，不给别人）和 {file}.pub（交给上级）")
    click.echo(f"指纹 {made.public.fingerprint}")
    return 0


@click.command(short_help="造人员密钥，发给各地：名单化成摘要，合起来一人算一次。")
@_FOLDER
def share(folder: str) -> int:
    """在上级的文件夹里造人员密钥 persons.key；请当面交给各地，不要和上报包一起寄。"""
    from jixiao.fund.store.pseudonyms import Pseudonyms, make_key  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.tree.gathered import PERSONS_KEY  # noqa: PLC0415

    path = Path(folder) / PERSONS_KEY
    if path.exists():
        message = f"{name_of(path)} 已经有了，不覆盖：换了密钥，收过的名单就合不起来。"
        raise JixiaoError(message)
    make_key(path)
    click.echo(f"已写入 {path.name}，标记 {Pseudonyms.of_file(path).proof}")
    return 0


@click.command(short_help="登记一个地区的公钥；--revoke 为停用。")
@_FOLDER
@_DIVISION
@click.argument("public", metavar="KEY.pub")
@_BY
@click.option("--revoke", is_flag=True, help="停用这把公钥；以前收的不变。")
def trust(folder: str, division: str, public: str, *, by: str, revoke: bool) -> int:
    """登记公钥之前，请当面或用电话核对指纹。"""
    from jixiao.service.tree.inbox import PACKAGES, open_inbox  # noqa: PLC0415 — kept out of jixiao --help

    read = _public_key(Path(public))
    with open_inbox(Path(folder) / PACKAGES) as inbox:
        act = inbox.revoke if revoke else inbox.trust
        act(division, read, by=by, at=now())
    click.echo(
        f"{'已停用' if revoke else '已登记'} {division} 的公钥，指纹 {read.fingerprint}"
    )
    return 0


@click.command(short_help="打一个上报包：资金、指标、自评表、名单（摘要），签名。")
@_FOLDER
@_DIVISION
@_YEAR
@_DAY
@click.option(
    "--key", "key_file", required=True, metavar="KEY", help="自己的签名密钥。"
)
@click.option("--persons", metavar="persons.key", help="上级发的人员密钥；有名单时要。")
@click.option(
    "--form",
    "forms",
    multiple=True,
    metavar="FILE",
    help="一并上报的自评表；可写几次。",
)
@click.option("--to", required=True, metavar="PACKAGE.zip", help="写到哪个文件。")
def pack(
    folder: str,
    division: str,
    *,
    year: int,
    day: str,
    key_file: str,
    persons: str | None,
    forms: tuple[str, ...],
    to: str,
) -> int:
    """把一个地区和它下面的打成一个文件，交给上级。没有进包的一行行写明，退出码为 1。"""
    from jixiao.fund.store.pseudonyms import Pseudonyms  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.tree.package import write_package  # noqa: PLC0415
    from jixiao.service.tree.packing import ready_to_hand_up  # noqa: PLC0415

    signing, pseudonyms = _signing_key(Path(key_file)), None
    if persons:
        pseudonyms = Pseudonyms.of_file(Path(persons))
    gathered = gathered_of(folder, day, year)
    ready = ready_to_hand_up(gathered, division, tables_of_all(forms), pseudonyms)
    node = gathered.tree.nodes[gathered.tree.part(division).roots()[0]]
    content = write_package(
        division=node.code,
        name=node.name,
        year=year,
        until=day_of(day),
        made_at=now(),
        persons_key=pseudonyms.proof if pseudonyms else "",
        contents=ready.contents,
        key=signing,
    )
    path, made = Path(to), ready.contents
    with writing(path.parent), whole(path) as half:
        half.write_bytes(content)
    click.echo(
        f"已写入 {path.name}：自评表 {len(made.forms)} 张，指标 {len(made.results)} 项，"
        f"资金 {len(made.money)} 笔，名单 {sum(len(each.persons) for each in made.persons)} 人次"
    )
    click.echo(f"签名的指纹 {signing.public.fingerprint}")
    for title in gathered.absent:
        click.echo(f"注意：没有收 {title}，包里没有它的行")
    for line in ready.left_out:
        click.echo(f"没有进包：{line}")
    return int(bool(ready.left_out))


@click.command(
    short_help="收上报包：核签名、改动、区划、期间、早晚、重复，列出谁没有报。"
)
@_FOLDER
@_DIVISION
@click.argument("packages", nargs=-1, metavar="PACKAGE.zip...")
@_YEAR
@_DAY
@_BY
@click.option("--on", metavar="DATE", help="哪天送到的；不写为今天。")
@with_terms
def receive(
    folder: str,
    division: str,
    packages: tuple[str, ...],
    *,
    year: int,
    day: str,
    by: str,
    on: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """收下级的上报包，收了的存起来，后来的版本代替先前的；不写文件就只列出收到哪些。

    有没有收的、迟了的、还没有报的，退出码为 1。
    """
    from jixiao.service.tree.inbox import KEYS, PACKAGES, open_inbox  # noqa: PLC0415 — kept out of jixiao --help

    terms = terms_of(code, parameters, day_of(day))
    expected = expected_of(folder, division, year, day_of(day), terms.count(KEYS[0]))
    with open_inbox(Path(folder) / PACKAGES) as inbox:
        came_on = day_of(on) if on else None
        faults = sum(
            _received(inbox, Path(name), expected, by, came_on) for name in packages
        )
        faults += _show_current(inbox, expected)
    show_terms(terms, KEYS)
    return int(bool(faults))


def expected_of(
    folder: str, division: str, year: int, day: date, days: int
) -> "Expected":
    """Return which packages a division waits for."""
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.service.tree.divisions import tree_on  # noqa: PLC0415
    from jixiao.service.tree.gathered import shared_key  # noqa: PLC0415
    from jixiao.service.tree.inbox import Expected  # noqa: PLC0415
    from jixiao.service.tree.stored import stored_divisions  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        standing = tree_on(day, stored_divisions(Records(engine)))
    standing.part(division)
    pseudonyms = shared_key(Path(folder))
    mark = pseudonyms.proof if pseudonyms else ""
    return Expected(standing, division, year, day, days, mark)


def _received(
    inbox: "Inbox", path: Path, expected: "Expected", by: str, came_on: date | None
) -> bool:
    """Take a package, say what became of it, and return whether that must be looked at."""
    from jixiao.service.tree.inbox import Outcome  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.tree.package import FaultyPackage  # noqa: PLC0415

    try:
        receipt = inbox.receive(
            _bytes_of(path), expected, by=by, at=now(), came_on=came_on
        )
    except FaultyPackage as fault:
        click.echo(f"{path.name}　没有收　{fault}")
        return True
    why = f"　{receipt.why}" if receipt.why else ""
    click.echo(f"{path.name}　{receipt.division}　{receipt.outcome}{why}")
    return receipt.outcome is not Outcome.TAKEN


def _show_current(inbox: "Inbox", expected: "Expected") -> int:
    """List the versions that hold and the children that are missing; return how many to look at."""
    from jixiao.service.tree.matrix import late_words  # noqa: PLC0415 — kept out of jixiao --help

    current = inbox.current(expected.year, expected.until)
    children = expected.tree.children(expected.division)
    sent = {receipt.division for receipt, _ in current}
    missing = [code for code in children if code not in sent]
    click.echo(
        f"\n{expected.year} 年度截至 {expected.until}：应报 {len(children)} 个，收到 "
        f"{len(sent & set(children))} 个，最迟 {expected.due}"
    )
    for receipt, package in current:
        version = inbox.versions(receipt.division, expected.year, expected.until)
        click.echo(
            f"  {expected.tree.label(receipt.division)}　第 {version} 版，"
            f"{receipt.came_on} 收，{late_words(receipt)}　"
            f"指标 {len(package.contents.results)} 项，资金 {len(package.contents.money)} 笔"
        )
    overdue = "，已经过了最后一天" if now().date() > expected.due else ""
    for code in missing:
        click.echo(f"  {expected.tree.label(code)}　还没有报{overdue}")
    return len(missing) + sum(receipt.days_late is not None for receipt, _ in current)


@click.command(short_help="合成正式自评表，连同指标矩阵、缺口和各地一页；画图。")
@_FOLDER
@_DIVISION
@_YEAR
@_DAY
@click.option("--to", required=True, metavar="FILE", help=".docx、.xlsx 或 .pdf。")
@click.option(
    "--map", "picture", metavar="FILE.svg", help="把一项比率画成各地区的方块图。"
)
@click.option("--indicator", metavar="指标", help="画哪一项；不写为第一项比率。")
@with_terms
def form(
    folder: str,
    division: str,
    *,
    year: int,
    day: str,
    to: str,
    picture: str | None,
    indicator: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """把各地的合成上级的：金额相加，比率用分子合计除以分母合计，没有报的写明。

    有要核对的，退出码为 1。
    """
    from jixiao.publication.tree_sheets import tree_sheets  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.publication.writers.form import write_with_sheets  # noqa: PLC0415
    from jixiao.service.tree.matrix import overview  # noqa: PLC0415
    from jixiao.service.tree.official_forms import consolidate, without_name  # noqa: PLC0415

    terms = terms_of(code, parameters, day_of(day))
    gathered = gathered_of(folder, day, year)
    seen = overview(gathered, division, terms)
    forms = consolidate(gathered, division)
    write_with_sheets(forms, tree_sheets(gathered, seen), Path(to))
    click.echo(
        f"已写入 {Path(to).name}：合成自评表 {len(forms)} 张，指标 {len(seen.rows)} 项，"
        f"要核对的 {len(seen.gaps)} 处"
    )
    for gap in seen.gaps:
        click.echo(f"  {gathered.tree.label(gap.division)}　{gap.title}　{gap.why}")
    for sender in without_name(gathered):
        click.echo(
            f"  {gathered.tree.label(sender)}　有一张自评表没有项目名称，没有汇总"
        )
    if picture:
        from jixiao.publication.tree_sheets import tiles_of  # noqa: PLC0415
        from jixiao.publication.writers.tile_map import tile_map  # noqa: PLC0415

        title, tiles = tiles_of(gathered, seen, indicator)
        with writing(Path(picture).parent), whole(Path(picture)) as half:
            half.write_text(tile_map(title, tiles), "utf-8")
        click.echo(f"已写入 {Path(picture).name}")
    return int(bool(seen.gaps or without_name(gathered)))


def gathered_of(
    folder: str, day: str, year: int, needs: Sequence[str] = ()
) -> "Gathered":
    """Return what a folder and the packages in it have of a year, up to a day.

    Raises:
        JixiaoError: a record that is needed was not loaded, and no package came.
    """
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.service.tree.gathered import gather  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        gathered = gather(Records(engine), Path(folder), day_of(day), year, needs)
    if gathered.replaced:
        click.echo(f"上报包代替了本地收的 {gathered.replaced} 行")
    return gathered


def _signing_key(path: Path) -> "SigningKey":
    from jixiao.service.tree.signing import SigningKey  # noqa: PLC0415 — kept out of jixiao --help

    return SigningKey.read(_line_of(path))


def _public_key(path: Path) -> "PublicKey":
    from jixiao.service.tree.signing import PublicKey  # noqa: PLC0415 — kept out of jixiao --help

    return PublicKey.read(_line_of(path))


def _line_of(path: Path) -> str:
    return _bytes_of(path)[:_LARGEST_KEY].decode("ascii", "replace")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error


COMMANDS: Sequence[click.Command] = (key, share, trust, pack, receive, form)
"""What `jixiao tree` has beside what it prints of a folder."""
