"""情况说明里留着模板的话。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.phrases import phrases_of
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity


@check(
    code="NA07",
    title="情况说明里留着模板的话",
    says="留着模板的话 {count} 处：{printed}",
    suggests="删去模板的提示语，换成本部门的内容",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N08",
)
def template_left(dossier: Dossier) -> Iterator[Breach]:
    yield from phrases_of(dossier, words("template"))
