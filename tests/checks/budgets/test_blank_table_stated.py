"""Blank tables of final accounts against what their narrative states."""

from jixiao.checks import Dossier, library, run
from jixiao.findings import Report, Severity
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
一、政府性基金预算财政拨款收入支出决算情况说明
本部门2024年度政府性基金预算财政拨款支出{amount}万元。
"""


def asked(amount: str) -> Report:
    document = opened(ACCOUNTS.format(amount=amount))
    return run(Dossier(read_opened(document), document), [library()["BU09"]])


def test_money_in_the_narrative_and_a_blank_table_are_an_error():
    (finding,) = asked("5.00").findings

    assert Severity.ERROR is finding.severity
    assert "情况说明却写 5.00万元" in finding.message


def test_nothing_in_both_is_sound():
    assert () == asked("0.00").findings
