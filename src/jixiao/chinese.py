"""Widths, numerals and punctuation of printed Chinese."""

import re
import unicodedata
from functools import cache, lru_cache

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0x00A0: 0x20,
    0xFE50: 0x2C,
    0xFE64: 0x3C,
    0xFE65: 0x3E,
    0xFE66: 0x3D,
    0x2502: 0x7C,
}
_IDEOGRAPHIC = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_FULL = _IDEOGRAPHIC + r"\u3000-\u303f\uff01-\uffee\u2018-\u201d\u2026\u2014"
_TRADITIONAL = re.compile(
    "[項績標額資總產産數質時會濟實單門號導據萬億個務專長達無層開與從應預級區縣員運護體維優聯檢審計劃網絡醫療參險營農業環衛滿對]"
)
_INNER_GAP = re.compile(rf"(?<=[{_FULL}])\s+(?=[{_FULL}])")
_LONGEST_WORDING = 40
"""Characters up to which a text may be a label, which forms print again and again."""
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "零〇一二两三四五六七八九十百千"
"""The characters a Chinese numeral below ten thousand is written with."""


def fold(text: str) -> str:
    """Full-width letters, digits and signs in half width, one for one.

    A text in traditional characters comes back in simplified ones. The result has the length of
    `text`, so positions in one are positions in the other.
    """
    folded = text.translate(_HALF_WIDTH)
    return folded.translate(_simplified()) if is_traditional(folded) else folded


def is_traditional(text: str) -> bool:
    """Whether a text holds characters of forms and money that only traditional writing has."""
    return _TRADITIONAL.search(text) is not None


@cache
def _simplified() -> dict[int, str]:
    """Map each character that is traditional and nothing else, as OpenCC converts it alone."""
    from opencc import OpenCC  # noqa: PLC0415 — its tables are wanted by traditional texts only

    converter = OpenCC("t2s")
    ideographs = map(chr, range(0x4E00, 0xA000))
    traditional = [c for c in ideographs if not c.encode("gb2312", "ignore")]
    return {ord(c): converter.convert(c) for c in traditional}


def squeeze(text: str) -> str:
    """Leave out all white space."""
    return "".join(text.split())


def key(text: str) -> str:
    """The form under which two printings of the same wording compare equal."""
    return _key_of_text(text) if len(text) > _LONGEST_WORDING else _key_of_wording(text)


@lru_cache(maxsize=32)
def _key_of_text(text: str) -> str:
    """The key of an objective or a narrative, which every row of a form is held against."""
    return fold(squeeze(text))


@lru_cache(maxsize=16_384)
def _key_of_wording(text: str) -> str:
    return fold(squeeze(text))


def tidy(text: str) -> str:
    """Drop the spaces that typesetting leaves between Chinese characters.

    A space beside a Latin letter or a digit is kept as it was printed.
    """
    return re.sub(r"\s+", " ", _INNER_GAP.sub("", text.strip()))


def join_wrapped(left: str, right: str) -> str:
    """Join two lines of one cell; only two Latin words keep a space between them."""
    if not left or not right:
        return left + right
    latin = _is_latin_letter(left[-1]) and _is_latin_letter(right[0])
    return f"{left} {right}" if latin else left + right


def _is_latin_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def read_numeral(text: str) -> int | None:
    """Read a Chinese numeral below ten thousand, such as 十二 or 一百零五; None if it is none."""
    total = 0
    digit: int | None = None  # the one that waits for its power: 二 of 二百
    for character in text:
        if character in _POWERS:
            total += (1 if digit is None else digit) * _POWERS[character]
            digit = None
        elif character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0) if text else None


def width(text: str) -> int:
    """Count the columns a line takes on paper: two for a Chinese character, one for a Latin."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
