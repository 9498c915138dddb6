"""What a measure is: an entry asked of the records, with its words, its unit and its direction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from math import sqrt
from statistics import NormalDist
from string import Formatter

from ibis import ir

from jixiao.entry import Count, Entry, read_parameters
from jixiao.fund.records.marking import sources
from jixiao.library import Library
from jixiao.measures.areas import AREA, tells_area

Look = Callable[..., ir.Table]
_UNITS = {"元": 100, "元/人": 100, "元/次": 100, "元/件": 100, "分钟": 60}
"""How many of what rows count (fen, seconds) make one of a unit; others are counted in themselves."""
_HUNDRED = 100
SCOPES: Mapping[str, str] = {
    "project": "项目", "item": "名称", "scheme": "险种", "care": "医疗类别", "away": "就医地",
    "identity": "救助身份", "level": "机构", "group": "调查对象", "kind": "活动类别", "where": "地点",
    "people": "参保人群", "tier": "资金来源", "layer": "保障层次", "way": "检查方式",
    "area": "地区", "benefit": "待遇资格", "complaint": "来件类别", "medium": "信息形式", "post": "岗位",
    "step": "协议变动", "paper": "文件种类", "handling": "处理方式", "clearing": "清算种类", "office": "办理层级",
    "days": "按什么日数",
}  # fmt: skip
"""What a measure may be narrowed to, and how a person calls it."""


class ValueKind(StrEnum):
    """How the rows make a value.

    RATE: above ÷ below in per cent; MEAN: above ÷ below in the unit; TOTAL: the sum of above;
    LATEST: the last day.
    """

    RATE = "rate"
    MEAN = "mean"
    TOTAL = "total"
    LATEST = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Entry):
    """One entry: the rows that `look` returns of its `sources` make one value.

    `says` is the sentence of what was counted, with {above} and {below} in it ({above:元} where it
    is fen). `words` are how forms call it (see `matching`). `better` is "higher", "lower" or ""
    where neither is. `scopes` are what it can be narrowed to, `needs` those of them without which a
    form means nothing by it; an area is one where its records tell it. A total is counted in
    1/`scale`. `of_persons`: a row is a person, whose
    number is not shown whole. `course` says how a value goes with the months where it is not by what
    each adds: it "stands" at a day, or "grows" over a whole that stands. `sampled`: the rows are a
    sample of those it speaks of. `a_month`: what stands below is taken for one month on the average,
    so that a balance stands above as it is.
    """

    kind: ValueKind
    unit: str
    better: str
    words: tuple[str, ...]
    scopes: tuple[str, ...]
    needs: tuple[str, ...]
    scale: int
    of_persons: bool
    course: str
    sampled: bool
    a_month: bool

    def tell(self, above: int, below: int, persons: int = 0) -> str:
        """What was counted as a person reads it, with the interval of a sample of so many persons.

        Several answers of one person are one voice: the interval goes by persons.
        """
        sentence = self.sentence(above, below)
        if not (self.sampled and below):
            return sentence
        size = persons or below
        low, high = wilson(above * size / below, size)
        return f"{sentence}（样本 {size} 人，95% 区间 {low:.1f}%–{high:.1f}%）"

    def count(self, above: int, below: int) -> tuple[str, str]:
        """What stands above and below as `says` prints it: fen as 元, seconds as 分钟."""
        specs = {
            name: spec for _, name, spec, _ in Formatter().parse(self.says) if name
        }
        return (
            format(Count(above), specs.get("above") or ""),
            format(Count(below), specs.get("below") or ""),
        )

    def quotient(self, share: Decimal) -> Decimal:
        """A quotient of above and below in the unit of a rate or a mean."""
        return (
            share * _HUNDRED
            if self.kind is ValueKind.RATE
            else share / _UNITS.get(self.unit, 1)
        )

    def value(self, above: int, below: int, months: int = 1) -> Decimal | None:
        """Divide once: the value in the measure's unit, exact to 28 digits.

        `months` are those that the rows speak of. None where nothing was counted below a rate or a
        mean, and for a day.
        """
        match self.kind:
            case ValueKind.RATE | ValueKind.MEAN if not below:
                return None
            case ValueKind.RATE | ValueKind.MEAN:
                times = months if self.a_month else 1
                return self.quotient(Decimal(above) * times / below)
            case ValueKind.TOTAL:
                return Decimal(above) / (_UNITS.get(self.unit, 1) * self.scale)
            case ValueKind.LATEST:
                return None


def wilson(above: float, below: int) -> tuple[float, float]:
    """Wilson's score interval of a share of a sample at 95 %, in per cent."""
    share, z = above / below, NormalDist().inv_cdf(0.975)
    middle = share + z * z / (2 * below)
    width = z * sqrt(share * (1 - share) / below + z * z / (4 * below * below))
    whole = 1 + z * z / below
    return (middle - width) / whole * _HUNDRED, (middle + width) / whole * _HUNDRED


def measure(
    *,
    code: str,
    title: str,
    says: str,
    kind: ValueKind,
    unit: str,
    better: str = "higher",
    words: tuple[str, ...],
    basis: str = "",
    scale: int = 1,
    of_persons: bool = False,
    course: str = "",
    sampled: bool = False,
    a_month: bool = False,
) -> Callable[[Look], Measure]:
    """Declare a measure over a function that returns the rows behind a value.

    Its positional parameters name the sources it looks at (with a default: if they are there), its
    keyword-only ones what it can be narrowed to (SCOPES; needed where there is no default), and its
    limits.

    Raises:
        FaultyEntry: a parameter is none of these, or the limits are not those of the page.
    """

    def declare(look: Look) -> Measure:
        parameters = read_parameters(look, code, sources=sources(), scopes=SCOPES)
        narrowed = (AREA,) if tells_area(code, parameters.sources) else ()
        return Measure(
            code=code,
            title=title,
            says=says,
            basis=basis,
            kind=kind,
            unit=unit,
            better=better,
            words=words,
            sources=parameters.sources,
            scopes=(*parameters.scopes, *narrowed),
            needs=tuple(name for name, needed in parameters.scopes.items() if needed),
            limits=parameters.limits,
            scale=scale,
            of_persons=of_persons,
            course=course,
            sampled=sampled,
            a_month=a_month,
            look=look,
            page=parameters.page,
        )

    return declare


@cache
def library() -> Library[Measure]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.measures", Measure)
