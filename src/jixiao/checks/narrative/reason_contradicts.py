"""增减的原因与方向相反。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity


@check(
    code="NA27",
    title="增减的原因与方向相反",
    says="说的是“{way}”，所写的原因却是“{words}”：“{printed}”",
    suggests="核对增减的方向和原因，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N07",
)
def reason_contradicts(dossier: Dossier) -> Iterator[Breach]:
    """A reason that only goes the other way.

    One that speaks of the year before is left out, and one beside a comparison that its own two
    numbers contradict: then it is the comparison that is wrong.
    """
    _, paper = dossier.narrative()
    turned = {each.evidence.lines for each in dossier.carried_out if each.is_turned}
    for match in _REASON.finditer(paper.text):
        way = _way_said(paper.text[max(0, match.start() - _REACH) : match.start()])
        reason = match["reason"]
        line = paper.line(match.start())
        if way is None or _OF_BEFORE.search(reason):
            continue
        if any(first <= line <= last for first, last in filter(None, turned)):
            continue
        against = _words_against(way, reason)
        if against:
            yield Breach(
                paper.evidence(match.start(), match.end()),
                "budget.figures",
                way=way,
                words=against,
                printed=match[0],
            )


_REACH = 60
"""How far before its reason a change is looked for."""
_REASON = re.compile(
    r"(?:原因(?:是|为|:|系|在于|有)?|主要(?:是|系|因为?|由于)):?(?P<reason>[^。;]{2,80})"
)
_RISING = ("大于", "高于", "多于", "增加", "增长", "上升")
_FALLING = ("小于", "低于", "少于", "减少", "下降", "降低")
_WAY = re.compile("|".join(_RISING + _FALLING))
_OF_WHAT_IS_LEFT = re.compile(r"结转|结余")
"""What is left rises where spending falls."""
_OF_BEFORE = re.compile(r"上年|去年|以前|往年|同期|上一年|年初|基数|一次性|20\d{2}年")
"""What happened before turns the reason round: money added last year is a fall this year."""


def _way_said(before: str) -> str | None:
    """The way a change goes that stands before its reason; None where two ways do."""
    sentence = re.split(r"[。;]", before)[-1]
    ways = _WAY.findall(sentence)
    if (
        _OF_WHAT_IS_LEFT.search(sentence)
        or not ways
        or len({way in _RISING for way in ways}) > 1
    ):
        return None
    return str(ways[0])


def _words_against(way: str, reason: str) -> list[str]:
    """What a reason says against the way it is given for; nothing where it also says it."""
    rises = way in _RISING
    against = words("reasons_surely_to_fall" if rises else "reasons_to_rise")
    in_favour = words("reasons_to_rise" if rises else "reasons_to_fall")
    if in_favour.search(reason):
        return []
    return sorted(set(against.findall(reason)))
