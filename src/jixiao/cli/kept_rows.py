"""What commands of the house write into a bureau's records, for measures to answer from."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

KEEP = "把这一次记进这个局的数据，供指标取数。"


def keep_rows(bureau: str, code: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows of a table that the house itself makes, each in place of the one under its key.

    Raises:
        UnreadableFile: nothing was loaded there, or another program holds it.
    """
    from jixiao.fund.records.own_rows import keep_own  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.fund.tables import tables  # noqa: PLC0415

    new_rows = [*rows]
    with open_engine(Path(bureau)) as engine:
        keep_own(engine, code, new_rows)
    click.echo(f"已记进{tables()[code].title}（{code}）{len(new_rows)} 行")
