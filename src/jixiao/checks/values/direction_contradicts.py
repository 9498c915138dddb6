"""界限的方向与含义相反。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import COST
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES
from jixiao.quantity import Bound, TargetValue
from jixiao.targets import Indicator, TargetTable


@check(
    code="VA04",
    title="界限的方向与含义相反",
    says="“{name}”的指标值 {stated}，方向像是反了：{why}",
    suggests="核对界限；成本、响应时间、差错应写“≤”，覆盖、合格、满意应写“≥”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V08 C08",
)
def direction_contradicts(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        why = _contradiction(row.name, row.target) or _floor_of_a_cost(row)
        if why:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                why=why,
            )


_PRICE = re.compile(r"成本|单价|造价|价格|租金|费用?$|费标准$")
_GIVEN_TO_PEOPLE = re.compile(
    r"补助|补贴|救助|资助|奖励|节[约省]|降低|减少|待遇|筹资|缴费|投入"
)


def _floor_of_a_cost(row: Indicator) -> str | None:
    """Why a cost must not be a floor; what is paid to people, or saved, may be one."""
    unit = str(row.target.unit).partition("/")[0]
    if row.aspect not in COST or unit not in SCALES:
        return None
    if row.target.bound not in (Bound.AT_LEAST, Bound.ABOVE):
        return None
    is_price = _PRICE.search(row.name) and not _GIVEN_TO_PEOPLE.search(row.name)
    return "成本要控制在多少以内，写“不低于”就是花得越多越好" if is_price else None


_FALLS = re.compile(r"下降|降幅|降低|减少|压减|缩短")
"""What makes more of less: 投诉下降率."""


def _contradiction(name: str, target: TargetValue) -> str | None:
    """Why a floor or a ceiling is the wrong way round for what a name measures."""
    less = words("less_is_better").search(name) and not _FALLS.search(name)
    more = words("more_is_better").search(name)
    if less and not more and target.bound in (Bound.AT_LEAST, Bound.ABOVE):
        return "这类指标越低越好"
    if (
        more
        and not less
        and target.unit == "%"
        and target.bound in (Bound.AT_MOST, Bound.BELOW)
    ):
        return "这类指标越高越好"
    return None
