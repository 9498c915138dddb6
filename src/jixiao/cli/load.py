"""`jixiao load`: extracts into a folder, every row taken or rejected."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.words import Command
from jixiao.errors import UnreadableFile, name_of
from jixiao.masking import without_persons

if TYPE_CHECKING:
    from jixiao.fund.intake import Load

_MOST_REASONS = 10
_SUFFIXES = (".csv", ".parquet", ".txt", ".xls", ".xlsx")


@click.command(
    short_help="把结算、明细等导出文件收进一个文件夹，逐行核对。", cls=Command
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--to", "folder", required=True, metavar="DIR", help="收进哪个文件夹。")
@click.option("--table", metavar="CODE", help="指明是哪张表，如 SETL_D；不写就看列名。")
@click.option(
    "--source", metavar="NAME", help="数据库里的哪张表或视图；不写就按表名找已知的表。"
)
@click.option(
    "--hash", "hashed", is_flag=True, help="姓名、证件号码只存 SM3 摘要；以后一直如此。"
)
@click.option(
    "--clear", is_flag=True, help="退回的清单里姓名、证件号码写明文；不写则写摘要。"
)
def load(
    paths: tuple[str, ...],
    *,
    folder: str,
    table: str | None,
    source: str | None,
    hashed: bool,
    clear: bool,
) -> int:
    """把平台导出的表（CSV、Excel 的第一张工作表、Parquet）收进文件夹里的 fund.duckdb。

    PATH 是文件或文件夹，可多个；文件夹收其中的每个文件。也可以是数据库：DuckDB、SQLite 的文件，
    或 postgresql://用户名@主机/库名 这样的地址（密码放在 JIXIAO_DATABASE_PASSWORD 里）。

    每一行要么收下，要么退回并写明原因；行数和金额对得上。再收同一个文件什么也不变；更正后的文件
    替换原来的行。退回的行写在文件夹的“退回”里，改好后再收一次即可。
    """
    from jixiao.fund.intake import is_database  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.intake import load as take  # noqa: PLC0415

    os.umask(0o077)  # records of persons are their keeper's
    rejected = False
    databases = [path for path in paths if is_database(path)]
    files = list(_files(path for path in paths if path not in databases))
    if source and files:
        message = f"--source 用于数据库，{name_of(files[0])} 是文件。请分开收。"
        raise UnreadableFile(message)
    for n, path in enumerate(files):
        with progress_bar() as progress:
            progress(name_of(path), n, len(files))
            loaded = take(path, folder, table, hashed=hashed)
        _show(loaded, Path(folder), clear=clear)
        rejected = rejected or loaded.rejected > 0
    for address in databases:
        for loaded in _tables(address, folder, table, source, hashed=hashed):
            _show(loaded, Path(folder), clear=clear)
            rejected = rejected or loaded.rejected > 0
    return int(rejected)


def _tables(
    address: str, folder: str, table: str | None, source: str | None, *, hashed: bool
) -> Iterator["Load"]:
    """Load the tables of a database, one after the other."""
    from jixiao.fund.intake import load_table, open_database, tables_to_read  # noqa: PLC0415

    with open_database(address) as database:
        known = tables_to_read(database, table, source)
        for n, (name, code) in enumerate(known):
            with progress_bar() as progress:
                progress(f"{database.name} {name}", n, len(known))
                loaded = load_table(database, name, folder, code, hashed=hashed)
            yield loaded


def _files(paths: Iterable[str]) -> Iterator[Path]:
    """The files named, and those in the folders named."""
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        files = sorted(
            file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES
        )
        if not files:
            message = (
                f"文件夹 {name_of(path)} 里没有 {'、'.join(_SUFFIXES)} 文件。请检查。"
            )
            raise UnreadableFile(message)
        yield from files


def _show(loaded: "Load", folder: Path, *, clear: bool) -> None:
    from jixiao.fund.tables import tables  # noqa: PLC0415

    table = tables()[loaded.table]
    click.echo(f"{loaded.path} → {table.title}（{table.code}）")
    if loaded.unchanged:
        click.echo("  这份数据已经收过，内容没有变，什么也没有做。")
        return
    replaced = f"（其中 {loaded.replaced} 行替换原来的）" if loaded.replaced else ""
    click.echo(
        f"  {loaded.rows_in} 行 = 收下 {loaded.taken} 行{replaced} + 退回 {loaded.rejected} 行"
    )
    if loaded.amount_column:
        title = table.columns[loaded.amount_column].title
        click.echo(
            f"  {title} {loaded.amount_in:,.2f} 元 = 收下 {loaded.amount_taken:,.2f} 元"
            f" + 退回 {loaded.amount_rejected:,.2f} 元"
        )
    if loaded.ignored:
        click.echo(f"  没有用到的列：{'、'.join(loaded.ignored)}")
    for note in loaded.notes:
        click.echo(f"  注意：{without_persons(note)}。")
    if loaded.rejected:
        _show_rejects(loaded, folder, clear=clear)


def _show_rejects(loaded: "Load", folder: Path, *, clear: bool) -> None:
    """Print why rows were rejected, and write them into a file to be mended."""
    from jixiao.fund.intake import reasons, write_rejects  # noqa: PLC0415
    from jixiao.fund.tables import tables  # noqa: PLC0415

    table = tables()[loaded.table]
    reasons_of_load = reasons(folder, loaded.number)
    for reason in reasons_of_load[:_MOST_REASONS]:
        column = table.columns[reason.column].title if reason.column else "整行"
        value = f"“{reason.value}”" if reason.value else "空白"
        click.echo(
            f"  退回 {reason.rows} 行：{column} {reason.reason}（如第 {reason.first} 行，{value}）"
        )
    if len(reasons_of_load) > _MOST_REASONS:
        click.echo(f"  还有 {len(reasons_of_load) - _MOST_REASONS} 种原因。")
    listed = folder / "退回" / f"{table.code}-{loaded.number}.csv"
    listed.parent.mkdir(exist_ok=True)
    write_rejects(folder, loaded.number, listed, clear=clear)
    click.echo(f"  退回的行和原因在 {listed}，改好后再收一次。")
