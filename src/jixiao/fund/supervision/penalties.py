"""Fines against the loss they are for: how many times it a decree allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.library import load_toml, refuse_unknown
from jixiao.money import in_yuan

_FILE = Path(__file__).with_name("penalties.toml")
_WORDS = ("title", "least", "most", "basis", "confirmed")


@dataclass(frozen=True, slots=True)
class Penalty:
    """An article: the least and the most times of the loss that may be fined."""

    title: str
    least: int
    most: int
    basis: str
    confirmed: bool

    def check(self, loss: int, fine: int) -> None:
        """Refuse a fine that the article does not allow for a loss; both in fen.

        Raises:
            JixiaoError: it is less or more than the article allows.
        """
        low, high = loss * self.least, loss * self.most
        if not low <= fine <= high:
            message = (
                f"损失 {in_yuan(loss)} 元，按{self.title}可罚 {in_yuan(low)} 至 {in_yuan(high)} 元，"
                f"不能是 {in_yuan(fine)} 元。请核对条款和金额。"
            )
            raise JixiaoError(message)


@cache
def penalties() -> Mapping[str, Penalty]:
    """Return the articles by name.

    Raises:
        FaultyEntry: one says what is not known.
    """
    content = load_toml(_FILE)
    for name, declared in content.items():
        refuse_unknown(f"{_FILE.name} 的 {name}", declared, _WORDS)
    return {name: Penalty(**declared) for name, declared in content.items()}
