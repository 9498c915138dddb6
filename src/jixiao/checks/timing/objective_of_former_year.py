"""目标写的是以前年度的事。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI12",
    title="目标写的是以前年度的事",
    says="{year} 年度的表，目标写“{printed}”，没有一处写 {year} 年",
    suggests="核对是不是照抄以前年度的目标，按本年要做的事改写",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="K03",
)
def objective_of_former_year(table: TargetTable) -> Iterator[Breach]:
    year = table.fiscal_year
    for place, text in objective_texts(table):
        folded = chinese.key(text)
        match = _SENTENCE_OF_A_YEAR.search(folded)
        if year is None or match is None or str(year) in folded:
            continue
        other = int(match["year"])
        if other < year:
            yield Breach(
                table.evidence.get(place),
                place,
                year=year,
                other=other,
                printed=match[0].lstrip("。;；"),
            )


_SENTENCE_OF_A_YEAR = re.compile(
    r"(?:^|[。;；])(?:目标\d[:：])?\d?[.、]?(?:计划|预计|力争)?(?P<year>20\d{2})年度?"
    r"(?!的|[底末初]|以来|来|印发|出台|下发|启动|建成|成立|上线|投入|已|[-—至到])(?:全年|内)?[\u4e00-\u9fff]{2,8}"
)
