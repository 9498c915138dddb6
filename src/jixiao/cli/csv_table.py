"""A table as a CSV that spreadsheets open: written whole or not at all."""

import csv
from collections.abc import Iterable
from pathlib import Path

import click

from jixiao.errors import whole, writing


def write_csv(
    path: Path, titles: Iterable[str], rows: Iterable[Iterable[object]]
) -> None:
    """Write a table under its titles.

    Raises:
        UnreadableFile: it cannot be written there.
    """
    with (
        writing(path.parent),
        whole(path) as half,
        half.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(titles)
        writer.writerows(rows)


def write_table(
    path: Path, titles: Iterable[str], rows: Iterable[Iterable[object]]
) -> None:
    """Write a table, and say where it is.

    Raises:
        UnreadableFile: it cannot be written there.
    """
    write_csv(path, titles, rows)
    click.echo(f"已写入 {path.name}")
