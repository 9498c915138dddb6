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
    known = subjects("function", budget.fiscal_year).by_code.values()
    told = {chinese.key(subject.name): subject.uses for subject in known if subject.uses}
    names = "|".join(sorted(map(re.escape, told), key=len, reverse=True))
    others = {word for uses in told.values() for word in uses}
    for match, evidence in paper.find(re.compile(rf"(?P<subject>{names}){_USE}")):
        own = told[match["subject"]]
        if not _says(match["use"], own) and _says(match["use"], others):
            yield Breach(evidence, "budget", subject=match["subject"], use=match["use"])


_USE = (
    r"(?:\([类款项]\))?(?:预算|支出|安排|为)*(?:\d[\d.,]*万?元)?[,，:：]?"
    r"(?:主要)?(?:用于|反映|是)(?P<use>[^。;；]{4,60})"
)


def _says(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
