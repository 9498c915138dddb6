"""What an installation may set, through environment variables named JIXIAO_*."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from jixiao.errors import JixiaoError


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits that keep one document from taking the machine, and a folder of own forms.

    `largest_document` is in bytes, `longest_line` in characters; `dialects` is a folder of TOML
    files read beside those of the package, or None.
    """

    largest_document: int = 10_000_000
    longest_line: int = 100_000
    dialects: Path | None = None

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Take what the environment sets and the defaults for the rest.

        Raises:
            JixiaoError: a limit is no whole number above zero, or a folder is none.
        """
        folder = environment.get("JIXIAO_DIALECTS")
        if folder is not None and not Path(folder).is_dir():
            message = f"环境变量 JIXIAO_DIALECTS 应为表式文件夹，“{folder}”不是。请改正或删去它。"
            raise JixiaoError(message)
        return cls(
            largest_document=_limit(environment, "JIXIAO_LARGEST_DOCUMENT", cls().largest_document),
            longest_line=_limit(environment, "JIXIAO_LONGEST_LINE", cls().longest_line),
            dialects=Path(folder) if folder else None,
        )


def _limit(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        message = f"环境变量 {name} 应为正整数，现为“{text}”。请改正或删去它。"
        raise JixiaoError(message)
    return int(text)
