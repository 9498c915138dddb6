"""国有资产的截止日期是别的年度。"""

import re
from collections.abc import Iterator

from jixiao.checks import CannotCheck, Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA26",
    title="国有资产的截止日期是别的年度",
    says="“{printed}”：{year} 年度的文件，应是 {right} 年末的数，写的是 {said} 年",
    suggests="核对这里的资产和车辆是哪一年末的，按本年度改写",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N12",
)
def assets_as_of(dossier: Dossier) -> Iterator[Breach]:
    budget, paper = dossier.narrative()
    year = budget.fiscal_year
    if year is None:
        raise CannotCheck("没有读出文件的年度")
    of_accounts = budget.layout == _FINAL_ACCOUNTS
    right = year if of_accounts else year - 1
    for match, evidence in paper.find(_AS_OF):
        said = int(match["year"])
        is_to_come = not of_accounts and said == year and "12月" in match[0]
        if said in (right, year) and not is_to_come:
            continue
        may_be_latest = not of_accounts and said == right - 1
        yield Breach(
            evidence,
            "budget",
            Severity.ADVICE if may_be_latest else None,
            printed=evidence.quote,
            year=year,
            right=right,
            said=said,
        )


_FINAL_ACCOUNTS = "final_2017"
_AS_OF = re.compile(
    r"(?<![比较与和])截[至止]到?(?P<year>20\d{2})年(?:12月31日|年?[底末])"
)
