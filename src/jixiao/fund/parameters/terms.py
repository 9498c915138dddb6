"""The parameters of one day, asked for by their keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from jixiao.errors import JixiaoError
from jixiao.fund.parameters.parameter import Parameter, Value, words

Kind = TypeVar("Kind", int, Fraction, str, date)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds on a day. A value that nobody has set is asked for in vain: there are no defaults."""

    code: str
    day: date
    rows: Mapping[str, Parameter]

    def __contains__(self, key: str) -> bool:
        return key in self.rows

    def row(self, key: str) -> Parameter:
        """Return a parameter with its basis.

        Raises:
            JixiaoError: nobody has set it for the day.
        """
        if key not in self.rows:
            message = (
                f"参数 {self.code} 里没有在 {self.day} 有效的“{words()[key].title}”（{key}）。"
                "请在参数文件里写明它的值、起止和依据。"
            )
            raise JixiaoError(message)
        return self.rows[key]

    def factor(self, key: str) -> Fraction:
        """Return a number to multiply by."""
        return self._typed(key, Fraction)

    def count(self, key: str) -> int:
        """Return a whole number, or an amount in fen."""
        return self._typed(key, int)

    def choice(self, key: str) -> str:
        """Return what was chosen."""
        return self._typed(key, str)

    def day_of(self, key: str) -> date:
        """Return a day."""
        return self._typed(key, date)

    def weights(self, key: str) -> tuple[int, ...]:
        """Return whole numbers, the earliest year's first."""
        value = self.row(key).value
        assert isinstance(value, tuple)  # noqa: S101 — the reader of its kind made it so
        return tuple(int(each) for each in value)

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.row(key).value
        assert isinstance(value, tuple)  # noqa: S101 — as above
        return tuple(str(each) for each in value)

    def factors(self, key: str) -> Mapping[str, Fraction]:
        """Return numbers to multiply by, by name."""
        value = self.row(key).value
        assert isinstance(value, Mapping)  # noqa: S101 — as above
        return value

    def _typed(self, key: str, kind: type[Kind]) -> Kind:
        value: Value = self.row(key).value
        assert isinstance(value, kind)  # noqa: S101 — as above
        return value
