"""Forms built from a few words, for the tests of this stage."""

from jixiao.targets import TargetTable

HEADER = """项目支出绩效目标表
(2026年)
项目名称 {name}
主管部门 示例市医疗保障局 实施单位 示例市医保中心
项目属性 经常性项目 项目期 1年
项目资金
（万元）
年度资金总额： {money}
其中：财政拨款 {money}
其他资金
年度总体目标
{objective}
一级指标 二级指标 三级指标 指标值
"""


def form(
    rows: str, name: str = "医保宣传", money: str = "12", objective: str = "做好宣传。"
) -> str:
    return HEADER.format(name=name, money=money, objective=objective) + rows


def rows_of(table: TargetTable) -> list[tuple[str | None, str, str]]:
    return [((i.aspect or "")[:2], i.name, i.target.text) for i in table.indicators]


ROWS = """产出指标
数量指标
宣传场次 12场
质量指标
讲解合格率 ≥95%
满意度指标
服务对象满意度指标
群众满意度 ≥90%
"""
