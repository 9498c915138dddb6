"""科目的用途写错。"""

import re
from collections.abc import Iterable, Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.standard import subjects
from jixiao.findings import Breach, Severity


@check(
    code="NA12",
    title="科目的用途写错",
    says="“{subject}”的用途写成“{use}”",
    suggests="按科目说明改写用途",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N11",
)
def subject_uses(dossier: Dossier) -> Iterator[Breach]:
    """A use that has another subject's words and none of its own."""
    budget, paper = dossier.narrative()
    listed = subjects("function", budget.fiscal_year).by_code.values()
    uses = {
        chinese.key(subject.name): subject.uses for subject in listed if subject.uses
    }
    every_use = {word for words in uses.values() for word in words}
    for match, evidence in paper.find(_stated_use_of(uses)):
        subject, use = match["subject"], match["use"]
        if not _holds_any(use, uses[subject]) and _holds_any(use, every_use):
            yield Breach(evidence, "budget", subject=subject, use=use)


_USE = (
    r"(?:\([类款项]\))?(?:预算|支出|安排|为)*(?:\d[\d.,]*万?元)?[,，:：]?"
    r"(?:主要)?(?:用于|反映|是)(?P<use>[^。;；]{4,60})"
)


def _stated_use_of(names: Iterable[str]) -> re.Pattern[str]:
    """A subject by its name, a longer name before one it begins with, and what it is said to be for."""
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?P<subject>{'|'.join(longest_first)}){_USE}")


def _holds_any(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
