"""A folder of a bureau's own ledgers, loaded as a clerk loads them."""

from pathlib import Path

from jixiao.fund.intake import load

PROJECT = "医保宣传和检查"
EVENTS = "活动编号,活动类别,活动主题,项目名称,举办日期,参加人次,考核人数,考核合格人数,印发资料份数\n"
PAID = "支付凭证号,项目名称,应付日期,支付日期,支付金额,用途\n"


def a_bureau(
    folder: Path, years: range = range(2026, 2027), last_month: int = 12
) -> Path:
    """Load events and payments of each month: ten trained, nine of whom passed; 1,000 yuan paid."""
    events, paid = EVENTS, PAID
    for year in years:
        for month in range(1, last_month + 1):
            day = f"{year}-{month:02}-15"
            extra = year - years.start
            events += (
                f"e{year}{month},培训,培训{month},{PROJECT},{day},{10 + extra},10,9,\n"
            )
            events += f"f{year}{month},宣传,宣传{month},{PROJECT},{day},50,,,{100 + 10 * month}\n"
            paid += f"p{year}{month},{PROJECT},{day},{day},1000.00,培训费\n"
    folder.mkdir()
    for name, text in (("events", events), ("paid", paid)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
        load(folder / f"{name}.csv", folder / "store")
    return folder / "store"


TARGETS = f"""
甲乙县医疗保障局项目支出绩效目标表

项目支出预算绩效目标表 1
(2026 年)
项目名称	{PROJECT}
主管部门	甲乙县医疗保障局	实施单位	甲乙县医疗保障局
项目属性	常年性项目	项目期限	1 年
资金主管处 (科、股)室	社保股	项目年度金额(元)	12000.00
项目年度绩效 目标	每月培训一次、宣传一次。
一级绩效指标	二级绩效指标		绩效值
产出指标	数量指标	培训人次	≥100人次
	数量指标	印发宣传折页	≥3000份
	质量指标	培训合格率	≥95%
	时效指标	项目完成时限	2026 年 12 月前
	成本指标	培训费	12000.00 元
效益指标	经济效益	无	无
	社会效益	政策范围内住院报销比例	≥70%
	可持续影响	宣传机制	逐步健全
满意度指标	服务对象满意度	群众满意度	≥90%
"""
FILLED = f"""
[[value]]
indicator = "宣传机制"
band      = "达成预期指标"
share     = 1
by        = "甲"
on        = 2027-01-10
evidence  = ["没有这个文件.pdf"]

[[value]]
project   = "{PROJECT}"
indicator = "政策范围内住院报销比例"
value     = 72.5
by        = "甲"
on        = 2027-01-10

[[value]]
indicator = "群众满意度"
value     = "91%"
by        = "甲"
on        = 2027-01-10

[[value]]
indicator = "培训合格率"
reason    = "新人多。"
by        = "甲"
on        = 2027-01-10

[[value]]
indicator = "印发宣传折页"
reason    = "改发短信。"
by        = "甲"
on        = 2027-01-10
"""


def write_targets(folder: Path) -> Path:
    """Write a county's target table of one project."""
    (folder / "targets.txt").write_text(TARGETS, "utf-8")
    return folder / "targets.txt"
