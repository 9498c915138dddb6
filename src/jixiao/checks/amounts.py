"""Amounts, counts and products in prose, each with what stands before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import prod

from jixiao import chinese
from jixiao.money import SCALES, convert

NUMBER = r"\d[\d,]{0,24}(?:\.\d{1,12})?"
"""As long as any sum is: a run of digits without end would be tried from each of them."""
SLIP = 10_000
"""元 written for 万元, or the other way round."""
COUNTED = (
    "家次|台次|批次|人天|课时|学时|平方公里|平方米|立方米|公里|千米|公顷|公斤|亩|吨|株|棵|头|只|座|栋|盏|户|具|块|位|米"
    "|台|套|个|条|次|期|份|名|人次|人|家|册|张|场|天|件|项|辆|部|点|班|处|间|所|羽|客|批"
)
_MONEY_UNIT = "亿元|万元|元"
_AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?P<unit>{_MONEY_UNIT})(?![/／])")
_CLAUSE_END = re.compile(r"[,，。；;、:]")
_CLAUSE_REACH = 200
"""How far before an amount its words are looked for."""
_SENTENCE = re.compile(r"[^。；;]+")
_PRICED = re.compile(
    rf"(?P<count>{NUMBER})(?P<unit>{COUNTED})[^,，。；;\d]{{0,12}}[,，]?"
    rf"每(?P=unit)[^\d,，。；;]{{0,8}}(?P<price>{NUMBER})(?P<price_unit>{_MONEY_UNIT})[^\d。；;]{{0,6}}?"
    rf"(?:合计|共计|小计|共)[^\d。；;]{{0,4}}(?P<total>{NUMBER})(?P<total_unit>{_MONEY_UNIT})"
)
_PRICE_EACH = re.compile(rf"每人每[天日次期年](?P<price>{NUMBER})元")
_TOTAL_AFTER = re.compile(
    rf"(?:共需|共计|合计|总计|约|共)[^\d。；;]{{0,8}}(?P<total>{NUMBER})(?P<unit>万元|元)"
)
_RENT = re.compile(
    rf"(?P<count>{NUMBER})(?P<unit>平方米|{COUNTED})[^。；;\d]{{0,30}}每(?P=unit)(?:/|每)?(?P<month>个?月)?[^\d。；;]{{0,8}}"
    rf"(?P<price>{NUMBER})(?P<price_unit>{_MONEY_UNIT})[^。；;\d]{{0,12}}(?P<months>\d{{1,2}})个月"
)
_FACTOR = re.compile(rf"(?P<number>{NUMBER})(?P<unit>个|次|期|场|班|人|名|天)")
_FACTOR_KINDS = {"人": "persons", "名": "persons", "天": "days"}
"""What a unit counts in a course; every other unit counts its sessions."""
_WHOLE = re.compile(
    r"(?:本项目|本年度|项目|年度|[上财]政|20\d{2}年)[^每占]{0,20}(?:安排|申请|需|预算|下达)[^每其]{0,12}$"
    r"|(?:安排|申请|下达)项目(?:总)?资金$|(?:项目|补助)?(?:金额|资金总额|总投资|预算)为?$|申请[^每]{0,4}$"
)
"""What stands before an amount that is the project's whole money."""
_PUT_IN = re.compile(
    r"(?:计划|拟|共|总共|本年度?|全年)?(?:计划|拟|共|总共)?(?:完成)?(?:投入|安排|使用|投资)(?:财政|专项|项目|各级|预算)?(?:资金|经费|拨款)?(?:共|共计|总计|合计)?"
)
_NEEDED_IN_ALL = re.compile(r"(?:共|总共|共计|总计|合计)需(?:资金|经费|补助)*约?$")
_IS_PRICE = re.compile(r"每[^\d]{0,10}$|单价[^\d]{0,4}$|标准[^\d]{0,4}$")
_COUNT_WORDS = re.compile(
    r"(?:的?(?:数量|人数|次数|场次|[期家台份册个户套件辆亩间所]数(?!量)|数)"
    r"|购置|采购|新增|印制|印发|编印|制作|发放|更新|更换|安装|配备|租赁|举办|组织|开展)+"
)
_SHORTEST_SUBJECT = 3
_SHORTEST_RATE_NAME = 4
_SHORTEST_THING = 5
"""How much of an indicator's subject must follow a count in other words."""
_SUBJECT_REACH = 40
"""How far from an indicator's subject a number still speaks of it."""
_SCALED = rf"(?P<number>{NUMBER})(?P<scale>[万亿])?(?P<unit>{COUNTED})"
_COUNT_AFTER = re.compile(rf"[^\d,，。；;、:：]{{0,4}}{_SCALED}")
_COUNT_BEFORE = re.compile(rf"{_SCALED}[^\d,，。；;、:：]{{0,2}}$")
_COUNT_ENDS = re.compile(rf"{_SCALED}$")
_FOR_EACH = re.compile(r"各(?:自|点)?[\u4e00-\u9fff]{0,4}$")
"""各购置1台 counts for each, not all."""
_OF_PEOPLE = re.compile(r"[\u4e00-\u9fff]{0,2}[人员]")
"""What makes a thing the people of it: 定点医药机构经办人员."""
_SCALES_OF_COUNTS = {None: 1, "万": 10_000, "亿": 100_000_000}
_NEXT_SUBJECT = re.compile(r"[。；;、]|(?<=元)[,，](?=[^每共合总小单])")


@dataclass(frozen=True, slots=True)
class Amount:
    """Money named in prose: exact yuan, as printed, and the words before it in its clause."""

    yuan: Decimal
    printed: str
    before: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Product:
    """A multiplication written out in prose: factors, their product, and what is stated."""

    factors: tuple[Decimal, ...]
    stated: Decimal
    printed: str
    start: int
    end: int

    @property
    def computed(self) -> Decimal:
        """The product of the factors."""
        return prod(self.factors, start=Decimal(1))


@dataclass(frozen=True, slots=True)
class TrainingCourse:
    """A run of sessions in prose: how often, how many persons, how many days, at what price."""

    times: Decimal
    persons: Decimal
    days: Decimal | None
    price: Decimal | None
    total: Decimal | None
    printed: str


def read_number(text: str) -> Decimal:
    """Read a printed number with thousands commas."""
    return Decimal(text.replace(",", ""))


def _read_yuan(number: str, unit: str) -> Decimal:
    return convert(read_number(number), unit, "元")


def amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of money in a text, in order."""
    folded = chinese.key(text)
    named: list[Amount] = []
    for match in _AMOUNT.finditer(folded):
        before = folded[max(0, match.start() - _CLAUSE_REACH) : match.start()]
        clause = _CLAUSE_END.split(before)[-1]
        yuan = _read_yuan(match["number"], match["unit"])
        named.append(Amount(yuan, match[0], clause, *match.span()))
    return tuple(named)


def whole_amounts(text: str) -> list[Amount]:
    """The amounts a text names as the project's own: 本项目本年度安排资金…, 项目金额为….

    投入资金… is the project's own where the text names no other amount, 共需… where all others are
    prices.
    """
    named = list(amounts(text))
    whole = [amount for amount in named if _WHOLE.search(amount.before)]
    totals = [amount for amount in named if not _IS_PRICE.search(amount.before)]
    if whole or len(totals) != 1:
        return whole
    is_put_in = len(named) == 1 and _PUT_IN.fullmatch(totals[0].before)
    return totals if is_put_in or _NEEDED_IN_ALL.search(totals[0].before) else []


def priced_items(text: str) -> tuple[Product, ...]:
    """Items written as count, price each and total: 10台每台0.7万元合计7万元. In yuan."""
    products: list[Product] = []
    for match in _PRICED.finditer(chinese.key(text)):
        count = read_number(match["count"])
        price = _read_yuan(match["price"], match["price_unit"])
        total = _read_yuan(match["total"], match["total_unit"])
        products.append(Product((count, price), total, match[0], *match.span()))
    return tuple(products)


def rent(text: str) -> Product | None:
    """A count, its price each month and how many months, in yuan; None where other money stands by.

    800平方米，每平方米每月租金28元，租期12个月.
    """
    folded = chinese.key(text)
    match = _RENT.search(folded)
    if match is None or not match["month"] or len(amounts(text)) != 1:
        return None
    factors = (
        read_number(match["count"]),
        _read_yuan(match["price"], match["price_unit"]),
        read_number(match["months"]),
    )
    return Product(factors, Decimal(0), match[0], *match.span())


def course_cost(text: str) -> Product | None:
    """Sessions, persons, days and the price of a person's day, in yuan; None where other money stands by.

    举办培训4期，每期60人，每期2天，按每人每天300元安排.
    """
    priced = [course for course in courses(text) if course.price is not None]
    if len(priced) != 1 or len(amounts(text)) != 1:
        return None
    course = priced[0]
    is_of_days = _PRICE_OF_DAY.search(course.printed)
    if course.price is None or (is_of_days and course.days is None):
        return None
    days = course.days if is_of_days and course.days else Decimal(1)
    factors = (course.times, course.persons, days, course.price)
    return Product(factors, Decimal(0), course.printed, 0, 0)


_PRICE_OF_DAY = re.compile(r"每人每[天日]")


def courses(text: str) -> Iterator[TrainingCourse]:
    """Trainings and the like: 15个，每次100人，每次1天，每人每天450元，共67.5万元."""
    for match in _SENTENCE.finditer(chinese.key(text)):
        sentence = match[0]
        counts = _course_counts(sentence)
        if "times" not in counts or "persons" not in counts or "每" not in sentence:
            continue
        price = _PRICE_EACH.search(sentence)
        total = _TOTAL_AFTER.search(sentence, price.end()) if price else None
        yield TrainingCourse(
            times=counts["times"],
            persons=counts["persons"],
            days=counts.get("days"),
            price=read_number(price["price"]) if price else None,
            total=_read_yuan(total["total"], total["unit"]) if total else None,
            printed=sentence,
        )


def _course_counts(sentence: str) -> dict[str, Decimal]:
    """The first number of each kind in a sentence: sessions, persons, days."""
    counts: dict[str, Decimal] = {}
    for factor in _FACTOR.finditer(sentence):
        kind = _FACTOR_KINDS.get(factor["unit"], "times")
        counts.setdefault(kind, read_number(factor["number"]))
    return counts


def in_unit(yuan: Decimal, unit: str) -> Decimal:
    """An amount of yuan in a form's unit; in yuan where the form's unit is no unit of money."""
    return convert(yuan, "元", unit if unit in SCALES else "元")


def slipped(left: Decimal, right: Decimal) -> bool:
    """Whether two amounts differ by 元 written for 万元 and nothing else."""
    return right in (left * SLIP, left / SLIP)


def counted_thing(name: str) -> str:
    """What an indicator counts or prices: 采购复印机数量 → 复印机."""
    return _COUNT_WORDS.sub("", chinese.key(name))


def named_counts(text: str, name: str) -> list[tuple[Decimal, str, str]]:
    """The counts a text states of an indicator's subject: 复印机10台, 10台复印机.

    Each is the number without scale, its unit, and as printed.
    """
    subject, folded = counted_thing(name), chinese.key(text)
    if len(subject) < _SHORTEST_SUBJECT:
        return []
    return [*_counts_of(folded, subject), *_counts_before_end_of(folded, subject)]


_LISTED = re.compile(
    rf"(?:^|[、,，。；;:：]|其中)(?P<thing>[\u4e00-\u9fff]{{1,6}}){_SCALED}(?=[、,，。；;])"
)


def listed_counts(text: str, name: str) -> list[tuple[Decimal, str, str]]:
    """The counts of a list whose thing begins an indicator's name: 生猪36万头、牛2.4万头 of 牛免疫数量."""
    counted = chinese.key(name)
    return [
        (*_read_count(match), match["thing"] + match[0].split(match["thing"], 1)[1])
        for match in _LISTED.finditer(chinese.key(text))
        if counted.startswith(match["thing"].removeprefix("其中"))
    ]


def _counts_before_end_of(folded: str, subject: str) -> list[tuple[Decimal, str, str]]:
    """The counts just before the thing a subject ends in: 150家定点医药机构 of 协查定点医药机构."""
    for length in range(len(subject) - 1, _SHORTEST_THING - 1, -1):
        thing = subject[-length:]
        counts = [
            (*_read_count(count), count[0] + thing)
            for at in _places_of(thing, folded)
            if (count := _COUNT_ENDS.search(folded[max(0, at - _SUBJECT_REACH) : at]))
            and not _FOR_EACH.search(
                folded[:at].removesuffix(count[0])[-_WORDS_AROUND:]
            )
            and not _OF_PEOPLE.match(folded, at + length)
        ]
        if counts:
            return counts
    return []


def _places_of(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _counts_of(folded: str, subject: str) -> list[tuple[Decimal, str, str]]:
    counts: list[tuple[Decimal, str, str]] = []
    for mention in re.finditer(re.escape(subject), folded):
        start, end = mention.span()
        if after := _COUNT_AFTER.match(folded, end):
            counts.append((*_read_count(after), folded[start : after.end()]))
        elif (
            before := _COUNT_BEFORE.search(
                folded[max(0, start - _SUBJECT_REACH) : start]
            )
        ) and not _FOR_EACH.search(
            folded[:start].removesuffix(before[0])[-_WORDS_AROUND:]
        ):
            counts.append((*_read_count(before), before[0] + subject))
    return counts


def named_rates(text: str, name: str) -> list[tuple[Decimal, str]]:
    """The rates a text states under a row's own name: 知晓率达到85%以上, each as printed too."""
    folded = chinese.key(text)
    called = _called(chinese.key(name), folded)
    if called is None:
        return []
    stated = re.compile(rf"{re.escape(called)}[^\d,，。；;、:：]{{0,6}}({NUMBER})%")
    return [(read_number(match[1]), match[0]) for match in stated.finditer(folded)]


_BEFORE_A_NAME = re.compile(r"(?:^|[,，。；;、:：使把将的及和与其令让])$")


def _called(name: str, folded: str) -> str | None:
    """A row's name as a text has it: whole, or its end where a name begins in the text.

    定点机构结算差错率 is called 结算差错率 in 把结算差错率控制在1%以内.
    """
    for start in range(max(len(name) - _SHORTEST_RATE_NAME + 1, 0)):
        end = name[start:]
        for at in _places_of(end, folded):
            if not start or _BEFORE_A_NAME.search(folded[:at][-1:]):
                return end
    return None


_GOAL = r"[^,，。；;]{0,24}?(?:(?:降低?|减少?|缩短|压缩?|提[高升]|增加|升)[到至]|降为|控制在|不超过|达到)"


def named_goals(text: str, name: str) -> list[tuple[Decimal, str, str]]:
    """What a text says a row's own name will come to: 等候时间由25分钟降到15分钟.

    Each is the number, its unit, and as printed; the base it starts from is none.
    """
    folded = chinese.key(text)
    called = _called(chinese.key(name), folded)
    if called is None:
        return []
    stated = re.compile(
        rf"{re.escape(called)}{_GOAL}(?P<number>{NUMBER})(?P<unit>[%\u4e00-\u9fff]{{1,3}}?)(?:以|之)?(?:内|上|下|[,，。；;]|$)"
    )
    return [
        (read_number(match["number"]), match["unit"], match[0])
        for match in stated.finditer(folded)
    ]


def _read_count(match: re.Match[str]) -> tuple[Decimal, str]:
    scale = _SCALES_OF_COUNTS[match["scale"]]
    return read_number(match["number"]) * scale, match["unit"]


def money_near(text: str, name: str) -> list[Amount]:
    """The amounts a text states of a subject, up to the next one or the end of its sentence."""
    subject = counted_thing(name)
    if len(subject) < _SHORTEST_SUBJECT:
        return []
    folded = chinese.key(text)
    named: list[Amount] = []
    for mention in re.finditer(re.escape(subject), folded):
        rest = folded[mention.end() :]
        stretch = _NEXT_SUBJECT.split(rest)[0]
        named += amounts(stretch[:_SUBJECT_REACH])
    return named


_ANY_COUNT = re.compile(
    rf"(?<![\d.,第])(?P<number>{NUMBER})(?P<scale>[万亿])?(?P<unit>册次|小时|分钟|个?工作日|{COUNTED})(?![元/])"
)
_ONE_AND_THE_SAME = {"名": "人", "位": "人"}
_WORDS_AROUND = 14
_TEXTS_AT_HAND = 64
"""How many texts keep their counts: every row asks for those of its table."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of prose: without its scale, its unit, as printed, and the words around it."""

    number: Decimal
    unit: str
    printed: str
    words: str


def plain_unit(unit: str) -> str:
    """One word for the units of one thing: 名 and 位 are 人."""
    return _ONE_AND_THE_SAME.get(unit, unit)


@lru_cache(maxsize=_TEXTS_AT_HAND)
def counts_in(text: str) -> tuple[Counted, ...]:
    """The counts that a text states; so many for each (每期60人) are none."""
    folded = chinese.key(text)
    counts: list[Counted] = []
    for match in _ANY_COUNT.finditer(folded):
        number, unit = _read_count(match)
        start, end = match.span()
        before = _CLAUSE_END.split(folded[max(0, start - _WORDS_AROUND) : start])[-1]
        behind = _CLAUSE_END.split(folded[end : end + _WORDS_AROUND])[0]
        if "每" not in before and not _FOR_EACH.search(before):
            words = f"{before} {behind}"
            counts.append(Counted(number, plain_unit(unit), match[0], words))
    return tuple(counts)
