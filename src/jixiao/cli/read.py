"""`jixiao read`: documents in, target tables and budgets out."""

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.words import COUNT, Command
from jixiao.errors import UnreadableFile, name_of

if TYPE_CHECKING:
    from jixiao.reading import DocumentReading, Failure, Reading

_MANY = 5
"""From so many files on a bar shows how far the reading has come."""


@click.command(short_help="读取绩效目标表和部门预算，显示为表格或数据。", cls=Command)
@click.argument("paths", metavar="PATH…", nargs=-1)
@click.option(
    "--json", "as_json", is_flag=True, help="打印 JSON（交换格式 jixiao.reading/1）。"
)
@click.option(
    "--out",
    metavar="DIR",
    help="写入该文件夹：每个文件一份 JSON，另有 tables.csv 和 indicators.csv。",
)
@click.option(
    "--jobs",
    metavar="N",
    type=COUNT,
    default=1,
    help="同时读取的进程数；不写为 1。",
)
@click.option(
    "--dialect", metavar="CODE", help="指定表式，不再自动识别；见 jixiao dialects。"
)
def read(
    paths: tuple[str, ...],
    *,
    as_json: bool,
    out: str | None,
    jobs: int,
    dialect: str | None,
) -> int:
    """读取绩效目标表和部门预算，显示为表格或数据。

    PATH 是文件、文件夹或通配符，可多个；文件夹读其中各级的 .txt 文件。没看懂的行列为“未读”。

    退出码：0 每个文件都读到了目标表或预算；1 有文件里没找到；2 有文件读不了，或用法不对。
    """
    if not paths:
        raise UnreadableFile("请给出要读取的文件或文件夹，例如 jixiao read 公开文件/。")
    # The stages are imported here so that jixiao --help answers at once.
    from jixiao.reading import DocumentReading, Failure, Reading  # noqa: PLC0415
    from jixiao.settings import Settings  # noqa: PLC0415
    from jixiao.targets import dialect_named  # noqa: PLC0415

    Settings.load()
    if dialect:
        dialect_named(dialect)
    if out == "":
        raise UnreadableFile("--out 后面应写文件夹的名字，例如 --out 结果。")
    files, missing = _find(paths)
    results = [*missing, *_read_all(files, dialect, jobs)]
    reading = Reading(
        documents=tuple(
            result for result in results if isinstance(result, DocumentReading)
        ),
        failures=tuple(result for result in results if isinstance(result, Failure)),
    )
    if out:
        _write(reading, Path(out))
    if as_json:
        from jixiao.publication import encode_json  # noqa: PLC0415

        sys.stdout.write(encode_json(reading))
    elif not out:
        from jixiao.cli.display import show  # noqa: PLC0415

        show(reading)
    for failure in reading.failures:
        sys.stderr.write(f"未读：{failure.reason}\n")
    if reading.failures:
        return 2
    return 0 if all(document.recognised for document in reading.documents) else 1


def _write(reading: "Reading", out: Path) -> None:
    from jixiao.publication import write_csv, write_json  # noqa: PLC0415

    written = [*write_json(reading, out), *write_csv(reading, out)]
    sys.stderr.write(f"已写入 {name_of(out)}：{len(written)} 个文件。\n")


def _find(paths: tuple[str, ...]) -> "tuple[list[Path], list[Failure]]":
    """List the files, each once; a path that names nothing does not stop the others."""
    from jixiao.reading import Failure, locate  # noqa: PLC0415

    files: dict[Path, None] = {}
    failures: list[Failure] = []
    for located in locate(paths):
        if isinstance(located, Failure):
            failures.append(located)
        else:
            _, file = located
            files[file] = None
    return list(files), failures


def _read_all(
    files: list[Path], dialect: str | None, jobs: int
) -> "Iterator[DocumentReading | Failure]":
    """Read files in order, in one process or several, with a progress bar where there are many."""
    results = _results(files, dialect, min(jobs, len(files), os.cpu_count() or 1))
    if len(files) < _MANY or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console  # noqa: PLC0415 — rich is slow to import
    from rich.progress import track  # noqa: PLC0415

    yield from track(
        results, description="读取", total=len(files), console=Console(stderr=True)
    )


def _results(
    files: list[Path], dialect: str | None, jobs: int
) -> "Iterator[DocumentReading | Failure]":
    from jixiao.reading import try_document  # noqa: PLC0415

    work = partial(try_document, dialect=dialect, apart=jobs > 1)
    if jobs <= 1:
        yield from map(work, files)
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 — with --jobs only

    with ThreadPoolExecutor(jobs) as pool:  # each thread asks a process of its own
        yield from pool.map(work, files)
