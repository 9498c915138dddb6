"""A top-up product as dated data: what it pays of, from which line, by which bands, up to which cap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.library import load_toml, refuse_unknown

SAMPLE = Path(__file__).with_name("sample_product.toml")
IN_SCOPE, WHOLE = "政策范围内个人负担", "全部个人负担"
_PRODUCT = ("code", "title", "standing", "basis", "confirmed", "from", "until")
_TERMS = ("pays_of", "med_types", "waiting_days", "deductible", "bands", "cap", "prior_share")  # fmt: skip
_FEN = 100


@dataclass(frozen=True, slots=True)
class Product:
    """A product in force from `since` to `until`; amounts in fen, shares exact.

    `bands` are (from this much above the line on, share). A disease that a person had before pays
    `prior_share` of what it would.
    """

    code: str
    title: str
    line: str
    confirmed: bool
    since: date
    until: date
    pays_of: str
    med_types: Sequence[str]
    waiting_days: int
    deductible: int
    bands: Sequence[tuple[int, Fraction]]
    cap: int
    prior_share: Fraction

    def paid_on(self, above: int) -> Fraction:
        """What the bands give on so much above the line in a year, in fen, unrounded."""
        starts = [start for start, _ in self.bands]
        ends = [*starts[1:], max(above, starts[-1])]
        return sum(
            (
                share * max(0, min(above, end) - start)
                for (start, share), end in zip(self.bands, ends, strict=True)
            ),
            Fraction(0),
        )


def load_product(path: Path = SAMPLE) -> Product:
    """Read a product.

    Raises:
        FaultyEntry: it says what is not known, lacks what it must say, or its bands do not rise.
    """
    content = load_toml(path)
    refuse_unknown(path.name, content, ("product", "terms"))
    about, terms = content.get("product", {}), content.get("terms", {})
    _check(path.name, "product", about, _PRODUCT)
    _check(path.name, "terms", terms, _TERMS)
    refuse_unknown(f"{path.name} 的 pays_of", [terms["pays_of"]], (IN_SCOPE, WHOLE))
    bands = [(start * _FEN, Fraction(share)) for start, share in terms["bands"]]
    if not bands or bands[0][0] or bands != sorted(set(bands)):
        message = f"{path.name} 的 bands 应从 0 起、从低到高写。请改正。"
        raise FaultyEntry(message)
    if any(not 0 <= share <= 1 for _, share in bands):
        message = f"{path.name} 的 bands 的比例应在 0 和 1 之间。请改正。"
        raise FaultyEntry(message)
    doubt = "" if about["confirmed"] else "，未核对"
    return Product(
        about["code"],
        about["title"],
        f"{about['title']}（{about['standing']}，{about['basis']}{doubt}）",
        about["confirmed"],
        about["from"],
        about["until"],
        terms["pays_of"],
        terms["med_types"],
        terms["waiting_days"],
        _fen(terms["deductible"]),
        bands,
        _fen(terms["cap"]),
        Fraction(terms["prior_share"]),
    )


def _check(file: str, part: str, said: Mapping[str, Any], words: Sequence[str]) -> None:
    refuse_unknown(f"{file} 的 [{part}]", said, words)
    if missing := [word for word in words if word not in said]:
        message = f"{file} 的 [{part}] 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)


def _fen(yuan: int | Decimal) -> int:
    return int(Decimal(yuan) * _FEN)
