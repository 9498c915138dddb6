"""An indicator's printed words → the measure that answers it, how sure that is, and why.

A match is proven or asked. A form calls a measure by its phrases (see `phrases`); beside them every
word of the name must be accounted for (see `accounting`): the thing, the population, the scope, the
kind of number and the sign. What a measure does not carry forbids it; what is nearly explained is
proposed to a person with the words that are not. The unit, and what the value prints, must fit.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from jixiao.evaluation import unit_of
from jixiao.measures.accounting import (
    USED,
    area_in,
    carried,
    clean,
    forbidden_in,
    forbidding,
    left_of,
    marked_left,
    other_year,
    without,
    without_words,
)
from jixiao.measures.areas import AREA
from jixiao.measures.by_form import (
    by_form,
    holds_any,
    is_cost_row,
    is_paid_out,
    item_of,
)
from jixiao.measures.declaration import SCOPES, Measure, ValueKind, library
from jixiao.measures.mentions import (
    Narrowing,
    head_of,
    is_group,
    mentions,
    narrowing_of,
)
from jixiao.measures.phrases import Phrase, Span, phrases_of
from jixiao.measures.scopes import words
from jixiao.measures.target_units import (
    Form,
    form_of,
    gives,
    is_of_working_days,
    words_told_by_unit,
)
from jixiao.money import convert
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable

__all__ = ["Match", "State", "clean", "match"]
_SPENT = "SP01"
"""The measure of what a project spent."""
_OF_PROJECTS = ("benefit", "clearing")
"""Dimensions that a project's name may tell where an indicator's does not."""

_EVERYTHING = re.compile(r"应([^应尽])尽\1")
"""Says that all is done that is due: 应兑尽兑."""
_WITHIN = re.compile(r"(?:\d+|[一二三四五六七八九十]+)个?(?:工作)?[日天][以之]?内")
"""Says within how many days something is done."""


class State(StrEnum):
    """What is known of how an indicator is answered."""

    BOUND = "bound"
    UNSURE = "unsure"
    PERSON = "person"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """What answers an indicator.

    BOUND: `measure` does, narrowed to `scope`. UNSURE: one of `candidates` may; a person decides,
    `unexplained` are the words that none of them accounts for. PERSON: no record answers it,
    somebody fills it in. NONE: the row does not apply. `why` says why; `decided` who decided it and
    when, where a person did.
    """

    state: State
    why: str
    measure: str = ""
    scope: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    decided: str = ""
    unexplained: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase of a measure that stands in a name, where, and what the measure makes of the rest."""

    measure: Measure
    phrase: Phrase
    spans: tuple[Span, ...]
    narrowing: Narrowing
    open: str
    subject: str = ""

    @property
    def size(self) -> int:
        """How many characters of the name, and of the project's, the phrase explains."""
        return sum(end - start for start, end in self.spans) + len(self.subject)


def match(table: TargetTable, indicator: Indicator) -> Match:
    """Find the measure that answers an indicator of a table."""
    if indicator.not_applicable:
        return Match(State.NONE, "不适用")
    form = form_of(indicator)
    if form is Form.WORDS:
        return Match(State.PERSON, _why_in_words(indicator.target))
    if form is Form.CHANGE:
        why = (
            f"指标值“{indicator.target.text}”说的是变化，不是一年的数，由人填写并附依据"
        )
        return Match(State.PERSON, why)
    if form is Form.MONEY and _is_all_money(table, indicator):
        return _doubted(table, indicator, _project_money(table))
    matched = _by_phrase(table, indicator, form)
    if matched.state is not State.BOUND and (goods := by_form(table, indicator, form)):
        code, scope, why = goods
        matched = Match(State.BOUND, why, code, scope)
    return _doubted(table, indicator, matched)


def _why_in_words(target: TargetValue) -> str:
    printed = f"指标值“{target.text}”" if target.text else "没有写指标值，"
    kind = "是文字" if target.qualitative else "读不出数或日期"
    return f"{printed}{kind}，由人评定并附依据"


def _is_all_money(table: TargetTable, indicator: Indicator) -> bool:
    """Whether an amount is all the money of the project, and its name does not say something else."""
    target, whole = indicator.target, table.funding.annual.total
    if whole is None or target.number is None or not table.money_unit:
        return False
    if not is_cost_row(indicator) or not is_paid_out(indicator.name):
        return False
    return convert(target.number, str(target.unit), "元") == convert(
        whole, table.money_unit, "元"
    )


def _project_money(table: TargetTable) -> Match:
    if not table.project_name:
        return Match(State.UNSURE, "不知道项目名称", candidates=(_SPENT,))
    scope = {"project": table.project_name}
    return Match(State.BOUND, "金额就是项目的年度资金总额", _SPENT, scope)


def _by_phrase(table: TargetTable, indicator: Indicator, form: Form) -> Match:
    """Match by the phrases that stand in the name; else by those whose subject the project tells."""
    name = _name_of(indicator, form)
    hits = [*_hits(table, indicator, name, _whole)]
    proven = _proven(hits)
    if not proven:
        proven = _proven(_hits(table, indicator, name, _without_subject))
    if proven:
        return _decided(table, indicator, name, _largest(_of_their_own(proven)))
    if not hits:
        return Match(State.PERSON, _why_unmeasured(name))
    return _proposed(name, _largest(hits))


def _name_of(indicator: Indicator, form: Form) -> str:
    """Return the words of a name; a share among those of content says no more than whose it is."""
    name = _plainly(clean(indicator.name))
    head = f"{indicator.dimension}{indicator.aspect}"
    listed = words()["satisfaction"]
    is_bare = form is Form.SHARE and not holds_any(name, listed["never"])
    return f"{name}{listed['word']}" if listed["head"] in head and is_bare else name


def _plainly(name: str) -> str:
    """Return a name that says in plain words what is done to all, and what is done within some days."""
    doings: Mapping[str, str] = words()["everything_of"]
    name = _EVERYTHING.sub(lambda match: doings.get(match[1], match[0]), name)
    return _WITHIN.sub("及时", name)


def _proven(hits: Iterable[_Hit]) -> list[_Hit]:
    return [hit for hit in hits if not hit.open and not hit.narrowing.unclear]


def _of_their_own(proven: list[_Hit]) -> list[_Hit]:
    """Return the hits of measures of the thing itself; where there are none, those of any thing."""
    general = words()["by_subject"]["general"]
    ranks = {hit.measure.code: general.get(hit.measure.code, 0) for hit in proven}
    least = min(ranks.values())
    return [hit for hit in proven if ranks[hit.measure.code] == least]


def _largest(hits: list[_Hit]) -> dict[str, _Hit]:
    """Return, by measure, the hits whose phrases explain most of a name, and leave the least."""
    most = max(hit.size for hit in hits)
    best: dict[str, _Hit] = {}
    for hit in hits:
        known = best.get(hit.measure.code)
        if hit.size == most and (known is None or len(hit.open) < len(known.open)):
            best[hit.measure.code] = hit
    return best


def _whole(phrase: Phrase, _project: str) -> Iterator[tuple[Phrase, str]]:
    """Give a phrase as it is: its subject stands in the name."""
    yield phrase, ""


def _without_subject(phrase: Phrase, project: str) -> Iterator[tuple[Phrase, str]]:
    """Give a phrase without what the project's name says of its subject."""
    return phrase.of_project(project)


def _hits(
    table: TargetTable,
    indicator: Indicator,
    name: str,
    wordings: Callable[[Phrase, str], Iterator[tuple[Phrase, str]]],
) -> Iterator[_Hit]:
    project = clean(table.project_name or "")
    form, unit = form_of(indicator), unit_of(indicator.target)
    for measure in library().values():
        if not gives(measure, form, unit):
            continue
        by_unit = words_told_by_unit(measure, form, indicator.target)
        for declared in phrases_of(measure.code):
            for phrase, subject in wordings(declared, project):
                if spans := phrase.find_in(name, project, by_unit=by_unit):
                    phrase_match = _PhraseMatch(measure, phrase, spans, subject)
                    hit = _hit(table, indicator.target, name, phrase_match)
                    if hit is not None:
                        yield hit


class _PhraseMatch(NamedTuple):
    """A phrase of a measure that stands in a name, where, and what of it the project's name says."""

    measure: Measure
    phrase: Phrase
    spans: tuple[Span, ...]
    subject: str


def _hit(
    table: TargetTable, target: TargetValue, name: str, match: _PhraseMatch
) -> _Hit | None:
    """Return what a measure makes of a name that holds its phrase; none where it needs more of it."""
    measure = match.measure
    is_of_subject = measure.code in words()["by_subject"]["codes"]
    phrase = match.phrase.without_context() if is_of_subject else match.phrase
    explained = list(phrase.spans_of_words(name))
    narrowing = narrowing_of(measure, name, explained)
    _narrow_by_context(table, target, measure, narrowing)
    if any(narrowing.scope.get(need) is None for need in _needs_said(measure)):
        return None
    text = without(name, [*explained, *narrowing.spans])
    if AREA in measure.scopes and (area := area_in(table, text)):
        narrowing.scope[AREA] = area
        text = without_words(text, [area])
    head = head_of(name, match.spans[0][0])
    if head and is_group(
        measure, head, left_of(table, target, measure, text[: len(head)])
    ):
        narrowing.scope["group"] = head
        text = without(text, [(0, len(head))])
    left = left_of(table, target, measure, text)
    if is_of_subject:
        subject = _subject_in(marked_left(table, target, measure, text), text, name)
        if _is_subject(measure, subject, name) and not area_in(table, subject):
            narrowing.scope["item"], left = subject, ""
        elif "item" in measure.needs:
            return None
    if "item" in measure.needs:
        left = ""  # what it is of is told by the rest of the name
    return _Hit(measure, match.phrase, match.spans, narrowing, left, match.subject)


def _needs_said(measure: Measure) -> set[str]:
    """The needs of a measure that the words of a name must tell, or its project's."""
    return set(measure.needs) - {"project", "item", "kind"}


def _narrow_by_context(
    table: TargetTable, target: TargetValue, measure: Measure, narrowing: Narrowing
) -> None:
    """Narrow by what stands beside a name: working days in the value, a kind in the project's name."""
    if "days" in measure.scopes and is_of_working_days(unit_of(target)):
        narrowing.scope["days"] = "工作日"
    for dimension in _OF_PROJECTS:
        if dimension in measure.scopes and dimension not in narrowing.scope:
            project = clean(table.project_name or "")
            said = {mention.value for mention in mentions(project, dimension)}
            if len(said) == 1:
                narrowing.scope[dimension] = said.pop()


def _subject_in(marked: str, text: str, name: str) -> str:
    """Return what of a name stands from the first sign that nothing explains to the last.

    Between them may stand what is said of any indicator, but nothing of the phrase (`text` marks it).
    """
    places = [at for at, sign in enumerate(marked) if sign != USED]
    if not places:
        return ""
    first, last = places[0], places[-1] + 1
    is_whole = USED not in text[first:last]
    return name[first:last] if is_whole else marked.replace(USED, "")


def _is_subject(measure: Measure, left: str, name: str) -> bool:
    """Whether what is not explained of a name is what an event was about: one piece, no other thing."""
    listed = words()["by_subject"]
    besides = listed["besides"].get(measure.code, ())
    if measure.code in listed["of_any"]["codes"]:
        listed = listed["of_any"]
    is_whole = len(left) >= listed["least"] and left in name
    never = [word for word in listed["never"] if word not in besides]
    if measure.code in words()["by_subject"]["never_of"]["codes"]:
        never += words()["by_subject"]["never_of"]["words"]
    is_other = holds_any(left, never) or forbidden_in(left, listed["sorts"])
    return is_whole and not is_other


def _decided(
    table: TargetTable, indicator: Indicator, name: str, best: dict[str, _Hit]
) -> Match:
    """Take the one measure that accounts for every word; ask where there are several."""
    if len(best) > 1:
        codes = tuple(sorted(best))
        titles = "、".join(f"{code} {library()[code].title}" for code in codes)
        return Match(State.UNSURE, f"{titles} 同样相符", candidates=codes)
    (hit,) = best.values()
    measure, scope = hit.measure, dict(hit.narrowing.scope)
    _narrow_by_project(scope, measure, table.project_name or "")
    if "item" in measure.needs:
        scope.setdefault("item", item_of(indicator.name))
    if missing := [needed for needed in measure.needs if not scope.get(needed)]:
        why = f"{measure.title}要说明{'、'.join(SCOPES[needed] for needed in missing)}"
        return Match(State.UNSURE, why, candidates=(measure.code,))
    phrase = "…".join(name[start:end] for start, end in hit.spans)
    if hit.subject:
        phrase = f"{phrase}”，项目名称里有“{hit.subject}"
    return Match(State.BOUND, f"名称里有“{phrase}”，单位相符", measure.code, scope)


def _narrow_by_project(scope: dict[str, str], measure: Measure, project: str) -> None:
    """Narrow to the project, and to the one scheme that its name speaks of."""
    if "project" in measure.scopes and project:
        scope["project"] = project
    if "scheme" in measure.scopes and "scheme" not in scope:
        schemes = {mention.value for mention in mentions(clean(project), "scheme")}
        if len(schemes) == 1:
            scope["scheme"] = schemes.pop()


def _proposed(name: str, best: dict[str, _Hit]) -> Match:
    """Propose what nearly explains a name, with the words it does not; else leave it to a person."""
    for hit in best.values():
        explained = hit.phrase.spans_of_words(name)
        text = carried(hit.measure, without(name, [*explained, *hit.narrowing.spans]))
        if forbids := forbidden_in(text):
            why = f"名称里有“{forbids.word}”（{forbids.sort}），不是“{hit.measure.title}”，由人填写并附依据，或指定口径"
            return Match(State.PERSON, why, unexplained=hit.open)
    hit = next(iter(best.values()))
    if unclear := hit.narrowing.unclear:
        unexplained = "、".join(unclear)
        why = f"名称里说到“{unexplained}”，口径 {hit.measure.code} 分不出来"
        return Match(
            State.UNSURE, why, candidates=tuple(sorted(best)), unexplained=unexplained
        )
    left = min((hit.open for hit in best.values()), key=len)
    if len(left) * 2 > len(name):
        why = f"名称里的“{left}”没有口径能解释，由人填写并附依据，或在 bindings.toml 里指定口径"
        return Match(State.PERSON, why, unexplained=left)
    titles = "、".join(library()[code].title for code in sorted(best))
    why = f"名称里的“{left}”没有用上，不能肯定是“{titles}”"
    return Match(State.UNSURE, why, candidates=tuple(sorted(best)), unexplained=left)


def _doubted(table: TargetTable, indicator: Indicator, matched: Match) -> Match:
    """Ask a person where the year, the value or the row does not say what the measure gives."""
    if matched.state is not State.BOUND:
        return matched
    if doubt := _doubt(table, indicator, matched.measure):
        return replace(
            matched, state=State.UNSURE, why=doubt, measure="", scope={},
            candidates=(matched.measure,),
        )  # fmt: skip
    return matched


def _doubt(table: TargetTable, indicator: Indicator, code: str) -> str:
    """Return why a measure whose words fit may still not be meant; empty where nothing says so."""
    if year := other_year(indicator.name, table.fiscal_year):
        return f"名称里写的是 {year} 年，表是 {table.fiscal_year} 年的"
    printed = indicator.target.text
    is_mean = library()[code].kind is ValueKind.MEAN
    for word in forbidding()["value"]["each"]:
        if word in printed and not is_mean:
            return f"指标值“{printed}”是{word}的数，记录里算出来的是一年的数"
    if code in words()["cost_rows"]["codes"] and not is_cost_row(indicator):
        return f"不在成本指标里，不能肯定说的是“{library()[code].title}”"
    doubtful = words()["doubtful"].get(code)
    in_unit = doubtful is not None and indicator.target.unit in doubtful["units"]
    if doubtful and in_unit and not holds_any(indicator.name, doubtful["but"]):
        return str(doubtful["why"])
    return ""


def _why_unmeasured(name: str) -> str:
    for subject, listed in words()["unmeasured"].items():
        if holds_any(name, listed):
            return f"说的是{subject}，记录里没有这样的数，由人填写并附依据"
    return "没有哪个口径的说法与它相符，由人填写并附依据，或在 bindings.toml 里指定口径"
