"""二级指标归类不当。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.printed_values import quoted
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH01",
    title="二级指标归类不当",
    says="{names}列在{aspect}，{why}，应列在{better}",
    suggests="移到{better}",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I06 I07 I08",
)
def aspect_fits(table: TargetTable) -> Iterator[Breach]:
    """One finding for the rows of an aspect that are amiss for one reason."""
    misfits: dict[tuple[str | None, str, str], list[Indicator]] = {}
    for row in table.indicators:
        misfit = _misfit(row.aspect, row.name, row.target.unit or "")
        misfit = misfit or _misfit_of_effect(row)
        if misfit:
            misfits.setdefault((row.aspect, *misfit), []).append(row)
    for (aspect, why, better), rows in misfits.items():
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            names=[quoted(row) for row in rows],
            aspect=aspect,
            why=why,
            better=better,
        )


_MONEY = re.compile(r"^(?:亿|万)?元(?:/|$)")


_MONEY_IS_DONE = re.compile(
    r"贷款|融资|投资|担保|授信|保额|保险金额|交易|销售|成交|产值|引进|到位|追回|挽回|征收|收缴|募集"
)
"""Money that is itself what was done: loans given, works built, dues collected; it costs nothing."""
_NAMES_A_COUNT = re.compile(
    r"(?:数|数量|次数|场次|人次|人数|家数|户数|期数|台数|份数)$"
)
_COUNTS = frozenset("个台套条次期份名人家册张场件项辆部点班处间所") | {"人次", "场次"}
_FAULTS = re.compile(r"差错|事故|投诉|故障|违规|隐患|问题|错误|缺陷|不合格|返工")


def _counts(name: str) -> bool:
    """Whether a name counts what was done; how many faults there were is of the quality."""
    return bool(_NAMES_A_COUNT.search(name)) and not _FAULTS.search(name)


def _misfit(aspect: str | None, name: str, unit: str) -> tuple[str, str] | None:
    """Why a row does not belong under its aspect, and where it does."""
    if aspect in ("数量指标", "质量指标") and words("about_speed").search(name):
        return "量的是快慢", "时效指标"
    if aspect in ("数量指标", "质量指标") and words("about_awareness").search(name):
        return "量的是群众知不知道", "社会效益指标"
    is_money = aspect in ("数量指标", "质量指标", "时效指标") and _MONEY.match(unit)
    if is_money and not _MONEY_IS_DONE.search(name):
        return "量的是钱", "成本指标"
    if aspect == "数量指标" and unit == "%" and words("about_goodness").search(name):
        return "量的是好坏", "质量指标"
    if aspect == "质量指标" and unit in _COUNTS and _counts(name):
        return "量的是做了多少", "数量指标"
    return None


_EFFECTS = ("社会效益指标", "经济效益指标", "生态效益指标", "可持续影响指标")
_WORK_COUNTED = re.compile(
    r"(?:印发|编印|印制|制作|购置|采购|举办|培训|宣讲|检查|稽核|安装|建设|更新).{0,12}(?:数量|份数|场次|期数|台数|家数|册数|套数|次数|人次)$"
)
_ASKS_WHEN = re.compile(r"(?:完成|提交|到货|验收|安装|发放).{0,4}(?:时间|时限|日期)$")


def _misfit_of_effect(row: Indicator) -> tuple[str, str] | None:
    """Why a row among the effects is none: it counts the work itself, or says when it is done."""
    if row.aspect not in _EFFECTS:
        return None
    if _WORK_COUNTED.search(row.name) and (row.target.unit or "") in _COUNTS:
        return "量的是做了多少", "数量指标"
    if _ASKS_WHEN.search(row.name) and row.target.deadline:
        return "量的是何时完成", "时效指标"
    return None
