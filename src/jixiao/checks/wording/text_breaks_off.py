"""绩效目标文字不完整。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO01",
    title="绩效目标文字不完整",
    says="绩效目标{fault}",
    suggests="补全目标文字，以句号结束；过长的删去背景，只写目标",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="G15",
)
def text_breaks_off(table: TargetTable, *, longest: int) -> Iterator[Breach]:
    text = chinese.squeeze(objective_text(table))
    at = table.evidence.get("objective")
    if text and _breaks_off(text):
        fault = f"以“{_last_words(text)}”结束，像没有写完"
        severity = Severity.ERROR if _is_cut(text) else None
        yield Breach(at, "objective", severity, fault=fault)
    if len(text) > longest:
        yield Breach(at, "objective", fault=f"有 {len(text)} 字，多于 {longest} 字")


def _last_words(text: str) -> str:
    """The last words of a text, without the sign that the sentence before them ends with."""
    return text[-_WORDS_SHOWN:].lstrip("。；;！，,、")


def _breaks_off(text: str) -> bool:
    """Whether a text whose other sentences are ended leaves its last one open, or a bracket."""
    if text[-1] in _CUT_MARKS or text[-1] == "等" or _LEANS_ON.search(text):
        return True
    return text[-1] not in _ENDS and any(end in text for end in "。；;！")


def _is_cut(text: str) -> bool:
    """Whether the last piece cannot be whole: it ends in a comma, or is a stub of a list's item."""
    *items, last = _ITEM.split(text)
    stub = len(items) > 1 and len(last) <= _LONGEST_STUB
    fragment = len(_SENTENCE_END.split(text)[-1]) <= _LONGEST_FRAGMENT
    is_open = last[-1:] not in _ENDS
    if _LEANS_ON.search(text):
        return True
    return text[-1] in _CUT_MARKS or (is_open and (stub or fragment))


_ENDS = "。！；;.!”）)"
_CUT_MARKS = "，、,：:（("
_LEANS_ON = re.compile(
    r"(?:(?<!目)的|[和及由把将使让以并]|(?<!参)与|并且|通过|对于|达到|提高|由于|其中|不低于|不少于|不超过)$"
)
"""Words that cannot stand last: what they lead to is missing."""
_ITEM = re.compile(r"(?<!\d)\d{1,2}[.、．](?!\d)")
_LONGEST_STUB = 8
_SENTENCE_END = re.compile(r"[。；;！]")
_LONGEST_FRAGMENT = 3
_WORDS_SHOWN = 8
