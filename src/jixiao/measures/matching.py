"""An indicator's printed words → the measure that answers it, how sure that is, and why.

A form calls a measure by its phrases (see `phrases`), and its unit says what it means. Nothing is
guessed: where two measures fit as well, or the name says something that the measure cannot tell
apart, a person decides.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jixiao import chinese
from jixiao.measures.declaration import SCOPES, Measure, ValueKind, library
from jixiao.measures.phrases import Phrase, Span, covered, phrases_of
from jixiao.measures.scopes import words
from jixiao.measures.target_units import Form, form_of, gives
from jixiao.money import convert
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable

_SPENT = "SP01"
"""The measure of what a project spent."""
_PAID_FOR = "SP02"
"""The measure of what a project paid for one thing."""
_DELIVERED = "PU01"
"""The measure of how much of one thing was accepted."""
_PRICE = "PU03"
"""The measure of what one of a thing cost."""
_OUTPATIENT = "门诊"
_BOTH = "门诊统筹和门诊慢特病"
_ALL = "全部"
_YEARS = re.compile(r"(19|20)\d{2}年(度|\d{1,2}月(\d{1,2}日)?)?(前|底|之前)?")
_ENDINGS = re.compile(
    r"(费用|费|支出|经费|成本|数量|总额|金额|标准|收费|资金|次数|个数|台数|套数|控制|每年|每条|每台|每套)+$"
)
_EACH = re.compile(r"^每(人次|[台套条册份个人次辆张家])")
_PARTS = re.compile(r"[-—－:：]+")
_MOST_LEFT = 6
"""So many characters of a name may remain unexplained where a match is to be sure."""
_USED = "\0"
"""Stands in a name for what has been explained."""


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


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase of a measure that stands in a name, and where its parts stand."""

    measure: Measure
    phrase: Phrase
    spans: tuple[Span, ...]

    @property
    def size(self) -> int:
        """How many characters of the name it explains."""
        return sum(end - start for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A word of a name that narrows a measure: the value it means, and where it stands."""

    value: str
    span: Span


@dataclass(slots=True)
class _Narrowing:
    """What a name narrows a measure to, where it says so, and words the measure cannot tell apart."""

    scope: dict[str, str] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def match(table: TargetTable, indicator: Indicator) -> Match:
    """Find the measure that answers an indicator of a table."""
    target = indicator.target
    if indicator.not_applicable:
        return Match(State.NONE, "不适用")
    form = form_of(indicator)
    if form is Form.WORDS:
        return Match(State.PERSON, _why_in_words(target))
    if form is Form.MONEY and _is_all_money(table, target):
        return _project_money(table)
    name = clean(indicator.name)
    best = _best_hits(name, clean(table.project_name or ""), form, target.unit or "")
    if len(best) == 1:
        (hit,) = best.values()
        narrowed = _narrowed(table, indicator, name, hit)
        if narrowed.state is State.BOUND or "project" not in hit.measure.needs:
            return narrowed
    elif best:
        codes = tuple(sorted(best))
        titles = "、".join(f"{code} {library()[code].title}" for code in codes)
        return Match(State.UNSURE, f"{titles} 同样相符", candidates=codes)
    return _by_form(table, indicator, form) or Match(
        State.PERSON, _why_unmeasured(name)
    )


def clean(name: str) -> str:
    """Return a name without blanks, marks and years."""
    text = _YEARS.sub("", chinese.key(name))
    return "".join(sign for sign in text if sign.isalnum())


def _why_in_words(target: TargetValue) -> str:
    printed = f"指标值“{target.text}”" if target.text else "没有写指标值，"
    kind = "是文字" if target.qualitative else "读不出数或日期"
    return f"{printed}{kind}，由人评定并附依据"


def _is_all_money(table: TargetTable, target: TargetValue) -> bool:
    """Whether an amount is all the money of the project."""
    whole = table.funding.annual.total
    if whole is None or target.number is None or not table.money_unit:
        return False
    return convert(target.number, str(target.unit), "元") == convert(
        whole, table.money_unit, "元"
    )


def _project_money(table: TargetTable) -> Match:
    if not table.project_name:
        return Match(State.UNSURE, "不知道项目名称", candidates=(_SPENT,))
    scope = {"project": table.project_name}
    return Match(State.BOUND, "金额就是项目的年度资金总额", _SPENT, scope)


def _best_hits(name: str, project: str, form: Form, unit: str) -> dict[str, _Hit]:
    """Return, by measure, the phrases that explain most of a name."""
    hits = list(_hits(name, project, form, unit))
    most = max((hit.size for hit in hits), default=0)
    return {hit.measure.code: hit for hit in hits if hit.size == most}


def _hits(name: str, project: str, form: Form, unit: str) -> Iterator[_Hit]:
    for measure in library().values():
        if not gives(measure, form, unit):
            continue
        for phrase in phrases_of(measure.code):
            if spans := phrase.find_in(name, project):
                yield _Hit(measure, phrase, spans)


def _narrowed(table: TargetTable, indicator: Indicator, name: str, hit: _Hit) -> Match:
    """Narrow the measure that fits to what the name says; unsure where it cannot be."""
    measure = hit.measure
    narrowing = _narrowing(name, hit)
    if narrowing.unclear:
        why = (
            f"名称里说到“{'、'.join(narrowing.unclear)}”，口径 {measure.code} 分不出来"
        )
        return Match(State.UNSURE, why, candidates=(measure.code,))
    scope = narrowing.scope
    _narrow_by_project(scope, measure, table.project_name or "")
    left = _unexplained(
        name, covered([*hit.phrase.spans_of_words(name), *narrowing.spans])
    )
    if "group" in measure.scopes:
        _narrow_by_group(scope, name, left)
        left = ""
    if "item" in measure.needs:
        scope["item"] = item_of(indicator.name)
        left = ""
    if missing := [needed for needed in measure.needs if not scope.get(needed)]:
        why = f"{measure.title}要说明{'、'.join(SCOPES[needed] for needed in missing)}"
        return Match(State.UNSURE, why, candidates=(measure.code,))
    if len(left) > (0 if measure.kind is ValueKind.LATEST else _MOST_LEFT):
        why = f"名称里的“{left}”没有用上，不能肯定是“{measure.title}”"
        return Match(State.UNSURE, why, candidates=(measure.code,))
    phrase = "…".join(name[start:end] for start, end in hit.spans)
    return Match(State.BOUND, f"名称里有“{phrase}”，单位相符", measure.code, scope)


def _narrow_by_project(scope: dict[str, str], measure: Measure, project: str) -> None:
    """Narrow to the project, and to the one scheme that its name speaks of."""
    if "project" in measure.scopes and project:
        scope["project"] = project
    if "scheme" in measure.scopes and "scheme" not in scope:
        schemes = {mention.value for mention in _mentions(clean(project), "scheme")}
        if len(schemes) == 1:
            scope["scheme"] = schemes.pop()


def _narrow_by_group(scope: dict[str, str], name: str, left: str) -> None:
    """Narrow to whom a survey asked: 群众对…的满意度, else what of the name is left."""
    asked, towards, _ = name.partition("对")
    group = _unexplained(asked, set()) if towards else left
    if left and group:
        scope.setdefault("group", group)


def _narrowing(name: str, hit: _Hit) -> _Narrowing:
    """Read from a name what a measure is narrowed to, and what of it the measure cannot tell."""
    narrowing = _Narrowing()
    for dimension in hit.measure.scopes:
        _narrow_by(dimension, name, narrowing)
    explained = covered([*hit.phrase.spans_of_words(name), *narrowing.spans])
    for dimension in _other_dimensions(hit.measure):
        for mention in _mentions(name, dimension):
            start, end = mention.span
            if not explained.issuperset(range(start, end)):
                narrowing.unclear.append(name[start:end])
    narrowing.unclear = list(dict.fromkeys(narrowing.unclear))
    return narrowing


def _narrow_by(dimension: str, name: str, narrowing: _Narrowing) -> None:
    """Narrow by what a name says of one dimension; two values of it are unclear, but for places."""
    mentions = list(_mentions(name, dimension))
    narrowing.spans += [mention.span for mention in mentions]
    values = {mention.value for mention in mentions}
    if dimension == "care" and len(values) > 1:
        values.discard(_OUTPATIENT)  # what is said more exactly holds
    if len(values) == 1:
        value = values.pop()
        if value != _ALL:
            narrowing.scope[dimension] = value
    elif dimension == "care" and values == {"门诊统筹", "门诊慢特病"}:
        narrowing.scope[dimension] = _BOTH
    elif len(values) > 1 and dimension != "where":
        narrowing.unclear += [
            name[start:end] for start, end in (m.span for m in mentions)
        ]


def _other_dimensions(measure: Measure) -> list[str]:
    """The dimensions that a name must not speak of, as the measure cannot be narrowed by them."""
    if "item" in measure.scopes:
        return []
    indifferent = words()["indifferent"].get(measure.code, ())
    passed_over = {*measure.scopes, *indifferent, "group", "kind"}
    return [dimension for dimension in words()["says"] if dimension not in passed_over]


def _mentions(name: str, dimension: str) -> Iterator[_Mention]:
    """Find the words of a dimension in a name, the longest first, each place once."""
    wordings = words()["says"].get(dimension, {})
    pairs = [(word, value) for value, listed in wordings.items() for word in listed]
    free = name
    for word, value in sorted(pairs, key=lambda pair: -len(pair[0])):
        start = free.find(word)
        if start >= 0:
            end = start + len(word)
            yield _Mention(value, (start, end))
            free = free[:start] + _USED * len(word) + free[end:]


def _unexplained(name: str, explained: set[int]) -> str:
    """What of a name is neither explained nor empty talk."""
    text = "".join(_USED if at in explained else sign for at, sign in enumerate(name))
    for word in sorted(words()["plain"]["words"], key=len, reverse=True):
        text = text.replace(word, _USED)
    return "".join(sign for sign in text if sign != _USED and not sign.isdigit())


def item_of(name: str) -> str:
    """What a name says was bought, paid for or done: its last part, without 费用, 数量 …"""
    last = clean(_PARTS.split(name)[-1]) or clean(name)
    return _ENDINGS.sub("", _EACH.sub("", last)) or last


def _by_form(table: TargetTable, indicator: Indicator, form: Form) -> Match | None:
    """Bind by form what no phrase knows: money to its purpose, goods and services to acceptance."""
    if not table.project_name:
        return None
    by_form = words()["by_form"]
    unit = indicator.target.unit or ""
    each = unit.rpartition("/")[2]
    match form:
        case Form.MONEY if not _has_any(indicator.name, by_form["unpaid"]):
            why, measure = "是金额：按用途查支付", _PAID_FOR
        case Form.EACH if each in by_form["priced"]:
            why, measure = f"是每{each}的价钱：按名称查验收", _PRICE
        case Form.COUNT if unit in by_form["goods"]:
            why, measure = f"按{unit}计：按名称查验收", _DELIVERED
        case Form.COUNT if unit in by_form["services"] and _is_service(indicator.name):
            why, measure = "是购买的服务：按名称查验收", _DELIVERED
        case _:
            return None
    scope = {"project": table.project_name, "item": item_of(indicator.name)}
    return Match(State.BOUND, why, measure, scope)


def _is_service(name: str) -> bool:
    by_form = words()["by_form"]
    is_bought = _has_any(name, by_form["bought"]) or clean(name).endswith("服务")
    return is_bought and not _has_any(name, by_form["held"])


def _has_any(name: str, listed: list[str]) -> bool:
    return any(word in name for word in listed)


def _why_unmeasured(name: str) -> str:
    for subject, listed in words()["unmeasured"].items():
        if _has_any(name, listed):
            return f"说的是{subject}，记录里没有这样的数，由人填写并附依据"
    return "没有哪个口径的说法与它相符，由人填写并附依据，或在 bindings.toml 里指定口径"
