"""Strengths and packs as they are printed, read into exact numbers, or refused with the reason."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jixiao.errors import JixiaoError

_MASS = {
    "kg": Fraction(1_000_000),
    "g": Fraction(1000),
    "mg": Fraction(1),
    "ug": Fraction(1, 1000),
    "mcg": Fraction(1, 1000),
    "ng": Fraction(1, 1_000_000),
    "克": Fraction(1000),
    "毫克": Fraction(1),
    "微克": Fraction(1, 1000),
}
"""Units of mass in mg."""
_ACTIVITY = {
    "iu": Fraction(1),
    "u": Fraction(1),
    "单位": Fraction(1),
    "万iu": Fraction(10_000),
    "万u": Fraction(10_000),
    "万单位": Fraction(10_000),
    "亿单位": Fraction(100_000_000),
    "miu": Fraction(1_000_000),
}
"""Units of activity in international units."""
_VOLUME = {
    "ml": Fraction(1),
    "l": Fraction(1000),
    "毫升": Fraction(1),
    "升": Fraction(1000),
}
"""Units of volume in ml."""
_PIECES = "片粒支袋瓶丸枚贴包揿吸喷颗滴套管块板盒"
_OUTER = re.compile(rf"/(?:每)?(?:1)?[{_PIECES}桶罐箱]$")
_EACH = re.compile(rf"^每(1)?[{_PIECES}](?:装|含|重|中含)?")
_MANY = re.compile(rf"^每?(\d+)[{_PIECES}](?:装|含|重)")
_NUMBER = r"\d+(?:\.\d+)?"
_UNITS = "|".join(sorted([*_MASS, *_ACTIVITY, *_VOLUME], key=len, reverse=True))
_AMOUNT = re.compile(rf"({_NUMBER})({_UNITS}|%)")
_COUNT = re.compile(rf"({_NUMBER})[{_PIECES}st]?(?:/[{_PIECES}])?")
_ONE_EACH = re.compile(rf"[{_PIECES}]")
_OF_PACK = re.compile(r"^(?:每|1)[盒瓶袋包板套](?:装)?")
_REMARK = re.compile(r"\((?:按|以)[^()]*计\)")
"""What the content is counted as: 0.25g(按阿莫西林计)."""
_ALSO_ACTIVE = re.compile(rf"(?<=g)\({_NUMBER}(?:{'|'.join(_ACTIVITY)})\)")
"""The activity of a mass: 80mg(8万单位); the mass is what compares."""
_PERCENT = 100
_PER_ML = 1000
MASS, ACTIVITY, NOTHING = "mg", "IU", ""


class UnreadStrength(JixiaoError):
    """A strength or a pack is not written so that it can be read; the message says which."""


@dataclass(frozen=True, slots=True)
class Strength:
    """What a pack holds: the contents of one piece, the volume it is in, and how many pieces.

    `contents` are in `unit` (mg or IU), one for each active substance in the order printed; empty
    where the pieces are only counted. `volume` is in ml, none where no volume is printed.
    """

    contents: tuple[Fraction, ...]
    unit: str
    volume: Fraction | None
    count: int

    @property
    def proportion(self) -> tuple[Fraction, ...]:
        """The contents as parts of the first: what combinations must share to be compared."""
        return tuple(content / self.contents[0] for content in self.contents)

    @property
    def printed(self) -> str:
        """The strength as it was understood."""
        contents = "+".join(f"{_short(content)}{self.unit}" for content in self.contents)  # fmt: skip
        volume = f"{_short(self.volume)}ml" if self.volume is not None else ""
        return "×".join(filter(None, (":".join(filter(None, (volume, contents))), str(self.count))))  # fmt: skip


def _short(number: Fraction) -> str:
    return f"{float(number):.10g}"


def read_strength(spec: str, pack: str = "", sold_by: str = "") -> Strength:
    """Read a printed strength and pack: `0.25g×24片`, `5ml:0.1g` with `10支/盒`, `0.9%:250ml`.

    `sold_by` is the unit that the price is of; where nothing says how many pieces there are, a
    price of one 支, 瓶, 片 … is of one piece.

    Raises:
        UnreadStrength: a part was not understood, two parts disagree, or the count is nowhere said.
    """
    contents: list[tuple[tuple[Fraction, ...], str]] = []
    volumes: list[Fraction] = []
    counts: list[int] = []
    for part in _factors(spec):
        read = _part(part, spec)
        if read.contents:
            contents.append((read.contents, read.unit))
        if read.volume is not None:
            volumes.append(read.volume)
        if read.count:
            counts.append(read.count)
    if len(contents) > 1 or len(volumes) > 1:
        message = f"规格“{spec}”里有两个含量或两个容量，不知以哪个为准"
        raise UnreadStrength(message)
    if not contents and not volumes:
        message = f"规格“{spec}”没有写含量"
        raise UnreadStrength(message)
    held, unit = contents[0] if contents else ((), NOTHING)
    count = _count(spec, counts, pack, sold_by)
    return Strength(held, unit, volumes[0] if volumes else None, count)


@dataclass(frozen=True, slots=True)
class _Part:
    contents: tuple[Fraction, ...] = ()
    unit: str = NOTHING
    volume: Fraction | None = None
    count: int = 0


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"[×✕╳✖∗xX]", "*", plain.replace("μ", "u").replace("µ", "u"))
    return re.sub(r"\s+", "", plain)


def _factors(spec: str) -> list[str]:
    plain = _ALSO_ACTIVE.sub("", _REMARK.sub("", _plain(spec)))
    while cut := _OUTER.search(plain):
        # 7片/板 is a count of pieces by the board; a unit after the last count is what holds it all.
        plain = plain[: cut.start()]
    # 1%×10g and 1%:10g are one amount: a share of what follows it.
    parts = re.split(r"\*(?![^(]*\))", plain.replace("%*", "%:"))
    return [part.strip("()") if _is_wrapped(part) else part for part in parts if part]


def _is_wrapped(part: str) -> bool:
    return part.startswith("(") and part.endswith(")") and part.count("(") == 1


def _part(part: str, spec: str) -> _Part:
    if match := _MANY.match(part):
        held = _held(part[match.end() :], spec)
        share = Fraction(int(match[1]))
        return _Part(tuple(each / share for each in held.contents), held.unit)
    if counted := _COUNT.fullmatch(part):
        return _Part(count=_whole(counted[1], spec))
    return _held(_EACH.sub("", part), spec)


def _held(part: str, spec: str) -> _Part:
    """Read a part of amounts: masses, activities, a share, a volume."""
    amounts = _AMOUNT.findall(part)
    rest = _AMOUNT.sub("", part).strip(":/+,()与和;")
    # What is said of a substance between its amounts stays a word: 含阿莫西林0.25g与克拉维酸0.125g.
    words = re.fullmatch(r"(?:[含中\u4e00-\u9fff]|[:/+,()与和;])*", rest)
    if not amounts or words is None:
        message = f"规格“{spec}”里的“{part}”没有读懂"
        raise UnreadStrength(message)
    masses = [Fraction(number) * _MASS[unit] for number, unit in amounts if unit in _MASS]  # fmt: skip
    active = [Fraction(number) * _ACTIVITY[unit] for number, unit in amounts if unit in _ACTIVITY]  # fmt: skip
    shares = [Fraction(number) / _PERCENT for number, unit in amounts if unit == "%"]
    volumes = [Fraction(number) * _VOLUME[unit] for number, unit in amounts if unit in _VOLUME]  # fmt: skip
    if len(volumes) > 1 or (masses and active) or len(shares) > 1:
        message = f"规格“{spec}”里的“{part}”有几个单位，不知以哪个为准"
        raise UnreadStrength(message)
    volume = volumes[0] if volumes else None
    if shares:
        return _of_share(shares[0], masses, volume, spec)
    return _Part(tuple(masses or active), MASS if masses else ACTIVITY if active else NOTHING, volume)  # fmt: skip


def _of_share(
    share: Fraction, masses: Sequence[Fraction], volume: Fraction | None, spec: str
) -> _Part:
    """A share of a volume is g in 100 ml, of a mass g in 100 g."""
    if volume is not None and not masses:
        return _Part((share * volume * _PER_ML,), MASS, volume)
    if volume is None and len(masses) == 1:
        return _Part((share * masses[0],), MASS)
    if volume is not None and masses == [share * volume * _PER_ML]:
        return _Part(tuple(masses), MASS, volume)
    message = f"规格“{spec}”写了浓度，没有写（或写了矛盾的）容量、重量"
    raise UnreadStrength(message)


def _whole(number: str, spec: str) -> int:
    count = Fraction(number)
    if count.denominator != 1 or count < 1:
        message = f"规格“{spec}”里的数量“{number}”不是整数"
        raise UnreadStrength(message)
    return int(count)


def _count(spec: str, counts: Sequence[int], pack: str, sold_by: str) -> int:
    printed = _product(counts)
    packed = _packed(pack)
    if printed and packed and printed not in (packed, 1):
        message = (
            f"规格“{spec}”写的是 {printed}，包装“{pack}”写的是 {packed}，不知以哪个为准"
        )
        raise UnreadStrength(message)
    if count := packed or printed:
        return count
    if _ONE_EACH.fullmatch(_plain(sold_by)) and sold_by not in ("盒", "板", "包", "套"):
        return 1
    message = f"规格“{spec}”、包装“{pack}”都没有写一个计价单位有几片（支、袋）"
    raise UnreadStrength(message)


def _packed(pack: str) -> int:
    if not pack.strip():
        return 0
    counts = []
    for part in _factors(_OF_PACK.sub("", _plain(pack))):
        match = _COUNT.fullmatch(part)
        if match is None:
            message = f"包装“{pack}”没有读懂"
            raise UnreadStrength(message)
        counts.append(_whole(match[1], pack))
    return _product(counts)


def _product(counts: Sequence[int]) -> int:
    product = 1
    for count in counts:
        product *= count
    return product if counts else 0
