"""占比没有写百分号。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.phrases import phrases_of
from jixiao.findings import Breach, Severity


@check(
    code="NA18",
    title="占比没有写百分号",
    says="{count} 处占比没有写百分号：{printed}",
    suggests="在数后写上 %",
    severity=Severity.ADVICE,
    basis="财预〔2016〕143号",
    rule="N13",
)
def share_without_percent(dossier: Dossier) -> Iterator[Breach]:
    yield from phrases_of(dossier, _SHARE)


_SHARE = re.compile(r"占(?:比|[\u4e00-\u9fff]{0,8}的)?\d+(?:\.\d+)?(?=[,，。;；、)）])")
