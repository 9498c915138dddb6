"""培训人次与目标文字算出的不符。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import courses
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR06",
    title="培训人次与目标文字算出的不符",
    says="“{name}”指标值 {stated}，目标文字为 {times} 次 × 每次 {persons} 人 = {computed} 人次{hint}",
    suggests="按“次数 × 每次人数”改正人次；按人天统计的，单位应写人天",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V13 V14",
)
def person_times(table: TargetTable) -> Iterator[Breach]:
    text = table.objective.text if table.objective else ""
    told = [
        (mark, course)
        for course in courses(text)
        for mark in ("区内", "区外", "市外", "省外", "境外", "线上")
        if mark in course.printed or (mark == "区内" and "区外" not in course.printed)
    ]
    for index, indicator in enumerate(table.indicators):
        target = indicator.target
        if target.unit != "人次" or target.number is None:
            continue
        for mark, course in told:
            computed = course.times * course.persons
            if mark not in indicator.name or target.number == computed:
                continue
            days = course.days is not None and target.number == computed * course.days
            yield Breach(
                (indicator.evidence, table.evidence.get("objective")),
                f"indicators[{index}].target",
                name=indicator.name,
                stated=target.text,
                times=course.times,
                persons=course.persons,
                computed=computed,
                hint="；指标值等于再乘天数，是人天" if days else "",
            )
