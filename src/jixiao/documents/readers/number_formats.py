"""Number formats of a spreadsheet (ECMA-376 part 1, 18.8.31): what a value looks like on paper."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that files name by number alone, as a Chinese system shows them."""
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[[^\]]*\]|(?P<general>General)|(?P<digits>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<letter>[a-zA-Z]+)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_ALL_SECTIONS = 4
"""A format has four parts at most: for more than nought, less, nought, and words."""
_SECTIONS = re.compile(r'((?:"[^"]*"|[\\!].|[^;"\\!])*);')
_CONDITION = re.compile(r"\[[<>=]")
_DATE_LETTERS = re.compile(r"[ymdhs]+|e+|上午/下午|AM/PM", re.IGNORECASE)
_UNREADABLE = re.compile(r"[eE][+-]|[?#0]/[?#0\d]")
"""Powers of ten and fractions: shown plainly."""
_MIDNIGHT = time()

_Token = tuple[str, str]
"""What a piece of a format is, and the characters it stands for."""


def shown(value: float, code: str) -> str | None:
    """A number as the format `code` prints it; None where the format does not change it.

    A negative number keeps its sign, also where its format would print brackets or a colour.
    """
    section = _section(code, value)
    if section is None:
        return None
    tokens = _tokens(section)
    kinds = {kind for kind, _ in tokens}
    if "general" in kinds:
        plain = plainly(value)
        return "".join(plain if kind == "general" else text for kind, text in tokens)
    if "digits" not in kinds:
        return "".join(text for kind, text in tokens if kind == "literal").strip()
    return _filled(tokens, value)


def shown_text(text: str, code: str) -> str:
    """A cell of words as its format prints it: ≥@ puts a sign before them."""
    sections = _SECTIONS.findall(f"{code};")
    section = sections[-1] if sections else ""
    is_for_text = "@" in section or len(sections) == _ALL_SECTIONS
    if not is_for_text or section == "@":
        return text
    pieces = (text if kind == "text" else word for kind, word in _tokens(section))
    return "".join(pieces).strip()


def is_date(code: str) -> bool:
    """Whether a format prints a day or an hour and no number."""
    letters = {text.lower() for kind, text in _tokens(code) if kind == "letter"}
    return any(map(_DATE_LETTERS.fullmatch, letters))


def shown_date(value: date, code: str) -> str:
    """A day in Chinese words, as far as its format prints it: 2026年12月 has no day."""
    words = "".join(text for kind, text in _tokens(code) if kind == "letter").lower()
    year = f"{value.year}年" if "y" in words or "e" in words else ""
    month = f"{value.month}月" if "m" in words and words.strip("hms") else ""
    day = f"{value.day}日" if "d" in words else ""
    has_hours = isinstance(value, datetime) and value.time() != _MIDNIGHT
    hours = f"{value:%H:%M}" if "h" in words and has_hours else ""
    return " ".join(filter(None, (f"{year}{month}{day}", hours)))


def day_of(serial: float, *, from_1904: bool) -> datetime | None:
    """The day a serial number counts to; None where it counts beyond the calendar."""
    start = datetime.fromisoformat("1904-01-01" if from_1904 else "1899-12-30")
    try:
        return start + timedelta(days=serial)
    except OverflowError:
        return None


def plainly(value: float) -> str:
    """A number without a format: no zeros at its end, no power of ten."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(code: str, value: float) -> str | None:
    """The part of a format for numbers of this sign; None for what is shown plainly."""
    sections = _SECTIONS.findall(f"{code};")
    if not sections or _CONDITION.search(code) or _UNREADABLE.search(code):
        return None
    if "@" in sections[-1]:
        sections.pop()
    place = 1 if value < 0 else 2 if value == 0 else 0
    section: str = sections[place] if place < len(sections) else (sections or [""])[0]
    is_plain = section == "General" or (not section and len(sections) <= 1)
    return None if is_plain and place == 0 else section


@lru_cache(maxsize=256)
def _tokens(section: str) -> Sequence[_Token]:
    return tuple(_classified(_TOKENS.finditer(section)))


def _classified(matches: Iterable[re.Match[str]]) -> Iterator[_Token]:
    for match in matches:
        kind = match.lastgroup
        if kind in ("quoted", "escaped", "currency", "other"):
            yield "literal", match[kind]
        elif kind:
            yield kind, match[0]


def _filled(tokens: Sequence[_Token], value: float) -> str:
    """The digits of a number in the places a format has for them."""
    kinds = [kind for kind, _ in tokens]
    last = len(kinds) - kinds[::-1].index("digits")
    point = kinds.index("point") if "point" in kinds else last
    decimals = kinds[point:].count("digits")
    thousands = kinds[last:].count("comma") if point >= last or decimals else 0
    number = Decimal(repr(value)) * 100 ** kinds.count("percent") / 1000**thousands
    rounded = abs(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, fraction = format(rounded, "f").partition(".")
    grouped = "comma" in kinds[:point] and not _is_parted(tokens[:point])
    head = _whole_part(tokens[:point], f"{int(whole):,}" if grouped else whole)
    tail = _fraction_part(tokens[point:], fraction)
    printed = f"{head}{tail}".strip()
    if value >= 0 or not rounded or "-" in head:
        return printed
    return "-" + printed.strip("()")


def _is_parted(tokens: Sequence[_Token]) -> bool:
    """Whether literal characters stand among the digits, as in 0!.0, for ten thousands."""
    kinds = [kind for kind, _ in tokens]
    first = kinds.index("digits") if "digits" in kinds else 0
    last = len(kinds) - kinds[::-1].index("digits") if "digits" in kinds else 0
    return "literal" in kinds[first:last]


def _whole_part(tokens: Sequence[_Token], digits: str) -> str:
    """Fill the places before the point from the right; the first takes all that is left."""
    places = [text for kind, text in tokens if kind == "digits"]
    left = len(places)
    digits = digits if "0" in places or digits != "0" else ""
    pieces: list[str] = []
    for kind, text in reversed(tokens):
        if kind == "digits":
            left -= 1
            digit = digits if left == 0 else digits[-1:]
            digits = "" if left == 0 else digits[:-1]
            pieces.append(digit or ("0" if text == "0" else ""))
        elif kind in ("literal", "percent"):
            pieces.append(text)
    return "".join(reversed(pieces))


def _fraction_part(tokens: Sequence[_Token], digits: str) -> str:
    """Fill the places behind the point; a zero that need not be printed is left out."""
    wanted = [text for kind, text in tokens if kind == "digits"]
    least = max((at for at, text in enumerate(wanted, 1) if text == "0"), default=0)
    shortened = digits[:least] + digits[least:].rstrip("0")
    point = f".{shortened}" if shortened else ""
    others = (text for kind, text in tokens if kind in ("literal", "percent"))
    return point + "".join(others)
