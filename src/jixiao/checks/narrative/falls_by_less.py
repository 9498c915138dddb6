"""减少的是负数。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.phrases import phrases_of
from jixiao.findings import Breach, Severity


@check(
    code="NA50",
    title="减少的是负数",
    says="{count} 处既说减少又写负号：{printed}",
    suggests="删去负号，或把“减少”改为“增减额”",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N05",
)
def falls_by_less(dossier: Dossier) -> Iterator[Breach]:
    yield from phrases_of(dossier, _FALLS_BY_LESS)


_FALLS_BY_LESS = re.compile(
    r"(?:减少|下降|降低|压减)(?:了|率?为)?[-−－]\d[\d,.]*(?:亿元|万元|元|%)"
)
