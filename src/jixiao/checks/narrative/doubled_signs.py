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
    _, words = dossier.narrative()
    found = [evidence for _, evidence in words.find(_DOUBLED)]
    if found:
        yield Breach(
            found,
            "budget",
            count=len(found),
            phrases=[f"“{evidence.quote}”" for evidence in found][:4],
        )


_DOUBLED = re.compile(r"[^,。、;:]{0,6}([,。、;:])[,。、;:]+")
