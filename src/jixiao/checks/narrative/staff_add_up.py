"""人员数分项之和不等于总数。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA15",
    title="人员数分项之和不等于总数",
    says="“{text}”里分项之和 {computed}，总数 {stated}",
    suggests="核对编制、在职等人数",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N15",
)
def staff_add_up(dossier: Dossier) -> Iterator[Breach]:
    """Only kinds of posts that exclude each other are added: 行政, 事业, 工勤, 参公, 聘用 …"""
    for match, evidence in dossier.paper.find(_STAFF):
        parts = [int(part) for part in _PART.findall(match["parts"])]
        stated = int(match["whole"])
        computed = sum(parts)
        if len(parts) > 1 and computed != stated:
            yield Breach(
                evidence,
                "budget",
                text=evidence.quote,
                stated=stated,
                computed=computed,
            )


_KIND = (
    r"(?:行政|机关|事业|工勤|参公|参照公务员|聘用|合同制|编外|后勤|公益性?岗位?)"
    r"[\u4e00-\u9fff]{0,8}?"
)
_STAFF = re.compile(
    r"(?:编制|在职|实有|在编|干部职工|工作人员|职工)[^\d,，。;；]{0,8}(?P<whole>\d+)[人名个]"
    rf"[,，(（:]?(?:其中|包括)[:，,]?(?P<parts>(?:{_KIND}\d+[人名个][,，、及和]?)+)"
)
_PART = re.compile(r"(\d+)[人名个]")
