"""监控表里的月份前后不一。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="MO15",
    title="监控表里的月份前后不一",
    says="监控到几月，前后写的不一样：{printed}",
    suggests="核对监控的月份，标题、资金和指标各栏写成一样",
    severity=Severity.WARNING,
    basis="财预〔2019〕136号",
    rule="M01",
)
def months_differ(dossier: Dossier) -> Iterator[Breach]:
    """Of a document of one monitoring form: each may be of other months."""
    monitored = [table for table in dossier.tables if table.monitored]
    if len(monitored) != 1 or len(dossier.tables) != 1:
        return
    heads = list(dossier.paper.find(_MONTHS))
    months = {match["of_title"] or match["of_head"] for match, _ in heads}
    if len(months) > 1:
        printed = dict.fromkeys(f"“{match[0].strip('(（）)')}”" for match, _ in heads)
        yield Breach((at for _, at in heads), printed=list(printed))


_MONTHS = re.compile(
    r"[(（]1月?[-—–~至到]{1,2}(?P<of_title>\d{1,2})月[)）]|1月?[-—–~至到]{1,2}(?P<of_head>\d{1,2})月份?(?:预算|资金)?(?:执行|完成)(?:数|率|情况|值)"
)
