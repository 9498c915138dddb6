"""A draw that anyone can redo: codes in the order of the digest of the published seed and the code."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.errors import JixiaoError

ALGORITHM = "对“种子|编号”的 UTF-8 字节取 SHA-256，按十六进制从小到大排，取前面的"
"""How to redo a draw by hand."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn of what, in the order of the digests; the log is enough to redo it."""

    seed: str
    pool: Sequence[str]
    chosen: Sequence[str]

    @property
    def log(self) -> list[str]:
        """The draw as it is published: algorithm, seed, list and digests."""
        lines = [
            f"办法：{ALGORITHM}",
            f"种子：{self.seed}",
            f"名单（{len(self.pool)}）：",
        ]
        chosen = set(self.chosen)
        for code in self.pool:
            mark = "　抽中" if code in chosen else ""
            lines.append(f"  {digest(self.seed, code)}　{code}{mark}")
        return lines


def digest(seed: str, code: str) -> str:
    """Return what a code is ordered by."""
    return hashlib.sha256(f"{seed}|{code}".encode()).hexdigest()


def draw(seed: str, codes: Iterable[str], count: int) -> Draw:
    """Draw some of the codes, each with the same chance, by a seed that was published before.

    Raises:
        JixiaoError: there is no seed, a code stands twice, or fewer codes are there than asked for.
    """
    pool = sorted(codes, key=lambda code: (digest(seed, code), code))
    if not seed.strip():
        raise JixiaoError("抽取要有事先公布的种子，如当天公布的一串数字。")
    if len(set(pool)) != len(pool):
        raise JixiaoError("抽取的名单里有重复的编号。请先去掉重复。")
    if not 0 <= count <= len(pool):
        message = f"名单只有 {len(pool)} 个，抽不出 {count} 个。请改正个数。"
        raise JixiaoError(message)
    return Draw(seed, pool, pool[:count])
