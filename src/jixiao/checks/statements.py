"""What a narrative states of two or three numbers at once: carried out, a share, a change.

Each such sentence can be computed again from its own numbers, whatever the tables say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.paper import Paper
from jixiao.evidence import Evidence
from jixiao.money import convert

_UNIT = "亿元|万元|元"
_HUNDRED = Decimal(100)


def _amount(name: str) -> str:
    return rf"(?P<{name}>{NUMBER})(?P<{name}_unit>{_UNIT})"


def _yuan(match: re.Match[str], name: str) -> Decimal:
    return convert(read_number(match[name]), match[f"{name}_unit"], "元")


def rounded_like(value: Decimal, printed: str) -> Decimal:
    """A value with as many digits behind the point as a printed number has."""
    _, _, decimals = printed.partition(".")
    return value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed percentage, and what the numbers beside it come to."""

    printed: str
    part: Decimal
    whole: Decimal

    @property
    def computed(self) -> Decimal:
        """Part by whole in percent, rounded as the printed one is."""
        return rounded_like(self.part * _HUNDRED / self.whole, self.printed)

    @property
    def holds(self) -> bool:
        """Whether it is right to one unit of its last digit: the amounts are rounded too."""
        stated = read_number(self.printed)
        last_digit = rounded_like(Decimal(0), self.printed).as_tuple().exponent
        return abs(self.computed - stated) <= Decimal(1).scaleb(int(last_digit))


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A budget and what was spent of it, in yuan, as printed, and what is said of the two.

    `item` is the subject (项) that the passage is about, None where it is about no single one;
    `comparison` is 大于, 小于 or the like or 持平, None where nothing is said; `has_reason` whether
    the passage says why.
    """

    item: str | None
    budget: Decimal
    spent: Decimal
    printed: str
    comparison: str | None
    rate: Rate | None
    has_reason: bool
    evidence: Evidence

    @property
    def right_comparison(self) -> str:
        """What the two amounts are: 大于, 小于 or 持平, the spending against the budget."""
        if self.spent == self.budget:
            return "持平"
        return "大于" if self.spent > self.budget else "小于"

    @property
    def is_turned(self) -> bool:
        """Whether what is said of the two is not so."""
        said = _MEANING.get(self.comparison or "")
        return said is not None and said != self.right_comparison


_MEANING = {
    "大于": "大于", "高于": "大于", "多于": "大于",
    "小于": "小于", "低于": "小于", "少于": "小于",
    "等于": "持平", "持平": "持平",
}  # fmt: skip
_SPENT_OF_BUDGET = re.compile(
    rf"预算(?:数|安排)?(?:数?为|是)?{_amount('budget')}[,，、;；]?(?:本年|实际|全年)?(?:支出)?"
    rf"(?:决算|执行)(?:数|支出)?(?:数?为|是)?{_amount('spent')}"
)
_ANOTHER_BUDGET = re.compile(rf"预算(?:数|安排)?(?:数?为|是)?{NUMBER}(?:{_UNIT})")
_COMPARED = re.compile(
    r"决算数?(?P<word>大于|小于|高于|低于|多于|少于|等于)(?:年初|全年)?预算数?"
    r"|决算数?(?:与|和)(?:年初|全年)?预算数?(?:基本)?(?P<level>持平)"
)
_COMPLETED = re.compile(rf"完成(?:年初|全年)?预算数?的?(?P<rate>{NUMBER})%")
_ITEM = re.compile(r"\(款\)(?P<item>[^()]{2,40})\(项\)")
_REASON = re.compile(r"原因|主要[是由为因]|由于|因为|系|因[\u4e00-\u9fff]")
_WORDS_BEFORE = 300
_WORDS_BEHIND = 160
"""How far behind the amounts something is still said of them."""


def carried_out(paper: Paper) -> Iterator[CarriedOut]:
    """Each 年初预算为…，支出决算为…, with what the rest of its passage says of the two."""
    at = 0
    for match in _SPENT_OF_BUDGET.finditer(paper.text):
        budget, spent = _yuan(match, "budget"), _yuan(match, "spent")
        behind = paper.text[match.end() : match.end() + _WORDS_BEHIND]
        another = _ANOTHER_BUDGET.search(behind)
        passage = behind[: another.start()] if another else behind
        compared = _COMPARED.search(passage)
        completed = _COMPLETED.search(passage)
        ends = [words.end() for words in (compared, completed) if words]
        before = paper.text[max(at, match.start() - _WORDS_BEFORE) : match.start()]
        at = match.end()
        items = _ITEM.findall(before)
        yield CarriedOut(
            item=items[-1] if items else None,
            budget=budget,
            spent=spent,
            printed=match[0],
            comparison=(compared["word"] or compared["level"]) if compared else None,
            rate=Rate(completed["rate"], spent, budget)
            if completed and budget
            else None,
            has_reason=_REASON.search(passage) is not None,
            evidence=paper.evidence(match.start(), match.end() + max(ends, default=0)),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """A part that is said to be so much of a whole that the passage names before it."""

    name: str
    printed: str
    rate: Rate
    evidence: Evidence


_PART = re.compile(
    rf"(?P<name>[^,，。;；:：、\d]{{2,40}}?)(?:\d+个)?{_amount('part')}[,，(（]?"
    rf"占[^,，。;；\d%]{{0,16}}?(?P<share>{NUMBER})%"
)
_OPENS_PARTS = re.compile(
    rf"{_amount('whole')}[,，]?(?:其中|包括|主要用于以下方面|按[^,，。]{{2,12}})[:：,，]?"
)
_PASSAGE_END = re.compile(r"。[(（]?[一二三四五六七八九十]+[)）、]|。\d+[.、]")
_LONGEST_LIST = 600


def shares(paper: Paper) -> Iterator[Share]:
    """The parts of each list that a whole opens and that come to it, with their shares.

    A list whose amounts do not come to its whole is another matter and is left out here: one
    cannot say then what the shares are of.
    """
    for opening in _OPENS_PARTS.finditer(paper.text):
        whole = _yuan(opening, "whole")
        parts = list(_parts_after(paper.text, opening.end()))
        if not whole or not parts:
            continue
        amounts = [_yuan(part, "part") for part in parts]
        if abs(sum(amounts) - whole) > len(parts) * _ROUNDED_AMOUNT:
            continue
        for part in parts:
            yield _share(paper, part, whole)


def _share(paper: Paper, part: re.Match[str], whole: Decimal) -> Share:
    return Share(
        name=part["name"],
        printed=part[0],
        rate=Rate(part["share"], _yuan(part, "part"), whole),
        evidence=paper.evidence(*part.span()),
    )


_PART_OF_NAMED = re.compile(
    rf"(?P<name>[^,，。;；:：、\d]{{2,40}}?){_amount('part')}[,，(（]?"
    rf"占(?P<whole>[^,，。;；\d%]{{4,20}}?)的?(?P<share>{NUMBER})%"
)
_WHOLE_REACH = 300
"""How far before its part a whole is looked for."""


def shares_of_named(paper: Paper) -> Iterator[Share]:
    """The parts that say what they are a share of, where that was stated before them.

    授予中小企业合同金额 68 万元，占政府采购支出总额的 80%, behind 政府采购支出总额 85 万元.
    """
    for part in _PART_OF_NAMED.finditer(paper.text):
        named = re.compile(
            rf"{re.escape(part['whole'])}(?:为|共计|共)?{_amount('now')}"
        )
        start = max(0, part.start() - _WHOLE_REACH)
        stated = list(named.finditer(paper.text, start, part.start("part")))
        whole = _yuan(stated[-1], "now") if stated else None
        if whole:
            yield _share(paper, part, whole)


@dataclass(frozen=True, slots=True)
class WholeList:
    """A whole and parts that must be all of it: their shares make a hundred, or they are all kinds.

    Amounts are in yuan; `printed` are the words of the whole; `each` the places of parts that
    stand in sentences of their own.
    """

    printed: str
    whole: Decimal
    parts: tuple[Decimal, ...]
    evidence: Evidence
    each: tuple[Evidence, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the parts come to the whole, each rounded to a hundredth of 万元."""
        return abs(sum(self.parts) - self.whole) <= len(self.parts) * _ROUNDED_AMOUNT


_PURCHASES = re.compile(
    rf"政府采购(?:支出|预算)?(?:总额)?(?:为|共)?{_amount('whole')}[,，](?:其中)?[:：,，]?"
    rf"(?:政府采购)?货物(?:支出|类|采购)?(?:预算)?{_amount('goods')}[,，、;；](?:政府采购)?工程(?:支出|类|采购)?(?:预算)?"
    rf"{_amount('works')}[,，、;；](?:政府采购)?服务(?:支出|类|采购)?(?:预算)?{_amount('services')}"
)
_BASE = re.compile(
    rf"基本支出(?:决算|预算)?(?:数)?(?:为)?{_amount('whole')}[,，。]?其中[:：,，]?人员(?:经费|支出)(?:为)?{_amount('staff')}"
    rf"[^。]{{0,200}}?[,，;；。](?:日常)?公用(?:经费|支出)(?:为)?{_amount('goods')}"
)
_THREE = re.compile(
    rf"“?三公”?经费(?:财政拨款)?(?:支出)?(?:预算|决算)(?:安排)?(?:数)?(?:为)?{_amount('whole')}"
)
_EACH_OF_THREE = {
    "abroad": re.compile(
        rf"因公出国\(境\)(?:费用?|经费)?(?:支出)?(?:决算|预算)?(?:为)?{_amount('part')}"
    ),
    "cars": re.compile(
        rf"公务用车购置(?:费)?[及和与](?:运行维护|运行)(?:维护)?费(?:支出)?(?:决算|预算)?(?:为)?{_amount('part')}"
    ),
    "guests": re.compile(rf"公务接待费(?:支出)?(?:决算|预算)?(?:为)?{_amount('part')}"),
}
"""The three kinds of official expenses, as a list that must be whole names them."""
_SHARES_OF_ALL = Decimal("0.1")
"""How far from a hundred the shares of a whole list may be for rounding."""


def whole_lists(paper: Paper) -> Iterator[WholeList]:
    """The lists of a narrative that must come to their whole."""
    for opening in _OPENS_PARTS.finditer(paper.text):
        parts = list(_parts_after(paper.text, opening.end()))
        stated = sum((read_number(part["share"]) for part in parts), Decimal(0))
        if len(parts) > 1 and abs(stated - _HUNDRED) <= _SHARES_OF_ALL:
            yield WholeList(
                printed=_what_stands_before(paper.text, opening.start())
                + opening[0].split("其中")[0].strip(",，"),
                whole=_yuan(opening, "whole"),
                parts=tuple(_yuan(part, "part") for part in parts),
                evidence=paper.evidence(opening.start(), parts[-1].end()),
            )
    yield from _used_for(paper)
    yield from _three_expenses(paper)
    for match in _BASE.finditer(paper.text):
        yield WholeList(
            printed=f"基本支出{match['whole']}{match['whole_unit']}",
            whole=_yuan(match, "whole"),
            parts=tuple(_yuan(match, kind) for kind in ("staff", "goods")),
            evidence=paper.evidence(*match.span()),
        )
    for match in _PURCHASES.finditer(paper.text):
        kinds = ("goods", "works", "services")
        yield WholeList(
            printed=match[0].split("其中")[0].strip(",，"),
            whole=_yuan(match, "whole"),
            parts=tuple(_yuan(match, kind) for kind in kinds),
            evidence=paper.evidence(*match.span()),
        )


def _three_expenses(paper: Paper) -> Iterator[WholeList]:
    """The official expenses where all three kinds are told one after another, up to the next whole."""
    wholes = list(_THREE.finditer(paper.text))
    starts = [*(match.start() for match in wholes), len(paper.text)]
    for number, whole in enumerate(wholes, 1):
        stop = min(starts[number], whole.end() + _LONGEST_LIST)
        kinds = [
            pattern.search(paper.text, whole.end(), stop)
            for pattern in _EACH_OF_THREE.values()
        ]
        stated = [kind for kind in kinds if kind]
        if len(stated) == len(kinds):
            last = max(kind.end() for kind in stated)
            yield WholeList(
                printed=f"“三公”经费{whole['whole']}{whole['whole_unit']}",
                whole=_yuan(whole, "whole"),
                parts=tuple(_yuan(kind, "part") for kind in stated),
                evidence=paper.evidence(whole.start(), last),
            )


def _what_stands_before(text: str, at: int) -> str:
    """The words of its sentence before an amount, as far as a reader needs them."""
    words = text[max(0, at - _WORDS_OF_WHOLE) : at]
    return _STOPS.split(words)[-1]


_WORDS_OF_WHOLE = 14
_STOPS = re.compile(r"[,，、。;；:：()（）\d]|说明|如下")


def _used_for(paper: Paper) -> Iterator[WholeList]:
    """Money and what it is used for, item by item, where that is nearly all of it.

    项目支出107.30万元，主要用于人民调解46.80万元、社区矫正22.50万元、法律援助38.00万元。
    """
    for match in _USED_FOR.finditer(paper.text):
        items = list(_USED_ITEM.finditer(match["items"]))
        whole = _yuan(match, "whole")
        parts = tuple(_yuan(item, "part") for item in items)
        is_near = abs(sum(parts) - whole) * _NEARLY_ALL <= whole
        if len(parts) > 1 and is_near:
            yield WholeList(
                printed=f"{match['name']}{match['whole']}{match['whole_unit']}",
                whole=whole,
                parts=parts,
                evidence=paper.evidence(*match.span()),
            )


_EACH_USED = rf"[^,，。;；:：、\d]{{2,30}}{NUMBER}(?:{_UNIT})"
_USED_FOR = re.compile(
    rf"(?P<name>[^,，。;；:：、\d]{{2,20}}){_amount('whole')}[,，](?:主要|全部)?用于[:：]?(?P<items>{_EACH_USED}(?:[、,，;；和及]{_EACH_USED})+)[。;；]"
)
_USED_ITEM = re.compile(_amount("part"))
_NEARLY_ALL = 10
"""Items that differ from the whole by less than a tenth are meant to be all of it."""


def budgets_of_items(statements: Sequence[CarriedOut]) -> Iterator[WholeList]:
    """The budgets of single items under the budget they are of.

    Only where their spending comes to the whole: then none of them was left out or overread.
    """
    starts = [index for index, each in enumerate(statements) if each.item is None]
    for start, end in pairwise([*starts, len(statements)]):
        whole, *items = statements[start:end]
        spent = sum((item.spent for item in items), Decimal(0))
        if len(items) > 1 and abs(spent - whole.spent) <= len(items) * _ROUNDED_AMOUNT:
            yield WholeList(
                printed=whole.printed.split(",")[0],
                whole=whole.budget,
                parts=tuple(item.budget for item in items),
                evidence=whole.evidence,
                each=tuple(item.evidence for item in items),
            )


_ROUNDED_AMOUNT = Decimal(100)
"""A hundredth of 万元, to which published amounts are rounded."""


def _parts_after(text: str, start: int) -> Iterator[re.Match[str]]:
    ending = _PASSAGE_END.search(text, start)
    stop = min(ending.start() if ending else len(text), start + _LONGEST_LIST)
    yield from _PART.finditer(text, start, stop)


@dataclass(frozen=True, slots=True)
class Change:
    """A change and its rate: 减少 10 万元，下降 1.92%; `bases` are last year's amounts it may be of."""

    direction: str
    rate_direction: str
    printed: str
    change: Decimal
    rates: tuple[Rate, ...]
    evidence: Evidence

    @property
    def turns(self) -> bool:
        """Whether the amount is said to go one way and the rate the other."""
        return (self.direction in RISING) != (self.rate_direction in RISING)


RISING = ("增加", "增长", "上升", "提高")
FALLING = ("减少", "下降", "降低", "压减")
_WAYS = "|".join(RISING + FALLING)
_CHANGE = re.compile(
    rf"(?P<direction>{_WAYS})(?:了)?{_amount('change')}[,，、(（]?"
    rf"(?P<rate_direction>{_WAYS})(?:了|率?为)?(?P<rate>{NUMBER})%"
)
_NAMED = re.compile(_amount("now"))
_SENTENCES_BEFORE = 260


def changes_stated(paper: Paper) -> Iterator[Change]:
    """Each change with its rate, and the rates it would be of the amounts named before it.

    This year's amount stands before its change, two sentences off at most.
    """
    for match in _CHANGE.finditer(paper.text):
        change = _yuan(match, "change")
        before = paper.text[max(0, match.start() - _SENTENCES_BEFORE) : match.start()]
        rises = match["direction"] in RISING
        bases = [
            now - change if rises else now + change
            for now in _amounts_in(before)
            if now
        ]
        if bases and not bases[0]:
            # Last year there was nothing: no rate can be right, and none is computed.
            bases = []
        yield Change(
            direction=match["direction"],
            rate_direction=match["rate_direction"],
            printed=match[0],
            change=change,
            rates=tuple(
                Rate(match["rate"], change, base) for base in bases if base > 0
            ),
            evidence=paper.evidence(*match.span()),
        )


def _amounts_in(text: str) -> list[Decimal]:
    """The amounts of a text in yuan, the last one first."""
    return [_yuan(match, "now") for match in _NAMED.finditer(text)][::-1]
