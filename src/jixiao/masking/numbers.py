"""Numbers that point at persons: certificates, mobiles, cards, mail and other documents."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

CERTIFICATE, MOBILE, CARD, MAIL, DOCUMENT = (
    "身份证号",
    "手机号",
    "银行卡号",
    "电子邮箱",
    "证件或账号",
)


class Person(NamedTuple):
    """Where something that points at a person stands in a text, and what it is."""

    start: int
    end: int
    kind: str


_GAP = r"[ \t\-‐‑‒–—−·./_]{0,2}"
_LINE = r"[ \t\-‐‑‒–—−·./_\n]{0,2}"
_PART = rf"(?:{_GAP}[0-9])"
_OVER_LINES = rf"(?:{_LINE}[0-9])"
_18 = re.compile(rf"(?<![0-9])[0-9]{_OVER_LINES}{{16}}{_LINE}[0-9X](?![0-9])")
_15 = re.compile(rf"(?<![0-9])[0-9]{_PART}{{14}}(?![0-9])")
_GROUPS_OF_CERTIFICATE = {
    (6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 8, 3, 1), (3, 3, 4, 4, 4), (4, 4, 4, 4, 2),
    (4, 4, 4, 6), (6, 6, 3), (6, 6, 6), (6, 2, 2, 2, 3), (3, 3, 3, 3, 3), (17, 1), (14, 4), (14, 3, 1),
    (5, 5, 5), (6, 12), (6, 9),
}  # fmt: skip
_AREAS = frozenset((
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
    "81", "82", "83",
))  # fmt: skip
"""The first two digits of a certificate: provinces (GB/T 2260)."""
_MOBILE = re.compile(
    rf"(?<![0-9.])(?:(?:\+|00)?[ ]?\(?\+?86\)?{_GAP})?(?:\(1[3-9][0-9]\)|1[3-9][0-9])"
    rf"(?:{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|{_GAP}[0-9]{{3}}{_GAP}[0-9]{{5}}"
    rf"|[0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}|{_GAP}[0-9]{{8}})(?![0-9]|\.[0-9])"
)
_CARD_PART = r"(?:[ \-—－]{0,2}[0-9])"
_CARD = re.compile(rf"(?<![0-9.])[3-6][0-9]{_CARD_PART}{{13,17}}(?![0-9]|\.[0-9])")
_SPOKEN_CARD = re.compile(
    rf"(?:卡号|账号|帐号|账户|银行卡|社保卡|存折|折号)[号码]{{0,2}}[^0-9\n]{{0,8}}([0-9]{_PART}{{11,18}})(?![0-9])"
)
_SPOKEN_CERTIFICATE = re.compile(
    rf"(?:身份证|证件|公民身份|残疾证|证号)[号码]{{0,4}}[^0-9\n]{{0,8}}([0-9]{_PART}{{13,16}}{_GAP}[0-9X](?:[0-9]{{2}})?)(?![0-9])"
)
_MAIL = re.compile(
    r"(?:(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}|[\u4e00-\u9fff]{1,6}[A-Za-z0-9._%+\-]{0,64})"
    r"(?:@|[ ]@[ ]?|@[ ]|[(\[](?:at|AT)[)\]])[A-Za-z0-9\-]{1,64}(?:\.[A-Za-z0-9\-]{1,64}){1,8}"
    r"|(?<![A-Za-z0-9._\-])[A-Za-z0-9._\-]{2,64}#(?:[A-Za-z0-9\-]{1,64}\.){1,8}(?:com|cn|net|org)(?![A-Za-z0-9])"
)
_SPOKEN_MOBILE = re.compile(
    r"(?:电话|手机|联系方式|TEL|Tel|tel|致电)[号码]{0,2}[^0-9\n]{0,6}(1[ \-.]?[3-9](?:[ \-.]{0,2}[0-9]){9})(?![0-9])"
)
_PAPERS = (
    "护照|通行证|军官证|士兵证|警官证|社保卡|社会保障卡|医保卡|电子凭证|残疾证|居住证|户口[簿本]|台胞证|回乡证|驾驶证"
    "|医师资格证|执业证|优抚证|低保证|QQ|存折"
)
_SPOKEN_DOCUMENT = re.compile(
    rf"(?:(?:{_PAPERS})[号码群]{{0,2}}(?:[^0-9A-Za-z\n]{{0,5}})|微信号?[:： ]{{1,3}})"
    r"((?=[A-Za-z_\-]{0,12}[0-9]|wxid|[A-Za-z]+[_\-])[A-Za-z0-9][A-Za-z0-9_\-]{4,24})"
)
_RUN = re.compile(r"(?<![0-9])[0-9][0-9X]{21,}(?![0-9])")
_OF_RUN = (11, 18, 15)
"""How long the numbers are that may be written into one another: mobiles, certificates."""
_LONGEST_RUN = 80


def numbers_in(text: str) -> Iterator[Person]:
    """What points at persons by a number or an address in a text of half width; they may overlap."""
    yield from _certificates(text)
    yield from _mobiles(text)
    yield from _cards(text)
    yield from (Person(*match.span(), MAIL) for match in _MAIL.finditer(text))
    yield from (
        Person(*match.span(1), DOCUMENT) for match in _SPOKEN_DOCUMENT.finditer(text)
    )
    yield from _run_together(text)


def _certificates(text: str) -> Iterator[Person]:
    for match in (*_windows(_18, text), *_windows(_15, text)):
        if _is_certificate(match[0]):
            yield Person(*match.span(), CERTIFICATE)
    for match in _SPOKEN_CERTIFICATE.finditer(text):
        yield Person(*match.span(1), CERTIFICATE)


def _windows(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches that begin at each place: a number may stand behind another."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.start() + 1


def _is_certificate(written: str) -> bool:
    """Whether digits, as they are written, are a certificate number (GB 11643) or nearly one."""
    digits = re.sub(r"[^0-9X]", "", written)
    is_right = len(digits) == len(_WEIGHTS) + 1 and _has_right_check(digits)
    if not (_is_born(digits) and (digits[:2] in _AREAS or is_right)):
        return False
    groups = tuple(map(len, re.findall(r"[0-9X]+", written)))
    if "\n" in written:
        return is_right and len(groups) == len(written.split("\n")) == 2  # noqa: PLR2004 — lines
    return len(groups) == 1 or is_right or groups in _GROUPS_OF_CERTIFICATE


def _is_born(digits: str) -> bool:
    """Whether the digits of the birthday are one of the past."""
    is_long = len(digits) == len(_WEIGHTS) + 1
    born = digits[6:14] if is_long else f"19{digits[6:12]}"
    try:
        day = date(int(born[:4]), int(born[4:6]), int(born[6:8]))
    except ValueError:
        return False
    return date(1890, 1, 1) <= day <= datetime.now(UTC).date()


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def _has_right_check(digits: str) -> bool:
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return digits[-1] == _CHECKS[total % len(_CHECKS)]


def _mobiles(text: str) -> Iterator[Person]:
    for match in _MOBILE.finditer(text):
        yield Person(*match.span(), MOBILE)
    for match in _SPOKEN_MOBILE.finditer(text):
        yield Person(*match.span(1), MOBILE)


def _run_together(text: str) -> Iterator[Person]:
    """Mobiles and certificates that were written one behind the other without a gap."""
    for match in _RUN.finditer(text):
        if len(match[0]) <= _LONGEST_RUN and _is_made_of_numbers(match[0]):
            yield Person(*match.span(), DOCUMENT)


def _is_made_of_numbers(digits: str) -> bool:
    """Whether digits are nothing but numbers of persons."""
    if not digits:
        return True
    return any(
        _is_one(digits[:length]) and _is_made_of_numbers(digits[length:])
        for length in _OF_RUN
        if len(digits) >= length
    )


def _is_one(digits: str) -> bool:
    if len(digits) == _OF_RUN[0]:
        return bool(_MOBILE.fullmatch(digits))
    return _is_certificate(digits) and (
        len(digits) != len(_WEIGHTS) + 1 or _has_right_check(digits)
    )


_GROUP_OF_CARD, _SHORTEST_CARD = 4, 15


def _cards(text: str) -> Iterator[Person]:
    for match in _windows(_CARD, text):
        groups = [len(group) for group in re.findall(r"[0-9]+", match[0])]
        digits = re.sub(r"[^0-9]", "", match[0])
        is_printed_so = len(groups) == 1 or set(groups[:-1]) == {_GROUP_OF_CARD}
        is_of_china = digits.startswith("62") and len(digits) > _SHORTEST_CARD
        is_grouped = len(groups) > 1 and len(digits) > _SHORTEST_CARD
        if (is_of_china or (is_printed_so and is_grouped)) and _is_card(digits):
            yield Person(*match.span(), CARD)
    for match in _SPOKEN_CARD.finditer(text):
        yield Person(*match.span(1), CARD)


def _is_card(number: str) -> bool:
    """Whether the last digit of a card's number is its check digit (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 — digits
    return total % 10 == 0
