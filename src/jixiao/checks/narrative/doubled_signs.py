"""情况说明里标点重复。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.phrases import phrases_of
from jixiao.findings import Breach, Severity


@check(
    code="NA08",
    title="情况说明里标点重复",
    says="标点重复 {count} 处：{printed}",
    suggests="删去多出的标点",
    severity=Severity.ADVICE,
    basis="财预〔2016〕143号",
    rule="N13",
)
def doubled_signs(dossier: Dossier) -> Iterator[Breach]:
    yield from phrases_of(dossier, _DOUBLED)


_DOUBLED = re.compile(r"[^,。、;:]{0,6}([,。、;:])[,。、;:]+")
