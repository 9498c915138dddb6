"""What a name says of whom, of what care and of what place: the words that narrow a measure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao.measures.accounting import USED
from jixiao.measures.declaration import Measure
from jixiao.measures.phrases import Span, covered
from jixiao.measures.scopes import words

_OUTPATIENT = "门诊"
_BOTH = "门诊统筹和门诊慢特病"
_ALL = "全部"
_SEVERAL = ("where", "layer")
"""Dimensions of which a name may say several values, which is all of them."""
_TOGETHER = ("identity",)
"""Dimensions of which a name may say several values, which are taken together: 特困和低保."""
_WHOLE = ({"医疗机构", "零售药店"},)
"""Values of one dimension that are all there is of it."""
_STRICT = ("scheme", "care", "away", "identity", "level", "people", "where")
"""Dimensions of which a name must not speak where a measure cannot be narrowed by them."""


_OF = re.compile("对(?!象)")
"""Says whom or what an opinion is of."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of a name that narrows a measure: the value it means, and where it stands."""

    value: str
    span: Span


@dataclass(slots=True)
class Narrowing:
    """What a name narrows a measure to, where it says so, and words the measure cannot tell apart."""

    scope: dict[str, str] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def narrowing_of(measure: Measure, name: str, explained: Sequence[Span]) -> Narrowing:
    """Read from a name what a measure is narrowed to, and what of it the measure cannot tell."""
    narrowing = Narrowing()
    for dimension in measure.scopes:
        _narrow_by(dimension, name, narrowing)
    places = covered([*explained, *narrowing.spans])
    for dimension in _other_dimensions(measure):
        for mention in mentions(name, dimension):
            start, end = mention.span
            if not places.issuperset(range(start, end)):
                narrowing.unclear.append(name[start:end])
    for dimension in words()["indifferent"].get(measure.code, ()):
        narrowing.spans += [mention.span for mention in mentions(name, dimension)]
    narrowing.unclear = list(dict.fromkeys(narrowing.unclear))
    return narrowing


def _narrow_by(dimension: str, name: str, narrowing: Narrowing) -> None:
    """Narrow by what a name says of one dimension; two values of it are unclear, but for places."""
    said = list(mentions(name, dimension))
    narrowing.spans += [mention.span for mention in said]
    values = {mention.value for mention in said}
    if dimension == "care" and len(values) > 1:
        values.discard(_OUTPATIENT)  # what is said more exactly holds
    if len(values) == 1:
        value = values.pop()
        if value != _ALL:
            narrowing.scope[dimension] = value
    elif dimension == "care" and values == {"门诊统筹", "门诊慢特病"}:
        narrowing.scope[dimension] = _BOTH
    elif values in _WHOLE:
        return  # both kinds are all
    elif len(values) > 1 and dimension in _TOGETHER:
        narrowing.scope[dimension] = "、".join(sorted(values))
    elif len(values) > 1 and dimension not in _SEVERAL:
        narrowing.unclear += [name[start:end] for start, end in (m.span for m in said)]


def _other_dimensions(measure: Measure) -> list[str]:
    """The dimensions that a name must not speak of, as the measure cannot be narrowed by them."""
    is_of_anything = measure.code in words()["by_subject"]["of_any"]["codes"]
    if "item" in measure.needs or (is_of_anything and "item" in measure.scopes):
        return []
    passed_over = {*measure.scopes, *words()["indifferent"].get(measure.code, ())}
    return [dimension for dimension in _STRICT if dimension not in passed_over]


def mentions(name: str, dimension: str) -> Iterator[Mention]:
    """Find the words of a dimension in a name, the longest first, each place once."""
    wordings = words()["says"].get(dimension, {})
    pairs = [(word, value) for value, listed in wordings.items() for word in listed]
    free = name
    for word, value in sorted(pairs, key=lambda pair: -len(pair[0])):
        start = free.find(word)
        if start >= 0:
            end = start + len(word)
            yield Mention(value, (start, end))
            free = free[:start] + USED * len(word) + free[end:]


def head_of(name: str, start: int) -> str:
    """Return what stands in a name before a phrase, up to the word that says of what: 患者 of 患者对经办."""
    return _OF.split(name[:start])[0]


def is_group(measure: Measure, head: str, left: str) -> bool:
    """Whether the head of a name is a group of its own that a survey asked.

    It is where the words for usual groups do not say all of it: 失能人员家属, 慢特病患者. `left` is what
    else explains nothing of.
    """
    listed = words()["asked_of"]
    if measure.code not in listed["codes"] or len(head) < listed["least"]:
        return False
    if not head.endswith(tuple(listed["endings"])):
        return False
    usual = covered(mention.span for mention in mentions(head, "group"))
    more = [
        mention
        for dimension in words()["indifferent"][measure.code]
        for mention in mentions(head, dimension)
        if not usual.issuperset(range(*mention.span))
    ]
    return bool(left or more)
