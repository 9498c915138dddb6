"""What the head of a column announces where no list names it: by the words it is made of."""

import re

_MARK = re.compile(r"[*＊]|\([^()]*\)?")
_MADE_OF = (
    ("figures", r"^(?:[上下]?半年|第?[一二三四1-4]季度).*(?:目标|计划|指标|预期)"),
    ("figures", r"^(?:上|去|前|往)一?年"),
    ("figures", r"(?:上|去|前|往)一?年.*(?:值|数|率|水平)$|(?:历史|基期|基准|行业|同类).*(?:值|数|率|水平)$"),
    ("figures", r"(?:完成|达成|实现|执行)(?:率|比例|进度|程度|百分比)|^偏差(?:率|度|值)"),
    ("reason", r"原因|改进|整改|纠偏|差异说明|未完成说明"),
    ("term", r"(?:中长?期|长期|实施期|周期|[三五]年|规划期|总体|总).*(?:值|水平)$"),
    ("expected", r"预[计测](?!目标).*(?:值|情况|数|结果)$"),
    ("value", r"(?:目标|指标|计划|预期|任务|绩效|考核|设定|承诺).*(?:值|数|水平|要求)$"),
    ("actual", r"(?:实际|完成|实现|达成|执行|达到|自评).*(?:值|情况|数|结果|数据)$|^实际$"),
    ("actual", r"^(?:[本当]年度?|年度|全年)?实绩$"),
    ("score", r"(?:得分|评分|自评分|实得分)$"),
    ("weight", r"(?:分值|权重|权重分|满分|标准分|分数)$"),
    ("unit", r"^(?:计量|度量|指标|目标|数量|数值|值|绩效|量化)*单位$"),
    ("value", r"^(?:[本当]年度?|年度|全年|20\d{2}年度?)(?:绩效)?(?:目标|计划|预期|指标)$"),
    ("value", r"^(?:值|数值|目标|年度目标|计划目标|预期目标|目标任务|量化值)$"),
    ("sign", r"(?:符号|算符|比较符|正负向|指标性质|数值关系|指标方向)$"),
    ("remark", r"^备注"),
    ("explanation", r"解释|说明|描述|定义|内容|依据|公式|口径|方法|标准|规则|要求$"),
)  # fmt: skip
"""Roles with what their heads are made of; the first that fits counts."""
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _MADE_OF)
_OF_FIGURES = re.compile(r"(?:值|率|比例|进度|百分比)$")


def role_by_make(head: str) -> str:
    """The role of a column whose head no list names; `other` where its words say nothing.

    `figures` is a column of figures that no row keeps: 完成率, 上年实际值.
    """
    words = _MARK.sub("", head)
    fitting = (role for role, pattern in _PATTERNS if pattern.search(words))
    return next(fitting, "other")


def holds_figures(head: str) -> bool:
    """Whether a column that is known and not kept holds figures: 上年完成值, 完成率."""
    return _OF_FIGURES.search(_MARK.sub("", head)) is not None
