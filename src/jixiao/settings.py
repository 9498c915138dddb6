"""What an installation may set, through environment variables named JIXIAO_*."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from jixiao.errors import JixiaoError


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits that keep one document from taking the machine.

    `largest_document` is in bytes, `longest_line` in characters.
    """

    largest_document: int = 20_000_000
    longest_line: int = 100_000

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Take what the environment sets and the defaults for the rest.

        Raises:
            JixiaoError: a variable holds something other than a whole number above zero.
        """
        given: dict[str, int] = {}
        for field in fields(cls):
            name = f"JIXIAO_{field.name.upper()}"
            if name in environment:
                text = environment[name]
                if not text.isdecimal() or int(text) == 0:
                    message = f"环境变量 {name} 应为正整数，现为“{text}”。请改正或删去它。"
                    raise JixiaoError(message)
                given[field.name] = int(text)
        return cls(**given)
