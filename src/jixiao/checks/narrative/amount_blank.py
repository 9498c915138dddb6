"""情况说明里的数空着没填。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.phrases import phrases_of
from jixiao.findings import Breach, Severity


@check(
    code="NA46",
    title="情况说明里的数空着没填",
    says="{count} 处写了单位没有写数：{printed}",
    suggests="补上数字；没有的写 0",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N08",
)
def amount_blank(dossier: Dossier) -> Iterator[Breach]:
    yield from phrases_of(dossier, _BLANK)


_BLANK = re.compile(
    r"(?:(?:支出|收入|预算|决算|总计|合计|总额|经费)(?:均|各|共)?(?:为|是)|增加|减少|增长|下降|完成(?:年初)?预算的|占比?(?:为|的)?)"
    r"[_＿—]*(?:万元|%)(?=[,，。;；])"
)
