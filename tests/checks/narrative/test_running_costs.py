"""Running costs of final accounts against their office money."""

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.findings import Severity
from jixiao.reading import read_opened
from tests.spec_document import opened

ACCOUNTS = """示例县医疗保障局2024年度部门决算
一般公共预算财政拨款基本支出决算表
单位：万元
经济分类科目编码 科目名称 决算数 经济分类科目编码 科目名称 决算数
301 工资福利支出 480.00 302 商品和服务支出 64.00
30101 基本工资 480.00 30201 办公费 64.00
人员经费合计 480.00 公用经费合计 64.00
政府性基金预算财政拨款收入支出决算表
单位：万元
科目编码\t科目名称\t年初结转和结余\t本年收入\t小计\t基本支出\t项目支出\t年末结转和结余
合计
第三部分 2024年度部门决算情况说明
一、机构设置情况
{units}。
二、机关运行经费支出情况说明
机关运行经费支出{amount}万元，比2023年度增加2.00万元。
"""


@pytest.mark.parametrize(
    ("units", "amount", "severities"),
    [
        ("无下属单位", "60.00", [Severity.WARNING]),
        ("下设2个事业单位", "60.00", [Severity.ADVICE]),
        ("下设2个事业单位", "70.00", [Severity.WARNING]),
        ("无下属单位", "64.00", []),
    ],
)
def test_less_may_be_the_money_of_institutions(
    units: str, amount: str, severities: list[Severity]
):
    document = opened(ACCOUNTS.format(units=units, amount=amount))

    report = run(Dossier(read_opened(document), document), [library()["NA06"]])

    assert severities == [finding.severity for finding in report.findings]
