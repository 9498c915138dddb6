"""Names of persons in Chinese text: beside labels and titles, beside their numbers, and in prose."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.masking.words import (
    ALSO_WORDS,
    COMPOUND,
    GIVEN,
    NO_ENDS,
    NO_NAMES,
    OUTLANDISH,
    SURNAMES,
)

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_OUTLANDISH_NAME = re.compile(rf"[{_HAN}]{{1,8}}(?:[·•‧・][{_HAN}]{{1,8}})+")
_STRONG = (
    "姓名|名字|联系人|经办人员?|填表人|填报人|制表人|审核人|复核人|负责人|责任人|患者|病人|伤者|死者|参保人(?!员)"
    "|户主|收款人|申请人|代办人|监护人|法定代表人|被保险人|受益人|持卡人|账户名|户名|举报人|投诉人|当事人"
    "|委托人|受托人|报销人|领款人|产妇|其子|其女|其妻|其夫|其父|其母|逝者|扶养人|被扶养人"
)
_TITLES = (
    "局长|科长|处长|主任|院长|所长|站长|书记|县长|区长|市长|镇长|乡长|村长|组长|厅长|股长|部长|会计|出纳|专家"
    "|主任医师|主治医师|医师|医生|大夫|护士|护师|护士长|药师|教授|老师|领导|主管领导|分管领导|家属|亲属|儿子|女儿"
    "|妻子|丈夫|父亲|母亲|配偶|本人|复核|制表|填表|审核|经办|签字|签名|审批|参保人员|救助对象|职工|村民|居民|学生|监督人|调查人|检查人|稽核人"
)
_NAME_IN_LATIN = r"(?<![A-Za-z_.\"])(?:NAME|Name|name)(?=[:：])"
_ASIDE = r"(?:姓名|及(?:其)?(?:联系)?(?:电话|方式)|[(（][^()（）\n]{1,8}[)）])?"
_LABELLED = re.compile(
    rf"(?P<label>姓[ \t]{{1,4}}名|(?P<strong>{_STRONG}|{_NAME_IN_LATIN})|(?P<title>{_TITLES}))(?P<aside>{_ASIDE})"
    rf"(?P<mark>[ \t\"'“”]*[:=][ \t\"'“”\[(（【「]*|[ \t]*[\[(（【「|,、\t ]+[ \t]*|[ \t]*\n[ \t]*|为|是|叫|系|)"
    rf"(?P<name>[{_HAN}·•]{{2,}}|[{_HAN}] [{_HAN}](?![{_HAN}])|[A-Za-z]{{2,}}(?: [A-Za-z]{{2,}}){{0,2}})"
)
_NAME = rf"(?:(?:{'|'.join(COMPOUND)})[{_HAN}]{{1,2}}|[{SURNAMES}][{_HAN}]{{1,2}})"
_TITLED = re.compile(
    rf"(?P<name>{_NAME})(?=同志|女士|先生|小姐|医生|大夫|医师|主任|局长|科长|处长|院长|所长|书记|老师|老人"
    r"|等[0-9一二三四五六七八九十]+[人名]"
    r"|[一二两三四五六七八九十]+(?:名同志|人)|[,、(（][ \t]*[男女](?![性])|[ \t]+[男女][ \t,]"
    r"|因[^,。\n]{0,12}(?:住院|死亡|去世|就医|受伤|生育))"
)
_DONE_TO = re.compile(
    rf"(?:由|向|给|与|退还|救助|慰问|走访|约谈|询问|通知|奖励|表彰|致|为)(?P<name>{_NAME})"
    rf"(?=[^{_HAN}]|负责|经办|支付|办理|等|多|的|发放|报销|签字|承担|核实|送|反映|家|一|进行|说|$)"
)
_DOES = re.compile(
    rf"(?:^|(?<=[^{_HAN}]))(?P<name>{_NAME})(?=(?:住院|因病|患有|身患|出生|死亡|去世|反映|投诉|举报|领取|报销了?|多缴|自愿参保))"
)
_TOGETHER = re.compile(rf"[、/,和及与 ]{{1}}[ ]?(?P<name>{_NAME})(?![{_HAN}])")
_TOGETHER_BEFORE = re.compile(rf"(?<![{_HAN}])(?P<name>{_NAME})[、/]$")
_UNNAMED = re.compile(rf"某某?(?=[(（][ ]?{_NAME}[ ]?[)）])")
_IN_BRACKETS = re.compile(rf"[(（][ ]?(?P<name>{_NAME})[ ]?[)）]")
_BESIDE_NUMBER = re.compile(
    rf"(?<![{_HAN}])(?P<name>{_NAME})[ \t]{{0,4}}[:,、|(（]?[ \t]{{0,4}}"
    r"(?:[(（]?(?:身份证|证件|手机|电话|联系|账号|卡号|银行卡|邮箱)[^0-9A-Za-z\n]{0,6})?$"
)
_HINTS = (
    "姓[ \t\u3000]{1,4}名|同志|女士|先生|小姐|老人|[男女]|住院|因病|患有|身患|出生|死亡|去世|反映|投诉|举报|领取|报销"
    "|多缴|退还|救助|慰问|走访|约谈|询问|通知|奖励|表彰|[由向给与对经致为]|[·•‧・]"
)
MAY_NAME = f"{_STRONG}|{_TITLES}|NAME|Name|name|{_HINTS}".replace("(?!员)", "")
"""A text without any of these holds no name as far as can be told."""
_MAY_NAME = re.compile(MAY_NAME)
_LONGEST_NAME = 4
_GOES_ON = (
    "的因在于住患为已等向与和及系被由将经称多自之同女男说要需去转出入开反代家处领签填等"
)
"""How a sentence goes on behind a name of two characters."""


def names_in(text: str, numbers: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where names stand in a text of half width; `numbers` are where numbers of persons do."""
    spans = [*_outlandish(text)]
    if _MAY_NAME.search(text):
        spans += [*_labelled(text), *_in_prose(text)]
    unnamed = [match.span() for match in _UNNAMED.finditer(text)]
    spans += _beside(text, [*numbers, *unnamed])
    return _with_company(text, spans)


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    """What stands beside a label of a name, and is one as far as can be told."""
    for match in _LABELLED.finditer(text):
        length = _length_of_name(match)
        if length:
            yield match.start("name"), match.start("name") + length


def _length_of_name(match: re.Match[str]) -> int:
    """How many characters behind a label are the name; 0 where it is none.

    Behind a label and a colon any word as long as a name is one; behind a title it begins with a
    surname. Where nothing parts the two, it is made of what names are made of.
    """
    written, mark = match["name"], match["mark"].strip(" \t\"'“”")
    is_strong = match["title"] is None
    is_marked = mark[:1] in (":", "=")
    if written.isascii():
        return len(written) if is_marked and is_strong and mark != "=" else 0
    if "·" in written or "•" in written:
        return len(written) if is_strong else 0
    if " " in written:
        return (
            len(written) if is_marked and has_surname(written.replace(" ", "")) else 0
        )
    if is_marked and is_strong and len(written) <= _LONGEST_NAME:
        return 0 if _is_word(written) else len(written)
    if len(written) <= _LONGEST_NAME and has_surname(written):
        parts = match["mark"]
        is_sure = is_marked or (bool(parts) and "\n" not in parts and is_strong)
        if is_sure or (parts and _is_made_of_names(written)):
            return len(written)
    return _length_at_front(written, is_sure=is_marked and is_strong)


def _length_at_front(written: str, *, is_sure: bool) -> int:
    """How much of what runs on is a name: three or two characters, one more behind a surname of two."""
    more = 1 if written.startswith(COMPOUND) else 0
    for length in (3 + more, 2 + more):
        front, rest = written[:length], written[length:]
        ends = not rest or rest[0] in _GOES_ON
        is_whole = len(front) == length and has_surname(front)
        if is_whole and (is_sure or _is_made_of_names(front)) and (ends or length > 2):  # noqa: PLR2004 — characters
            return length
        if is_whole and ends and _is_likely(front):
            return length
    return 0


def _in_prose(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_TITLED, _DONE_TO, _DOES):
        for match in pattern.finditer(text):
            name, start = match["name"], match.start("name")
            is_apart = start == 0 or not _is_han(text[start - 1])
            is_bounded = pattern is not _TITLED or is_apart
            if (is_bounded and _is_likely(name)) or (
                len(name) > 2 and _is_made_of_names(name)  # noqa: PLR2004 — characters
            ):
                yield match.span("name")


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _outlandish(text: str) -> Iterator[tuple[int, int]]:
    for match in _OUTLANDISH_NAME.finditer(text):
        start, end = match.span()
        first, *_, last = re.split("[·•‧・]", match[0])
        while first and not _is_outlandish(first):
            first, start = first[1:], start + 1
        while last and not _is_outlandish(last):
            last, end = last[:-1], end - 1
        if len(first) > 1 and len(last) > 1:
            yield start, end


def _is_outlandish(part: str) -> bool:
    return all(sign in OUTLANDISH for sign in part)


def _beside(text: str, numbers: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names right before a number of a person, and in brackets behind one."""
    for start, end in numbers:
        before = _BESIDE_NUMBER.search(text, max(0, start - 30), start)
        if before and _is_likely(before["name"]):
            yield before.span("name")
        behind = _IN_BRACKETS.match(text, end)
        if behind and _is_likely(behind["name"]):
            yield behind.span("name")


def _is_likely(name: str) -> bool:
    """Whether what stands where a name does is one: it begins and ends as names do."""
    if name[-1] in NO_ENDS or name[0] in ALSO_WORDS or _is_word(name):
        return _is_made_of_names(name)
    return has_surname(name)


def _with_company(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names, with those that stand in a list with them, or in brackets behind."""
    names, waiting = set(spans), list(spans)
    while waiting:
        start, end = waiting.pop()
        for match in (
            _TOGETHER.match(text, end),
            _IN_BRACKETS.match(text, end),
            _TOGETHER_BEFORE.search(text, max(0, start - 6), start),
        ):
            is_new = match is not None and match.span("name") not in names
            if match and is_new and _is_made_of_names(match["name"]):
                names.add(match.span("name"))
                waiting.append(match.span("name"))
    return sorted(names)


def is_whole_name(text: str) -> bool:
    """Whether a whole text is, as far as can be told, the name of a person."""
    if re.fullmatch(rf"[{_HAN}]+[·•][{_HAN}·•]+", text):
        return True
    return bool(re.fullmatch(rf"[{_HAN}]{{2,4}}", text)) and has_surname(text)


def _is_made_of_names(name: str) -> bool:
    """Whether a name is a surname and characters that given names are made of."""
    given = name[2:] if name.startswith(COMPOUND) and len(name) > 2 else name[1:]  # noqa: PLR2004 — characters
    return has_surname(name) and bool(given) and all(sign in GIVEN for sign in given)


def _is_word(text: str) -> bool:
    pairs = {"".join(pair) for pair in pairwise(text)}
    return bool(pairs & NO_NAMES)


def has_surname(name: str) -> bool:
    """Whether a text begins with a surname, and not with a word that is none of a name."""
    if name[:2] in NO_NAMES:
        return False
    is_long = len(name) == _LONGEST_NAME
    return name.startswith(COMPOUND) or (name[0] in SURNAMES and not is_long)
