"""项目名称写着别的年度。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI14",
    title="项目名称写着别的年度",
    says="{year} 年度的表，项目名称“{name}”写的是 {other} 年",
    suggests="核对是不是照搬了上年的表；是上年没有付完的，名称写明“尾款”“结转”",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G13",
)
def project_of_another_year(table: TargetTable) -> Iterator[Breach]:
    name, year = chinese.key(table.project_name or ""), table.fiscal_year
    years = [int(each) for each in _YEAR.findall(name)]
    if not years or year is None or words("of_former_years").search(name):
        return
    if not min(years) <= year <= max(years):
        yield Breach(
            table.evidence.get("project_name"),
            "project_name",
            year=year,
            name=table.project_name,
            other=years[0],
        )


_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年|[-—至~]20\d{2})")
