"""Official expenses printed in 万元 beside basic expenditure printed in 元."""

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.reading import read_opened
from tests.spec_document import opened

BUDGET = """示例县医疗保障局2024年部门预算
一般公共预算基本支出表
单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
30217\t公务接待费\t8265\t0\t8265
一般公共预算“三公”经费支出表
单位：万元
合计\t公务接待费
{amount}\t{amount}
"""


@pytest.mark.parametrize(("amount", "messages"), [("0.83", 0), ("0.75", 1)])
def test_amounts_are_compared_in_one_unit(amount: str, messages: int):
    document = opened(BUDGET.format(amount=amount))

    report = run(Dossier(read_opened(document), document), [library()["BU15"]])

    assert messages == len(report.findings)
    assert all("0.83万元" in finding.message for finding in report.findings)
