"""情况说明里标点重复。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA08",
    title="情况说明里标点重复",
    says="标点重复 {count} 处：{phrases}",
    suggests="删去多出的标点",
    severity=Severity.ADVICE,
    basis="财预〔2016〕143号",
    rule="N13",
)
def doubled_signs(dossier: Dossier) -> Iterator[Breach]:
    _, paper = dossier.narrative()
    places = [evidence for _, evidence in paper.find(_DOUBLED)]
    if places:
        yield Breach(
            places,
            "budget",
            count=len(places),
            phrases=[f"“{evidence.quote}”" for evidence in places][:_MOST_PHRASES],
        )


_DOUBLED = re.compile(r"[^,。、;:]{0,6}([,。、;:])[,。、;:]+")
_MOST_PHRASES = 4
