"""Numbers and names of persons in any text: found however they are written, and taken out.

The one place that knows them; public pages, reports, logs, messages and lists of rejects ask here.
A doubt is decided for the person: a project's number that looks like a certificate is taken out too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec

CERTIFICATE, MOBILE, CARD, MAIL, NAME = (
    "身份证号",
    "手机号",
    "银行卡号",
    "电子邮箱",
    "姓名",
)
_GAP = r"[ \t\-‐‑‒–—−·.]?"
_PART = rf"(?:{_GAP}[0-9])"
_18_OR_15 = re.compile(rf"(?<![0-9])[0-9]{_PART}{{16}}{_GAP}[0-9X](?![0-9])")
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
_CARD = re.compile(rf"(?<![0-9.])[3-6][0-9]{_PART}{{13,17}}(?![0-9]|\.[0-9])")
_SPOKEN_CARD = re.compile(
    rf"(?:卡号|账号|帐号|银行卡|社保卡)[号码]{{0,2}}[^0-9\n]{{0,8}}([0-9]{_PART}{{11,18}})(?![0-9])"
)
_SPOKEN_CERTIFICATE = re.compile(
    rf"(?:身份证|证件|公民身份)[号码]{{0,4}}[^0-9\n]{{0,8}}([0-9]{_PART}{{13,16}}{_GAP}[0-9X])(?![0-9])"
)
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚"
    "范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元"
    "卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾"
    "路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪"
    "包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯"
    "宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖"
    "卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别"
    "庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆"
    "师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖洛虎撒闫付代"
    "仝撖苟邸佘缑虢亓逯"
)
_COMPOUND = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙",
    "司徒", "夏侯", "端木", "南宫", "百里", "呼延", "轩辕",
)  # fmt: skip
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_LABELS = (
    "姓名|名字|联系人|经办人|填表人|填报人|制表人|审核人|负责人|责任人|患者|病人|参保人|户主|收款人|申请人"
    "|救助对象|代办人|监护人|法定代表人|被保险人|受益人|持卡人|账户名|户名"
)
_LABELLED = re.compile(
    rf"(?:{_LABELS})(?:姓名)?(?:及(?:联系)?(?:电话|方式))?"
    rf"(?P<mark>[ \t]*[:][ \t]*|[ \t|,、(]+|)(?P<name>[{_HAN}·•]{{2,}})"
)
_LONGEST_NAME = 4
_FULL = re.compile(rf"[{_HAN}]{{2,4}}|[{_HAN}]+[·•][{_HAN}·•]+")


class Person(NamedTuple):
    """Where something that points at a person stands in a text, and what it is."""

    start: int
    end: int
    kind: str


def persons_in(text: str) -> list[Person]:
    """What points at persons in a text, in its order; of what overlaps, the longest."""
    plain = _half_width(text)
    candidates = [*_certificates(plain), *_mobiles(plain), *_cards(plain)]
    candidates += [Person(*match.span(), MAIL) for match in _MAIL.finditer(plain)]
    candidates += _names(plain)
    persons: list[Person] = []
    for person in sorted(candidates, key=lambda each: (each.start - each.end, each)):
        if all(
            person.end <= other.start or other.end <= person.start for other in persons
        ):
            persons.append(person)
    return sorted(persons)


def without_persons(text: str, kinds: list[str] | None = None) -> str:
    """A text with what points at persons taken out; the kinds are added to `kinds`."""
    if not _may_hold(text):
        return text
    for person in reversed(persons_in(text)):
        if kinds is not None:
            kinds.append(person.kind)
        text = f"{text[: person.start]}〔{person.kind}已隐去〕{text[person.end :]}"
    return text


def hide_persons(value: Any, kinds: list[str] | None = None) -> Any:  # noqa: ANN401 — of any type
    """A value of texts, lists, mappings and structs with the persons in its texts taken out."""
    match value:
        case str():
            return without_persons(value, kinds)
        case dict():
            return {key: hide_persons(each, kinds) for key, each in value.items()}
        case list() | tuple():
            return type(value)([hide_persons(each, kinds) for each in value])
        case msgspec.Struct():
            cells = msgspec.structs.asdict(value)
            hidden = {name: hide_persons(cell, kinds) for name, cell in cells.items()}
            changed = {
                name: cell for name, cell in hidden.items() if cell is not cells[name]
            }
            return msgspec.structs.replace(value, **changed) if changed else value
        case _:
            return value


def is_person(text: str) -> bool:
    """Whether a whole text is a number or, as far as can be told, the name of a person."""
    plain = _half_width(text).strip()
    if any(person.end - person.start == len(plain) for person in persons_in(plain)):
        return True
    return bool(_FULL.fullmatch(plain)) and (
        "·" in plain or "•" in plain or _has_surname(plain)
    )


def _may_hold(text: str) -> bool:
    """Whether a text is worth looking at: it has digits, an @, or a label of a name."""
    return (
        any(sign.isdigit() for sign in text)
        or "@" in text
        or "＠" in text
        or bool(re.search(_LABELS, text))
    )


def _half_width(text: str) -> str:
    """A text of the same length: digits, letters and signs of any width as ASCII has them."""
    if text.isascii():
        return text.upper() if "x" in text else text
    return "".join(map(_half_width_of, text))


def _half_width_of(sign: str) -> str:
    if sign == "x":
        return "X"
    if sign < "\x7f" or "\u4e00" <= sign <= "\u9fff":
        return sign
    if sign.isspace():
        return sign if sign in "\n\r" else " "
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    return (plain if len(plain) == 1 else sign).replace("x", "X")


def _certificates(text: str) -> Iterator[Person]:
    for match in (*_windows(_18_OR_15, text), *_windows(_15, text)):
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


_GROUP_OF_CARD, _SHORTEST_CARD = 4, 15


def _cards(text: str) -> Iterator[Person]:
    for match in _windows(_CARD, text):
        groups = [len(group) for group in re.findall(r"[0-9]+", match[0])]
        digits = re.sub(r"[^0-9]", "", match[0])
        is_printed_so = len(groups) == 1 or set(groups[:-1]) == {_GROUP_OF_CARD}
        is_of_china = digits.startswith("62") and len(digits) > _SHORTEST_CARD
        is_grouped = len(groups) > 1 and len(digits) > _SHORTEST_CARD
        if is_printed_so and (is_of_china or is_grouped) and _is_card(digits):
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


def _names(text: str) -> Iterator[Person]:
    """What stands beside a label of a name, and is one as far as can be told."""
    for match in _LABELLED.finditer(text):
        written, start = match["name"], match.start("name")
        is_marked = bool(match["mark"].strip(" \t|,、("))
        length = _length_of_name(written, is_marked=is_marked)
        if length and (match["mark"] or length == len(written)):
            yield Person(start, start + length, NAME)


def _length_of_name(written: str, *, is_marked: bool) -> int:
    """How many characters are the name; 0 where it is none.

    Behind a colon any word as long as a name is one; elsewhere it begins with a surname. In what
    runs on, a name is three characters, or four with a surname of two.
    """
    if "·" in written or "•" in written:
        return len(written)
    if len(written) <= _LONGEST_NAME and (is_marked or _has_surname(written)):
        return len(written)
    if is_marked and _has_surname(written[:3]):
        return 4 if written.startswith(_COMPOUND) else 3
    return 0


_NO_NAMES = (
    "满意",
    "人员",
    "人数",
    "单位",
    "电话",
    "费用",
    "比例",
    "关系",
    "方式",
    "群众",
    "住院",
    "职责",
)


def _has_surname(name: str) -> bool:
    if any(word in name for word in _NO_NAMES):
        return False
    is_long = len(name) == _LONGEST_NAME
    return name.startswith(_COMPOUND) or (name[0] in _SURNAMES and not is_long)


def count_kinds(kinds: Iterable[str]) -> list[str]:
    """How many of each kind, in words."""
    counted: dict[str, int] = {}
    for kind in kinds:
        counted[kind] = counted.get(kind, 0) + 1
    return [f"{count} 个{kind}" for kind, count in counted.items()]
