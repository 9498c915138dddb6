"""指标名称写着别的年度。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI03",
    title="指标名称写着别的年度",
    says="{year} 年度的表，“{name}”写的是 {other} 年",
    suggests="核对年份；是上年结转的事项的，写明本年要完成什么",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="K03 G13",
)
def name_of_another_year(table: TargetTable) -> Iterator[Breach]:
    if not table.fiscal_year:
        return
    head = table.evidence.get("project_name")
    names = [(CellPath("project_name"), table.project_name or "", head)]
    for index, row in enumerate(table.indicators):
        names.append((CellPath.in_row(index, "name"), row.name, row.evidence))
    for place, name, evidence in names:
        years = {int(year) for year in _YEAR.findall(name)}
        if not years or table.fiscal_year in years or _SPAN.search(name):
            continue
        yield Breach(
            evidence, place, name=name, year=table.fiscal_year, other=sorted(years)
        )


_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_SPAN = re.compile(
    r"20\d{2}年?[-—–至到]20\d{2}|号|以来|上年|结转|历年|清算|决算|尾款|余款|补[发缴付]|欠"
    r"|考核|评价|[底末]|同期|[较比]|年度?前"
)
"""What speaks of another year by right: spans, documents, money of before, comparisons."""
