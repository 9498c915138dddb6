"""情况说明里写着别的单位。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="NA31",
    title="情况说明里写着别的单位",
    says="{department}的文件里写着“{name}”的收支",
    suggests="核对这一段是不是从别的单位抄来的，名称和数字一并改正",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="P08",
)
def another_bureau(dossier: Dossier) -> Iterator[Breach]:
    """An office of another place, or one of the own place that is named nowhere else.

    What belongs to the department is named where its units are listed.
    """
    budget, paper = dossier.narrative()
    if not budget.department:
        raise CannotCheck("没有读出部门名称")
    department = chinese.key(budget.department)
    own_place = _PLACE.match(department)
    if own_place is None:
        raise CannotCheck("部门名称里没有地名")
    strangers: dict[str, list[Evidence]] = {}
    for match, evidence in paper.find(_SPEAKS_OF_MONEY):
        name = match["name"]
        if name not in department:
            strangers.setdefault(name, []).append(evidence)
    for name, places in strangers.items():
        is_elsewhere = not own_place[0].endswith(name[:_LENGTH_OF_PLACE])
        if is_elsewhere or paper.text.count(name) == len(places):
            yield Breach(places, "budget", department=department, name=name)


_LENGTH_OF_PLACE = 3
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|[省市县区州旗盟])")
_SPEAKS_OF_MONEY = re.compile(
    r"(?P<name>(?P<place>(?!自治)[\u4e00-\u9fff](?![全我本各该辖])[\u4e00-\u9fff][市县区旗])[\u4e00-\u9fff]{2,12}?"
    r"(?:局|厅|委员会|办公室|中心))(?:部门|本级)?(?:20\d{2}年度?)?"
    r"(?:共有车辆|共有公务用车|机关运行经费|政府采购|国有资产|一般公共预算|财政拨款|政府性基金|收入|支出|收支|部门预算|部门决算|“三公)"
)
"""Lines run together, so that what stands before a name may be of the heading: two characters are a
place's own, and a longer name ends in them."""
