"""标题或情况说明写着别的年度。"""

import re
from collections import Counter
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="NA24",
    title="标题或情况说明写着别的年度",
    says="全文是 {year} 年度的，{count} 处写着别的年度：{printed}",
    suggests="按本年度改正，连同数字一起核对是不是上年的",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N12",
)
def year_of_titles(dossier: Dossier, *, least: int) -> Iterator[Breach]:
    """The year most titles and statements bear is the document's; comparisons name another by right."""
    _, paper = dossier.narrative()
    named = [
        (int(match["year"]), match[0], evidence)
        for match, evidence in paper.find(_STATED)
        if not _COMPARED.search(paper.text[max(0, match.start() - 8) : match.start()])
    ]
    years = Counter(year for year, _, _ in named)
    if not years:
        return
    (usual, count), *_ = years.most_common()
    strange: list[tuple[str, Evidence]] = [
        (printed, evidence) for year, printed, evidence in named if year != usual
    ]
    if strange and count >= least and count > len(strange) * _OVERWHELMING:
        yield Breach(
            (evidence for _, evidence in strange),
            "budget.figures",
            year=usual,
            count=len(strange),
            printed=list(dict.fromkeys(f"“{printed}”" for printed, _ in strange)),
        )


_OVERWHELMING = 2
_STATED = re.compile(
    r"(?P<year>20\d{2})年度?(?:部门决算|部门预算|单位决算|单位预算|(?:财政拨款)?收入支出|部门收支|收支总?预算|收入总?预算|支出总?预算|一般公共预算(?:财政拨款)?(?:基本|项目)?支出|政府性基金预算(?:财政拨款)?支出|“三公”经费(?:财政拨款)?预算)"
)
_COMPARED = re.compile(r"[与比较和同自从以]$|上年|较[^,，。;；]{0,4}$")
