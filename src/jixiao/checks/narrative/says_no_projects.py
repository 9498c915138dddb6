"""说没有重点项目，却公开了目标表。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA17",
    title="说没有重点项目，却公开了目标表",
    says="“{text}”，文件里却有 {count} 张项目绩效目标表",
    suggests="改写预算绩效情况，列出公开了目标的项目",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="P05",
)
def says_no_projects(dossier: Dossier) -> Iterator[Breach]:
    _, paper = dossier.narrative()
    for _, evidence in paper.find(_NONE):
        if dossier.tables:
            first = dossier.tables[0].evidence.get("project_name")
            yield Breach(
                (evidence, first),
                "budget",
                text=evidence.quote,
                count=len(dossier.tables),
            )


_NONE = re.compile(r"(?:没有|无|未安排)(?:重点|绩效|预算)*项目(?!支出)")
