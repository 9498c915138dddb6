"""An indicator's printed words → the measure that answers it, how sure that is, and why.

A phrase of a measure is parts parted by blanks, which must stand in the name in that order; a part
may be one of several words (`a|b`). A part after a minus must not stand in it; one of the words of
a part after an at sign must stand in it or in the project's name. What a form means is taken from
its unit too. Nothing is guessed: where two measures fit as well, or the name says something that
the measure cannot tell apart, a person decides.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from jixiao import chinese
from jixiao.measures.declaration import SCOPES, Kind, Measure, library
from jixiao.measures.scopes import words
from jixiao.money import SCALES, convert
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable

_MONTHS = "个月"
_BOTH = "门诊统筹和门诊慢特病"
_YEARS = re.compile(r"(19|20)\d{2}年(度|\d{1,2}月(\d{1,2}日)?)?(前|底|之前)?")
_ENDINGS = re.compile(
    r"(费用|费|支出|经费|成本|数量|总额|金额|标准|收费|资金|次数|个数|台数|套数|控制|每年|每条|每台|每套)+$"
)
_EACH = re.compile(r"^每(人次|[台套条册份个人次辆张家])")
_PARTS = re.compile(r"[-—－:：]+")
_COUNTERS = {
    "人": ("人", "名", "位", "人次", "户"),
    "次": ("次", "场", "期", "班", "轮", "回", "场次", "班次", "批次", "批"),
    "份": ("份", "册", "张", "本", "条", "幅"),
    "家": ("家", "个", "所"),
}
"""What kinds of things are counted, by the units of forms."""
_MOST_LEFT = 6
"""So many characters of a name may remain unexplained where a match is to be sure."""


class State(StrEnum):
    """What is known of how an indicator is answered."""

    BOUND = "bound"
    UNSURE = "unsure"
    PERSON = "person"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """What answers an indicator.

    BOUND: `measure` does, narrowed to `scope`. UNSURE: one of `candidates` may; a person decides.
    PERSON: no record answers it, somebody fills it in. NONE: the row does not apply. `why` says
    why; `decided` who decided it and when, where a person did.
    """

    state: State
    why: str
    measure: str = ""
    scope: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    decided: str = ""


class Form(StrEnum):
    """What a target's unit says it counts."""

    SHARE = "比例"
    MONEY = "金额"
    EACH = "单价"
    DAY = "日期"
    MINUTES = "时长"
    COUNT = "数"
    WORDS = "文字"


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a measure: the parts that must stand, the words that must not, the context."""

    wanted: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]
    around: tuple[tuple[str, ...], ...]

    def stands_in(self, name: str, project: str) -> tuple[Span, ...]:
        """Find where the parts stand in a name; nothing where they do not."""
        context = name + project
        if any(word in name for word in self.never):
            return ()
        if not all(any(word in context for word in part) for part in self.around):
            return ()
        spans: list[Span] = []
        start = 0
        for part in self.wanted:
            places = [(at, -len(word)) for word in part if (at := name.find(word, start)) >= 0]
            if not places:
                return ()
            at, size = min(places)
            start = at - size
            spans.append((at, start))
        return tuple(spans)

    def spans_of_words(self, name: str) -> Iterator[Span]:
        """Find every place of any of its words."""
        for word in (word for part in (*self.wanted, *self.around) for word in part):
            yield from ((m.start(), m.end()) for m in re.finditer(re.escape(word), name))


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase found in a name, and how much of it."""

    measure: Measure
    phrase: _Phrase
    spans: tuple[Span, ...]

    @property
    def size(self) -> int:
        return sum(b - a for a, b in self.spans)


def match(table: TargetTable, indicator: Indicator) -> Match:
    """Find the measure that answers an indicator of a table."""
    target = indicator.target
    if indicator.not_applicable:
        return Match(State.NONE, "不适用")
    form = form_of(indicator)
    if form is Form.WORDS:
        said = f"指标值“{target.text}”" if target.text else "没有写指标值，"
        kind = "是文字" if target.qualitative else "读不出数或日期"
        return Match(State.PERSON, f"{said}{kind}，由人评定并附依据")
    if form is Form.MONEY and _is_all_money(table, target):
        return _project_money(table)
    name = clean(indicator.name)
    found = list(_found(name, clean(table.project_name or ""), form, target))
    best = max((one.size for one in found), default=0)
    top = {one.measure.code: one for one in found if one.size == best}
    if len(top) == 1:
        (one,) = top.values()
        told = _narrowed(table, indicator, name, one)
        if told.state is State.BOUND or "project" not in one.measure.needs:
            return told
    elif top:
        codes = tuple(sorted(top))
        titles = "、".join(f"{code} {library()[code].title}" for code in codes)
        return Match(State.UNSURE, f"{titles} 同样相符", candidates=codes)
    return _by_form(table, indicator, form) or Match(State.PERSON, _reason(name))


def form_of(indicator: Indicator) -> Form:
    """Tell from an indicator's unit what it counts."""
    target = indicator.target
    if target.deadline:
        return Form.DAY
    if target.number is None:
        return Form.SHARE if target.is_everything else Form.WORDS
    unit = target.unit or ""
    if unit in ("%", "％", "‰", "百分点", "个百分点"):
        return Form.SHARE
    if unit in SCALES:
        each = any(word in indicator.name for word in words()["plain"]["each"])
        return Form.EACH if each else Form.MONEY
    if "/" in unit or "每" in unit:
        return Form.EACH
    return Form.MINUTES if unit in ("分钟", "小时", "秒") else Form.COUNT


def clean(name: str) -> str:
    """Give a name without blanks, marks and years."""
    text = _YEARS.sub("", chinese.key(name))
    return "".join(sign for sign in text if sign.isalnum())


def _is_all_money(table: TargetTable, target: TargetValue) -> bool:
    """Say whether an amount is all the money of the project."""
    whole = table.funding.annual.total
    if whole is None or target.number is None or not table.money_unit:
        return False
    return convert(target.number, str(target.unit), "元") == convert(whole, table.money_unit, "元")


def _project_money(table: TargetTable) -> Match:
    if not table.project_name:
        return Match(State.UNSURE, "不知道项目名称", candidates=("SP01",))
    scope = {"project": table.project_name}
    return Match(State.BOUND, "金额就是项目的年度资金总额", "SP01", scope)


def _fits(measure: Measure, form: Form, unit: str) -> bool:
    """Say whether a measure gives what a target of this form asks for."""
    match form:
        case Form.SHARE:
            return measure.kind is Kind.RATE
        case Form.DAY:
            return measure.kind is Kind.LATEST
        case Form.MINUTES:
            return measure.unit == "分钟"
        case Form.MONEY:
            return measure.unit == "元"
        case Form.EACH:
            return measure.kind is Kind.MEAN and _same_each(measure.unit, unit)
        case _:
            counted = measure.kind is Kind.TOTAL or measure.unit == _MONTHS
            return counted and _same_count(measure.unit, unit)


def _same_each(own: str, unit: str) -> bool:
    """Say whether a price of each is meant: 元/人 is one of a person, 万元/套 of a thing."""
    if not own.startswith("元/"):
        return False
    each, counted = re.split(r"[/每]", unit)[-1], own.removeprefix("元/")
    return each in SCALES or counted == each or each in _COUNTERS.get(counted, ())


def _same_count(own: str, unit: str) -> bool:
    """Say whether two units count the same kind of thing; a target without one counts anything."""
    base = re.sub(r"^(百|千|十万|百万|千万|万|亿)", "", unit)
    if not base:
        return own != "元"
    kinds = [kind for kind, units in _COUNTERS.items() if base in units]
    return own == base or any(own.startswith(kind) or own in _COUNTERS[kind] for kind in kinds)


def _found(name: str, project: str, form: Form, target: TargetValue) -> Iterator[_Found]:
    for measure in library().values():
        if _fits(measure, form, target.unit or ""):
            for phrase in _phrases(measure.code):
                if spans := phrase.stands_in(name, project):
                    yield _Found(measure, phrase, spans)


@cache
def _phrases(code: str) -> tuple[_Phrase, ...]:
    phrases = []
    for said in library()[code].words:
        parts = said.split()
        wanted = tuple(tuple(p.split("|")) for p in parts if p[0] not in "-@")
        around = tuple(tuple(p[1:].split("|")) for p in parts if p[0] == "@")
        never = tuple(p[1:] for p in parts if p[0] == "-")
        phrases.append(_Phrase(wanted, never, around))
    return tuple(phrases)


def _narrowed(table: TargetTable, indicator: Indicator, name: str, found: _Found) -> Match:
    """Narrow the measure that fits to what the name says; unsure where it cannot be."""
    measure = found.measure
    scope, used, strange = _scope(name, found)
    if strange:
        why = f"名称里说到“{'、'.join(strange)}”，口径 {measure.code} 分不出来"
        return Match(State.UNSURE, why, candidates=(measure.code,))
    if "project" in measure.scopes and table.project_name:
        scope["project"] = table.project_name
    if "scheme" in measure.scopes and "scheme" not in scope:
        schemes = {value for value, _ in _said(clean(table.project_name or ""), "scheme")}
        scope |= dict.fromkeys(["scheme"], *schemes) if len(schemes) == 1 else {}
    left = _left(name, _covered([*found.phrase.spans_of_words(name), *used]))
    if "group" in measure.scopes:
        whom = _left(name.partition("对")[0], set()) if "对" in name else left
        scope |= {"group": whom} if left and whom and "group" not in scope else {}
        left = ""
    if "item" in measure.needs:
        scope["item"] = item_of(indicator.name)
        left = ""
    if missing := [n for n in measure.needs if not scope.get(n)]:
        why = f"{measure.title}要说明{'、'.join(SCOPES[n] for n in missing)}"
        return Match(State.UNSURE, why, candidates=(measure.code,))
    if len(left) > (0 if measure.kind is Kind.LATEST else _MOST_LEFT):
        why = f"名称里的“{left}”没有用上，不能肯定是“{measure.title}”"
        return Match(State.UNSURE, why, candidates=(measure.code,))
    said = "…".join(name[a:b] for a, b in found.spans)
    return Match(State.BOUND, f"名称里有“{said}”，单位相符", measure.code, scope)


def _scope(name: str, found: _Found) -> tuple[dict[str, str], list[Span], list[str]]:
    """Read from a name what a measure is narrowed to, and what of it the measure cannot tell."""
    measure = found.measure
    scope: dict[str, str] = {}
    used: list[Span] = []
    strange: list[str] = []
    for dimension in measure.scopes:
        said = list(_said(name, dimension))
        values = {value for value, _ in said}
        if dimension == "care" and len(values) > 1:
            values.discard("门诊")  # said of what is said more exactly
        if len(values) == 1:
            (value,) = values
            scope |= {dimension: value} if value != "全部" else {}
        elif dimension == "care" and values == {"门诊统筹", "门诊慢特病"}:
            scope[dimension] = _BOTH
        elif len(values) > 1 and dimension != "where":
            strange += [name[a:b] for _, (a, b) in said]
        used += [span for _, span in said]
    known = _covered([*found.phrase.spans_of_words(name), *used])
    indifferent = words()["indifferent"].get(measure.code, ())
    for dimension in words()["says"]:
        if (
            dimension in (*measure.scopes, *indifferent, "group", "kind")
            or "item" in measure.scopes
        ):
            continue
        places = (place for _, place in _said(name, dimension))
        strange += [name[a:b] for a, b in places if not set(range(a, b)) <= known]
    return scope, used, list(dict.fromkeys(strange))


def _said(name: str, dimension: str) -> Iterator[tuple[str, Span]]:
    """Find the words of a dimension in a name, the longest first, each place once."""
    known = words()["says"].get(dimension, {})
    entries = [(word, value) for value, own in known.items() for word in own]
    free = name
    for word, value in sorted(entries, key=lambda entry: -len(entry[0])):
        at = free.find(word)
        if at >= 0:
            yield value, (at, at + len(word))
            free = free[:at] + "\0" * len(word) + free[at + len(word) :]


def _covered(spans: Iterable[Span]) -> set[int]:
    return {at for a, b in spans for at in range(a, b)}


def _left(name: str, covered: set[int]) -> str:
    """Give what of a name is neither matched nor empty talk."""
    text = "".join("\0" if at in covered else sign for at, sign in enumerate(name))
    for word in sorted(words()["plain"]["words"], key=len, reverse=True):
        text = text.replace(word, "\0")
    return "".join(sign for sign in text if sign != "\0" and not sign.isdigit())


def item_of(name: str) -> str:
    """Give what a name says was bought, paid for or done: its last part, without 费用, 数量 …"""
    last = clean(_PARTS.split(name)[-1]) or clean(name)
    return _ENDINGS.sub("", _EACH.sub("", last)) or last


def _by_form(table: TargetTable, indicator: Indicator, form: Form) -> Match | None:
    """Bind by form what no phrase knows: money to its purpose, goods and services to acceptance."""
    if not table.project_name:
        return None
    scope = {"project": table.project_name, "item": item_of(indicator.name)}
    unit = indicator.target.unit or ""
    by_form = words()["by_form"]
    match form:
        case Form.MONEY if not any(word in indicator.name for word in by_form["unpaid"]):
            return Match(State.BOUND, "是金额：按用途查支付", "SP02", scope)
        case Form.EACH if (each := unit.rpartition("/")[2]) in by_form["priced"]:
            return Match(State.BOUND, f"是每{each}的价钱：按名称查验收", "PU03", scope)
        case Form.COUNT if unit in by_form["goods"]:
            return Match(State.BOUND, f"按{unit}计：按名称查验收", "PU01", scope)
        case Form.COUNT if unit in by_form["services"] and _is_service(indicator.name):
            return Match(State.BOUND, "是购买的服务：按名称查验收", "PU01", scope)
        case _:
            return None


def _is_service(name: str) -> bool:
    by_form = words()["by_form"]
    bought = any(word in name for word in by_form["bought"]) or clean(name).endswith("服务")
    return bought and not any(word in name for word in by_form["held"])


def _reason(name: str) -> str:
    for what, own in words()["unmeasured"].items():
        if any(word in name for word in own):
            return f"说的是{what}，记录里没有这样的数，由人填写并附依据"
    return "没有哪个口径的说法与它相符，由人填写并附依据，或在 bindings.toml 里指定口径"
