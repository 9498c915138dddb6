"""目标写的是别的县。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import CannotCheck, check
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH24",
    title="目标写的是别的县",
    says="{own}的项目，目标写的是“{other}”",
    suggests="核对目标是不是从别处抄来的，按本县的情况改写",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I19",
)
def another_county(table: TargetTable) -> Iterator[Breach]:
    """Asked of a county's bureau alone: one above it names its counties by right."""
    department = table.supervising_department or table.implementing_unit or ""
    own = _OWN_COUNTY.search(chinese.key(department))
    if own is None:
        raise CannotCheck("主管部门不是县级，目标里说到的县可能是所辖的")
    for place, text in objective_texts(table):
        folded = chinese.key(text)
        if own["county"] in folded:
            continue
        for match in _COUNTY.finditer(folded):
            if not own["county"].endswith(match["county"]):
                yield Breach(
                    table.evidence.get(place),
                    place,
                    own=own["county"],
                    other=match["county"],
                )
                break


_OWN_COUNTY = re.compile(
    r"(?P<county>[\u4e00-\u9fff]{1,3}县)(?=[\u4e00-\u9fff]{2,12}局)"
)
_COUNTY = re.compile(
    r"(?<![赴到与和向学往])(?<!学习)(?<!支援)(?<!协作)(?<!对口)(?<!帮扶)(?P<county>(?![\u4e00-\u9fff]?[全本各我市区州该外邻跨一两三几省乡镇])[\u4e00-\u9fff]{2}县)(?![级域城委区乡镇])"
)
