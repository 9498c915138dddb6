"""情况说明里留着模板的话。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA07",
    title="情况说明里留着模板的话",
    says="留着模板的话 {count} 处：{phrases}",
    suggests="删去模板的提示语，换成本部门的内容",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N08",
)
def template_left(dossier: Dossier) -> Iterator[Breach]:
    _, words = dossier.narrative()
    found = [evidence for _, evidence in words.find(_TEMPLATE)]
    if found:
        yield Breach(
            found,
            "budget",
            count=len(found),
            phrases=[f"“{quote}”" for quote in dict.fromkeys(evidence.quote for evidence in found)],
        )


_TEMPLATE = re.compile(
    r"[^。,;:]{0,8}科目(?:逐项|分项)说明|(?<=[。;])如,|其他科目(?:请)?删除|据实填(?:写|列)"
    r"|(?:增加|增长)[(/](?:减少|下降)\)?|[xX×]{2,}(?:万元|年|单位|局|%)|[(]此处|请?填写说明"
)
