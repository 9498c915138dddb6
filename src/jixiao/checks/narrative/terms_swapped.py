"""名词解释与名词对不上。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity


@check(
    code="NA42",
    title="名词解释与名词对不上",
    says="“{term}”解释成了“{words}……”",
    suggests="按规定的含义改正解释",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N11",
)
def terms_swapped(dossier: Dossier) -> Iterator[Breach]:
    """A term explained in words that only another term's explanation has."""
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_EXPLAINED):
        code_of_term = _TERMS[match["term"]]
        strange = [
            foreign_words[0]
            for code in _TERMS.values()
            if code != code_of_term
            and (foreign_words := words(code).search(match["meaning"]))
        ]
        is_strange = strange and not words(code_of_term).search(match["meaning"])
        if is_strange or _lacks_a_part(match):
            yield Breach(
                evidence,
                "budget.figures",
                term=match["term"],
                words=match["meaning"][:_SHOWN],
            )


def _lacks_a_part(match: re.Match[str]) -> bool:
    """Whether “三公”经费 are explained without one of the three."""
    is_official = _TERMS[match["term"]] == "term_official"
    return is_official and not all(part in match["meaning"] for part in _THREE)


_THREE = ("出国", "用车", "接待")
_TERMS = {
    "财政拨款收入": "term_appropriated",
    "一般公共预算拨款收入": "term_appropriated",
    "事业收入": "term_earned",
    "基本支出": "term_base",
    "项目支出": "term_project",
    "机关运行经费": "term_running",
    "“三公”经费": "term_official",
    "年末结转和结余": "term_carried",
}
_EXPLAINED = re.compile(
    rf"(?:[一二三四五六七八九十]+、|\d+[.、]|\([一二三四五六七八九十]+\))(?P<term>{'|'.join(_TERMS)})[:：](?:是?指)(?P<meaning>[^。]{{6,160}})。"
)
_SHOWN = 30
