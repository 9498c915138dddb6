"""Target tables that a command is given: documents, or what `jixiao read --json` printed."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of

if TYPE_CHECKING:
    from jixiao.targets import TargetTable


TARGETS = click.option(
    "--targets",
    multiple=True,
    required=True,
    metavar="FILE",
    help="目标表：文件，或 jixiao read --json 的结果；可写多次。",
)


def tables_of_all(paths: Iterable[str]) -> "list[TargetTable]":
    """Read the target tables of several documents or readings; raises as `tables_of` does."""
    return [table for path in paths for table in tables_of(Path(path))]


def tables_of(path: Path) -> "list[TargetTable]":
    """Read the target tables of a document, or of a reading in JSON.

    Raises:
        JixiaoError: it cannot be read, or holds no target table.
    """
    from jixiao.reading import read  # noqa: PLC0415 — kept out of jixiao --help

    tables = tables_of_json(path) if path.suffix == ".json" else list(read(path).tables)
    if not tables:
        message = f"{name_of(path)} 里没有读到绩效目标表。请先用 jixiao read 查看。"
        raise JixiaoError(message)
    return tables


def tables_of_json(path: Path) -> "list[TargetTable]":
    """Read the target tables of a reading in JSON."""
    import msgspec  # noqa: PLC0415 — kept out of jixiao --help

    from jixiao.reading import Reading  # noqa: PLC0415

    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error
    try:
        return list(msgspec.json.decode(content, type=Reading).tables)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        message = (
            f"{name_of(path)} 不是 jixiao read --json 的结果。"
            "请用 jixiao read 文件 --json 生成，或直接给出文件。"
        )
        raise JixiaoError(message) from error
