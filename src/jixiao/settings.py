"""What an installation may set, through environment variables named JIXIAO_*."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from jixiao.errors import JixiaoError


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits that keep a document from taking the machine, and the folders of forms and fonts.

    `largest_document` is the most bytes of a text, `largest_file` of any other file and
    `largest_unpacked` of what it holds packed; `longest_line` is in characters, `most_text` the
    characters of all lines; `most_cells` counts what a merged cell covers, `most_nesting` how many
    elements stand in each other. A file is read within `longest_reading` seconds, each recognised
    page beginning them anew, and `reading_memory` megabytes. `memory` is what the fund's data may
    take, in megabytes, and `threads` how many run at once; None for as many as there are cores.
    `engine` runs expressions over a lake: duckdb, sail, or the address of a Spark cluster
    (sc://host:15002). `dialects` is a folder of TOML files read beside those of the package,
    `fonts` one of font files and `font` the family that PDFs are written with; None for the
    package's own. `database_password` is for a database whose address names a user and no password.
    """

    largest_document: int = 10_000_000
    largest_file: int = 200_000_000
    largest_unpacked: int = 500_000_000
    longest_line: int = 100_000
    longest_reading: int = 60
    reading_memory: int = 2_000
    most_pages: int = 2_000
    most_lines: int = 200_000
    most_text: int = 20_000_000
    most_cells: int = 1_000_000
    most_nesting: int = 200
    most_pixels: int = 100_000_000
    memory: int = 3_000
    threads: int | None = None
    engine: str = "duckdb"
    dialects: Path | None = None
    fonts: Path | None = None
    font: str | None = None
    database_password: str | None = field(default=None, repr=False)

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Take what the environment sets and the defaults for the rest.

        Raises:
            JixiaoError: a limit is no whole number above zero, or a folder is none.
        """
        standard = cls()
        return cls(
            largest_document=_limit(
                environment, "JIXIAO_LARGEST_DOCUMENT", standard.largest_document
            ),
            largest_file=_limit(
                environment, "JIXIAO_LARGEST_FILE", standard.largest_file
            ),
            largest_unpacked=_limit(
                environment, "JIXIAO_LARGEST_UNPACKED", standard.largest_unpacked
            ),
            longest_line=_limit(
                environment, "JIXIAO_LONGEST_LINE", standard.longest_line
            ),
            longest_reading=_limit(
                environment, "JIXIAO_LONGEST_READING", standard.longest_reading
            ),
            reading_memory=_limit(
                environment, "JIXIAO_READING_MEMORY", standard.reading_memory
            ),
            most_pages=_limit(environment, "JIXIAO_MOST_PAGES", standard.most_pages),
            most_lines=_limit(environment, "JIXIAO_MOST_LINES", standard.most_lines),
            most_text=_limit(environment, "JIXIAO_MOST_TEXT", standard.most_text),
            most_cells=_limit(environment, "JIXIAO_MOST_CELLS", standard.most_cells),
            most_nesting=_limit(
                environment, "JIXIAO_MOST_NESTING", standard.most_nesting
            ),
            most_pixels=_limit(environment, "JIXIAO_MOST_PIXELS", standard.most_pixels),
            memory=_limit(environment, "JIXIAO_MEMORY", standard.memory),
            threads=_limit(environment, "JIXIAO_THREADS", 0) or None,
            engine=_engine(environment),
            dialects=_folder(environment, "JIXIAO_DIALECTS", "表式"),
            fonts=_folder(environment, "JIXIAO_FONTS", "字体"),
            font=environment.get("JIXIAO_FONT") or None,
            database_password=environment.get("JIXIAO_DATABASE_PASSWORD") or None,
        )


def _folder(environment: Mapping[str, str], name: str, purpose: str) -> Path | None:
    folder = environment.get(name)
    if folder is not None and not Path(folder).is_dir():
        message = (
            f"环境变量 {name} 应为{purpose}文件夹，“{folder}”不是。请改正或删去它。"
        )
        raise JixiaoError(message)
    return Path(folder) if folder else None


def _engine(environment: Mapping[str, str]) -> str:
    engine = environment.get("JIXIAO_ENGINE") or "duckdb"
    if engine not in ("duckdb", "sail") and not engine.startswith("sc://"):
        message = f"环境变量 JIXIAO_ENGINE 应为 duckdb、sail 或 sc://主机:端口，现为“{engine}”。请改正或删去它。"
        raise JixiaoError(message)
    return engine


def _limit(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        message = f"环境变量 {name} 应为正整数，现为“{text}”。请改正或删去它。"
        raise JixiaoError(message)
    return int(text)
