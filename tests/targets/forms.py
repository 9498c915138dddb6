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

EVALUATED = """项目支出绩效自评表
（2024年度）
项目名称\t医保政策宣传
主管部门\t甲市医疗保障局\t\t实施单位\t甲市医疗保障局
项目资金（万元）\t\t年初预算数\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分
\t年度资金总额\t120.00\t110.00\t99.00\t10\t90.00%\t9
\t其中：当年财政拨款\t120.00\t110.00\t99.00\t—\t0.9\t—
\t其他资金\t0\t0\t0\t—\t—\t—
年度总体目标\t预期目标\t\t\t实际完成情况
\t印制宣传资料2万份。\t\t\t已印制宣传资料2.1万份。
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
\t产出指标\t数量指标\t印制宣传资料\t≥2万份\t2.1万份\t20\t20\t
\t\t时效指标\t完成时间\t2024年11月底前\t2024年12月10日\t15\t12.5\t招标推迟
\t效益指标\t社会效益指标\t群众政策知晓率\t≥85%\t86%\t30分\t30\t
总分\t\t\t\t\t\t100\t96
"""
