"""What a target's unit says it counts, and which measures give that."""

import re
from enum import StrEnum

from jixiao.evaluation import span_of, unit_of
from jixiao.measures.accounting import forbidding
from jixiao.measures.declaration import Measure, ValueKind
from jixiao.measures.scopes import words
from jixiao.money import SCALES
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator

_SPANS = {"个月": ("个月", "月"), "天": ("天", "日")}
"""How forms print the units of measures that are spans of time."""
_WORKING_DAYS = ("工作日", "个工作日")
_PER_CENT = ("%", "％", "‰")
_POINTS = ("百分点", "个百分点")
_EACH_TIME = ("次", "人次", "例")
"""What one stay or visit is called in prices."""
SINGLE = re.compile(
    "单(?:家|册|台|套|份|本|张|人|次|件|个|辆|座|户|场|期|条|盏|块|处|例|只|间|批|项|平方米|公里)"
)
"""What a price of one thing is said with: 单台, 单册."""
_A_YEAR = re.compile(r"[·・./]?[年月][·・.]?")
_DURATIONS = ("分钟", "小时", "秒")
_SCALE = re.compile(r"^(百|千|十万|百万|千万|万|亿)")
_COUNTERS = {
    "人": ("人", "名", "位", "人次", "户"),
    "次": (
        "次",
        "场",
        "期",
        "班",
        "轮",
        "回",
        "场次",
        "班次",
        "批次",
        "批",
        "家次",
        "户次",
        "起",
    ),
    "份": ("份", "册", "张", "本", "条", "幅", "篇", "个", "项", "件"),
    "家": ("家", "个", "所", "户"),
    "个": ("个", "个试点", "种", "个品种", "项"),
    "项": ("项", "个", "类"),
    "件": ("件", "个", "通", "笔", "宗", "起", "条", "例", "人次", "卷", "单"),
    "条": ("条", "篇", "个", "部", "则", "期", "次", "幅", "支", "项", "件"),
}
"""What kinds of things are counted, by the units of forms."""


class Form(StrEnum):
    """What a target's unit says it counts."""

    SHARE = "比例"
    MONEY = "金额"
    EACH = "单价"
    DAY = "日期"
    MINUTES = "时长"
    COUNT = "数"
    CHANGE = "变化"
    WORDS = "文字"


def form_of(indicator: Indicator) -> Form:
    """What an indicator counts, by its unit."""
    target = indicator.target
    unit = unit_of(target)
    if target.deadline:
        return Form.DAY
    if _is_change(target):
        return Form.CHANGE
    if target.number is None and span_of(target) is None:
        return Form.SHARE if target.is_everything else Form.WORDS
    if unit in _PER_CENT:
        return Form.SHARE
    if unit in SCALES:
        is_each = _is_of_one(indicator.name) or _is_standard(indicator.name, unit)
        return Form.EACH if is_each else Form.MONEY
    if "/" in unit or "每" in unit:
        return Form.EACH
    return Form.MINUTES if unit in _DURATIONS else Form.COUNT


def _is_of_one(name: str) -> bool:
    """Whether an amount is of one person, stay or thing: 人均, 次均, 每公里; 每年 is of all."""
    of_year = name.replace("每年度", "").replace("每年", "")
    is_said = any(word in name for word in words()["plain"]["each"])
    return "每" in of_year or is_said or bool(SINGLE.search(name))


def _is_standard(name: str, unit: str) -> bool:
    """Whether a sum in 元 is a standard, which is of one: 补助标准 700 元."""
    return unit == "元" and "标准" in name


def _is_change(target: TargetValue) -> bool:
    """Whether a value promises a change, not a year's number: 新增500人, 提高2个百分点."""
    if target.unit in _POINTS:
        return True
    return any(word in target.text for word in forbidding()["value"]["change"])


def gives(measure: Measure, form: Form, unit: str) -> bool:
    """Whether a measure gives what a target of a form and a unit asks for."""
    match form:
        case Form.SHARE:
            return measure.kind is ValueKind.RATE
        case Form.DAY:
            return measure.kind is ValueKind.LATEST
        case Form.MINUTES:
            return measure.unit == "分钟"
        case Form.MONEY:
            return measure.unit == "元"
        case Form.EACH:
            return measure.kind is ValueKind.MEAN and _is_price_of_same(
                measure.unit, unit
            )
        case _:
            if is_of_working_days(unit):
                return "days" in measure.scopes
            if measure.unit in _SPANS:
                return unit in ("", *_SPANS[measure.unit])
            return measure.kind is ValueKind.TOTAL and _counts_same(measure.unit, unit)


def is_of_working_days(unit: str) -> bool:
    """Whether a unit counts working days."""
    return unit in _WORKING_DAYS


def words_told_by_unit(
    measure: Measure, form: Form, target: TargetValue
) -> tuple[str, ...]:
    """Return the words for kinds of numbers that a value says as well: 人 says 人数, 全覆盖 says 覆盖率."""
    listed, unit = words()["told_by_unit"], unit_of(target)
    match measure.kind:
        case ValueKind.TOTAL:
            is_told = _SCALE.sub("", unit) in listed["units"].get(measure.unit, ())
            return tuple(listed["counts"]) if is_told else ()
        case ValueKind.RATE:
            coverages = listed["coverages"] if target.is_everything else ()
            return (*listed["shares"], *coverages) if form is Form.SHARE else ()
        case ValueKind.LATEST:
            return tuple(listed["times"])
        case ValueKind.MEAN:
            if form is Form.EACH:
                return tuple(listed["prices"]) if "/" in unit else ()
            is_span = measure.unit in (*_SPANS, "分钟") and bool(unit)
            return tuple(listed["times"]) if is_span else ()


def _is_price_of_same(measured: str, unit: str) -> bool:
    """Whether two prices are of one kind of thing: 元/人 is of a person, 万元/套 of a set."""
    if not measured.startswith("元/"):
        return False
    thing = measured.removeprefix("元/")
    asked = _A_YEAR.sub("", unit)
    asked = [part for part in re.split(r"[/每]", asked) if part][-1]
    if thing in _EACH_TIME:
        return asked in SCALES or asked in _EACH_TIME
    return asked in SCALES or thing == asked or asked in _COUNTERS.get(thing, ())


def _counts_same(measured: str, unit: str) -> bool:
    """Whether two units count one kind of thing; a target without a unit counts anything."""
    counter = _SCALE.sub("", unit)
    if not counter:
        return measured != "元"
    if measured == counter:
        return True
    kinds = [kind for kind, counters in _COUNTERS.items() if counter in counters]
    return any(
        measured.startswith(kind) or measured in _COUNTERS[kind] for kind in kinds
    )
