"""The day of the assets in final accounts is the end of their own year."""

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.reading import read_opened
from tests.spec_document import opened

ACCOUNTS = """示例县医疗保障局2024年度部门决算
收入支出决算总表
单位：万元
项目\t决算数\t项目\t决算数
总计\t510.00\t总计\t510.00
政府性基金预算财政拨款收入支出决算表
单位：万元
科目编码\t科目名称\t年初结转和结余\t本年收入\t小计\t基本支出\t项目支出\t年末结转和结余
合计
第三部分 2024年度部门决算情况说明
一、国有资产占用情况说明
{day}，本部门共有车辆1辆。
"""


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("截至2023年12月31日", 1),
        ("截至2024年12月31日", 0),
        ("与截至2023年12月31日相比", 0),
    ],
)
def test_accounts_state_the_end_of_their_year(day: str, count: int):
    document = opened(ACCOUNTS.format(day=day))

    report = run(Dossier(read_opened(document), document), [library()["NA26"]])

    assert count == len(report.findings)
