"""`jixiao service papers`: the archive that is kept here, from filing to destruction."""

from pathlib import Path

import click

from jixiao.cli.cases import day_of, now
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.words import COUNT, CommandGroup
from jixiao.errors import UnreadableFile, name_of, reason_of

_FOLDER = click.argument("folder", metavar="DIR")
_BY = click.option("--by", required=True, metavar="姓名", help="谁办的。")


@click.group(
    name="papers",
    short_help="档案：归档、装盒、打印目录、借阅、提请和批准销毁。",
    cls=CommandGroup,
)
def papers() -> None:
    """在这里管的业务档案（DIR/archive.db，只加不改）。件号、保管期限由材料种类定；销毁要几个人批准。"""


@papers.command(short_help="归档一件：按材料种类定类别、期限和件号。")
@_FOLDER
@click.argument("title", metavar="题名")
@click.option("--kind", required=True, metavar="种类", help="材料种类，期限表里的。")
@click.option("--on", required=True, metavar="DATE", help="材料的日期；归它的年度。")
@click.option("--pages", type=COUNT, metavar="N", help="几页；不写为没有数。")
@click.option("--origin", default="", metavar="责任者", help="谁形成的。")
@click.option("--content", metavar="FILE", help="电子件。")
@_BY
def file(
    folder: str,
    title: str,
    *,
    kind: str,
    on: str,
    pages: int | None,
    origin: str,
    content: str | None,
    by: str,
) -> int:
    """归档一件，印出档号。"""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.archives.papers import NewPaper  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.archives.retention import schedules_of  # noqa: PLC0415

    day, place = day_of(on), Path(folder)
    held = _bytes_of(Path(content)) if content else b""
    suffix = Path(content).suffix.lower() if content else ""
    paper = NewPaper(title, kind, day.year, pages or 0, origin, day, "", held, suffix)
    with open_archive(place) as archive:
        number = archive.file(paper, schedules_of(place), by=by, at=now())
    click.echo(f"已归档 {number}")
    return 0


@papers.command(short_help="写明全宗号。")
@_FOLDER
@click.argument("code", metavar="全宗号")
@_BY
def fonds(folder: str, code: str, *, by: str) -> int:
    """写明全宗号；以前的档号不变。"""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — kept out of jixiao --help

    with open_archive(Path(folder)) as archive:
        archive.name_fonds(code, by=by, at=now())
    click.echo(f"全宗号 {code}")
    return 0


@papers.command(short_help="装盒：一盒只装一个年度、一个类别、一个期限。")
@_FOLDER
@_BY
@click.option(
    "--to",
    "printed",
    metavar="FILE",
    help="把盒脊、目录、归档章、移交清单写成 .docx 或 .pdf。",
)
@with_terms
def box(
    folder: str, *, by: str, printed: str | None, code: str, parameters: str | None
) -> int:
    """把还没有装盒的按件号装盒。"""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — kept out of jixiao --help

    terms = terms_of(code, parameters, now().date())
    with open_archive(Path(folder)) as archive:
        put = archive.box(terms.count("archives.box_pages"), by=by, at=now())
        if printed:
            from jixiao.publication.archive_sheets import archive_sheets  # noqa: PLC0415
            from jixiao.publication.writers.form import write_with_sheets  # noqa: PLC0415

            write_with_sheets((), archive_sheets(archive, now().date()), Path(printed))
    for number, held in put:
        click.echo(f"{number}　第 {held} 盒")
    click.echo(f"装了 {len(put)} 件")
    if printed:
        click.echo(f"已写入 {Path(printed).name}")
    show_terms(terms, ("archives.box_pages",))
    return 0


@papers.command(short_help="借出一件。")
@_FOLDER
@click.argument("number", metavar="档号")
@click.option("--to", "borrower", required=True, metavar="姓名", help="借给谁。")
@click.option("--why", required=True, metavar="理由", help="为什么。")
@click.option("--until", required=True, metavar="DATE", help="哪天还。")
@_BY
def lend(
    folder: str, number: str, *, borrower: str, why: str, until: str, by: str
) -> int:
    """借出一件；已经借出或销毁的不能借。"""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — kept out of jixiao --help

    with open_archive(Path(folder)) as archive:
        loan = archive.lend(
            number, borrower, why, day_of(until), by=by, day=now().date()
        )
    click.echo(f"已借出 {number}，借阅 {loan}")
    return 0


@papers.command(short_help="还回一件。")
@_FOLDER
@click.argument("loan", type=COUNT, metavar="借阅号")
@_BY
def back(folder: str, loan: int, *, by: str) -> int:
    """还回一件。"""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — kept out of jixiao --help

    with open_archive(Path(folder)) as archive:
        archive.give_back(loan, by=by, day=now().date())
    click.echo("已还回")
    return 0


@papers.command(short_help="提请销毁到期的档案。")
@_FOLDER
@click.argument("numbers", nargs=-1, required=True, metavar="档号...")
@click.option("--why", required=True, metavar="理由", help="为什么。")
@_BY
@with_terms
def propose(
    folder: str,
    numbers: tuple[str, ...],
    *,
    why: str,
    by: str,
    code: str,
    parameters: str | None,
) -> int:
    """提请销毁；没有到期的、永久的、借出的不能提请。"""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — kept out of jixiao --help

    terms = terms_of(code, parameters, now().date())
    counts_from = terms.choice("archives.counts_from")
    with open_archive(Path(folder)) as archive:
        proposal = archive.propose(numbers, why, counts_from, by=by, at=now())
    click.echo(f"已提请第 {proposal} 批，{len(numbers)} 件")
    show_terms(terms, ("archives.counts_from",))
    return 0


@papers.command(short_help="批准一批销毁；提请的人不能批准。")
@_FOLDER
@click.argument("proposal", type=COUNT, metavar="批号")
@_BY
def approve(folder: str, proposal: int, *, by: str) -> int:
    """批准一批；一个人只算一次。"""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — kept out of jixiao --help

    with open_archive(Path(folder)) as archive:
        archive.approve(proposal, by=by, at=now())
    click.echo(f"{by} 已批准第 {proposal} 批")
    return 0


@papers.command(short_help="登记一批已经销毁；批准的人要够，另有人监销。")
@_FOLDER
@click.argument("proposal", type=COUNT, metavar="批号")
@click.option("--witness", required=True, metavar="姓名", help="监销人。")
@_BY
@with_terms
def destroy(
    folder: str,
    proposal: int,
    *,
    witness: str,
    by: str,
    code: str,
    parameters: str | None,
) -> int:
    """登记销毁，电子件一并删去。"""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — kept out of jixiao --help

    terms = terms_of(code, parameters, now().date())
    approvers = terms.count("archives.approvers")
    with open_archive(Path(folder)) as archive:
        archive.destroy(proposal, witness, approvers, by=by, day=now().date())
    click.echo(f"第 {proposal} 批已销毁，监销 {witness}")
    show_terms(terms, ("archives.approvers",))
    return 0


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error
