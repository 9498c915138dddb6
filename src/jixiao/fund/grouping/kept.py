"""What grouping leaves behind: a catalogue, the cases it was built from, and a year grouped."""

from jixiao.fund.grouping.discharged import FACTS
from jixiao.fund.records import (
    Grain,
    KeptTable,
    RecordColumn,
    Sides,
    Unit,
    columns_of,
)

_CATALOGUE, _GROUP = "jixiao dip catalogue", "jixiao dip group"
_CASE = Grain("一个出院病例", "setl_id", "setl_time", "fixmedins_code")
_FACTS = columns_of("discharges", *FACTS)
STEPS = {
    "1": "先期分组和并项",
    "2": "诊断和操作完全相同",
    "3": "部分匹配：相同的操作最多",
    "4": "部分匹配：诊断和主手术相同",
    "5": "综合病种",
    "6": "没有入组",
}
_GROUPED = {
    **_FACTS,
    "year": RecordColumn("年度", Unit.NUMBER),
    "dip_group": RecordColumn("病种", Unit.CODE),
    "kind": RecordColumn("病种的类别", Unit.TEXT),
    "step": RecordColumn("在哪一步入组", Unit.CODE),
    "note": RecordColumn("存疑", Unit.TEXT),
    "types": RecordColumn("辅助分型，用 | 隔开", Unit.TEXT),
    "added": RecordColumn("新技术加分，万分之一分", Unit.NUMBER),
}
_SEEN = {
    "diagnoses": RecordColumn("诊断，主要诊断在前，用 | 隔开", Unit.TEXT),
    "operations": RecordColumn("手术操作，主手术在前，用 | 隔开", Unit.TEXT),
    "main_marked": RecordColumn("清单标出了唯一的主手术", Unit.FLAG),
    "sex": RecordColumn("性别", Unit.CODE),
    "age": RecordColumn("年龄，岁", Unit.NUMBER),
    "age_days": RecordColumn("年龄，天", Unit.NUMBER),
    "birth_weight": RecordColumn("新生儿出生体重，克", Unit.NUMBER),
    "way": RecordColumn("离院方式", Unit.CODE),
    "ventilated": RecordColumn("呼吸机使用时间，小时", Unit.NUMBER),
    "icu_days": RecordColumn("重症监护天数", Unit.NUMBER),
}
"""What grouping looked at of a case."""

DIP_FUNNEL = KeptTable(
    name="dip_funnel",
    title="编目录时逐步去掉的病例",
    grain=Grain("筛选的一步", "step"),
    columns={
        "step": RecordColumn("次序", Unit.NUMBER),
        "reason": RecordColumn("为什么去掉", Unit.TEXT),
        "out": RecordColumn("去掉的例数", Unit.NUMBER),
        "remaining": RecordColumn("剩下的例数", Unit.NUMBER),
    },
    command=_CATALOGUE,
    does="编目录",
)
DIP_GROUPS = KeptTable(
    name="dip_groups",
    title="病种目录",
    grain=Grain("一个病种", "dip_group"),
    columns={
        "dip_group": RecordColumn("病种", Unit.CODE),
        "kind": RecordColumn("类别：先期、核心、综合", Unit.TEXT),
        "diagnosis": RecordColumn("诊断", Unit.CODE),
        "main": RecordColumn("主手术操作", Unit.CODE),
        "operations": RecordColumn("手术操作", Unit.TEXT),
        "attribute": RecordColumn("综合病种的操作属性", Unit.TEXT),
        "title": RecordColumn("名称", Unit.TEXT),
        "cases": RecordColumn("例数", Unit.NUMBER),
        "own_cases": RecordColumn("立组时的例数", Unit.NUMBER),
        "own_mean": RecordColumn("立组时的次均费用", Unit.FEN),
        "cv": RecordColumn("组内变异系数，万分之几", Unit.NUMBER),
    },
    command=_CATALOGUE,
    does="编目录",
)
DIP_GIVEN = KeptTable(
    name="dip_given",
    title="不测算、由规定给分值的病种",
    grain=Grain("一个病种", "dip_group"),
    columns={
        "dip_group": RecordColumn("病种", Unit.CODE),
        "kind": RecordColumn("类别：床日、中医优势等", Unit.TEXT),
        "points": RecordColumn("分值，万分之一分", Unit.NUMBER),
        "per_day": RecordColumn("按住院天数计", Unit.FLAG),
    },
    command=_CATALOGUE,
    does="编目录",
)
DIP_GROUP_YEARS = KeptTable(
    name="dip_group_years",
    title="病种各年的费用",
    grain=Grain("一个病种的一年", "dip_group"),
    columns={
        "dip_group": RecordColumn("病种", Unit.CODE),
        "year": RecordColumn("年度", Unit.NUMBER),
        "cases": RecordColumn("计费用的例数", Unit.NUMBER),
        "cost": RecordColumn("费用合计", Unit.FEN),
    },
    command=_CATALOGUE,
    does="编目录",
)
DIP_RELATED = KeptTable(
    name="dip_related",
    title="相关操作的判定",
    grain=Grain("一个诊断和主手术加上一个操作", "oprn_oprt_code"),
    columns={
        "diagnosis": RecordColumn("诊断", Unit.CODE),
        "main": RecordColumn("主手术操作", Unit.CODE),
        "oprn_oprt_code": RecordColumn("加上的操作", Unit.CODE),
        "cases": RecordColumn("加上的例数", Unit.NUMBER),
        "base_cases": RecordColumn("没有加上的例数", Unit.NUMBER),
        "moved": RecordColumn("次均费用变动，万分之几", Unit.NUMBER),
        "related": RecordColumn("算不算相关操作", Unit.FLAG),
    },
    command=_CATALOGUE,
    does="编目录",
)
DIP_HISTORY = KeptTable(
    name="dip_history",
    title="编目录的病例",
    grain=_CASE,
    columns={**_GROUPED, "counted": RecordColumn("费用计入", Unit.FLAG)},
    command=_CATALOGUE,
    does="编目录",
)
DIP_CASES = KeptTable(
    name="dip_cases",
    title="入组的病例",
    grain=_CASE,
    columns={**_GROUPED, **_SEEN},
    command=_GROUP,
    does="入组",
    sides=Sides("medfee_sumamt", "hifp_pay", "费用", "统筹基金", "step", STEPS),
)
DRG_CASES = KeptTable(
    name="drg_cases",
    title="按 DRG 入组的病例",
    grain=_CASE,
    columns={
        **_FACTS,
        "year": RecordColumn("年度", Unit.NUMBER),
        "scheme": RecordColumn("分组方案", Unit.CODE),
        "drg": RecordColumn("DRG 组", Unit.CODE),
        "status": RecordColumn("入组、歧义或没有入组", Unit.TEXT),
        "severity": RecordColumn("严重程度：2 严重，1 一般，0 无", Unit.NUMBER),
        "way": RecordColumn("离院方式", Unit.NUMBER),
    },
    command="jixiao drg group",
    does="按 DRG 入组",
    sides=Sides("medfee_sumamt", "hifp_pay", "费用", "统筹基金", "status"),
)
LIST_MARKS = KeptTable(
    name="list_marks",
    title="结算清单质控标出的清单",
    grain=Grain("一张清单的一项检查", "setl_id", "discharged_on", "fixmedins_code"),
    columns={
        **columns_of("discharges", "setl_id", "fixmedins_code", "discharged_on"),
        "year": RecordColumn("年度", Unit.NUMBER),
        "code": RecordColumn("检查", Unit.CODE),
        "title": RecordColumn("检查的名称", Unit.TEXT),
        "severity": RecordColumn("轻重：拒绝、警告、提示", Unit.TEXT),
        "says": RecordColumn("标出什么", Unit.TEXT),
    },
    command="jixiao dip lists",
    does="核对清单",
)
LIST_RATES = KeptTable(
    name="list_rates",
    title="各机构的清单质量",
    grain=Grain("一家机构的一个年度", "fixmedins_code", place="fixmedins_code"),
    columns={
        "fixmedins_code": _FACTS["fixmedins_code"],
        "year": RecordColumn("年度", Unit.NUMBER),
        "lists": RecordColumn("应有的清单", Unit.NUMBER),
        "uploaded": RecordColumn("有上传时间的", Unit.NUMBER),
        "on_time": RecordColumn("按时上传的", Unit.NUMBER),
        "cells": RecordColumn("必填项", Unit.NUMBER),
        "filled": RecordColumn("填了的必填项", Unit.NUMBER),
        "sound": RecordColumn("没有拒绝的清单", Unit.NUMBER),
        "compliant": RecordColumn("没有拒绝也没有警告的清单", Unit.NUMBER),
        "corrected": RecordColumn("更正过、能比分值的清单", Unit.NUMBER),
        "higher": RecordColumn("首版高套的", Unit.NUMBER),
        "lower": RecordColumn("首版低套的", Unit.NUMBER),
    },
    command="jixiao dip lists",
    does="核对清单",
    sides=Sides("on_time", "lists", "按时上传的", "应有的"),
)

LIST_DEPARTMENTS = KeptTable(
    name="list_departments",
    title="各科室、各主治医生的清单质量",
    grain=Grain(
        "一家机构一个科室一位主治医生的一个年度",
        "fixmedins_code",
        place="fixmedins_code",
    ),
    columns={
        "fixmedins_code": _FACTS["fixmedins_code"],
        "year": RecordColumn("年度", Unit.NUMBER),
        **columns_of("discharges", "dscg_dept_name"),
        **columns_of("visits", "chfpdr_code"),
        "lists": RecordColumn("清单", Unit.NUMBER),
        "refused": RecordColumn("有拒绝的清单", Unit.NUMBER),
        "warned": RecordColumn("有警告的清单", Unit.NUMBER),
        "leads": RecordColumn("有提示的清单", Unit.NUMBER),
    },
    command="jixiao dip lists",
    does="核对清单",
)
LIST_CORRECTIONS = KeptTable(
    name="list_corrections",
    title="更正过的清单，首版和末版各入哪一组",
    grain=Grain("一张更正过的清单", "setl_id", "discharged_on", "fixmedins_code"),
    columns={
        **columns_of(
            "discharges", "setl_id", "fixmedins_code", "discharged_on", "dscg_dept_name"
        ),
        "year": RecordColumn("年度", Unit.NUMBER),
        "first_group": RecordColumn("首版的病种", Unit.CODE),
        "last_group": RecordColumn("末版的病种", Unit.CODE),
        "verdict": RecordColumn("高套、低套、分值相同，或没有分值可比", Unit.TEXT),
    },
    command="jixiao dip lists",
    does="核对清单",
)

LIST_CHECKS = KeptTable(
    name="list_checks",
    title="结算清单质控各项检查",
    grain=Grain("一项检查", "code"),
    columns={
        "code": RecordColumn("检查", Unit.CODE),
        "year": RecordColumn("年度", Unit.NUMBER),
        "title": RecordColumn("检查的名称", Unit.TEXT),
        "severity": RecordColumn("轻重：拒绝、警告、提示", Unit.TEXT),
        "lists": RecordColumn("标出的清单", Unit.NUMBER),
        "why_not": RecordColumn("为什么没有查", Unit.TEXT),
    },
    command="jixiao dip lists",
    does="核对清单",
)
