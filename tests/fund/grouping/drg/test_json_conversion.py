"""Rules of a public JSON shape, in our own words, turned into tables that group as they say."""

import json
from pathlib import Path
from typing import Any

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.drg.conversion import write_tables
from jixiao.fund.grouping.drg.grouper import group
from jixiao.fund.grouping.drg.json_conversion import convert_json, is_json_scheme
from jixiao.fund.grouping.drg.scheme import Scheme, read_scheme

SEX, DAYS, WEIGHT, AGE = "sex", "age_days", "birth_weight", "age"


def adrg(code: str, name: str = "", **rule: Any) -> dict[str, Any]:
    return {"code": code, "name": name or code, "type": "ADRG", "rule": rule}


def mdc(code: str, *diagnoses: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": code, "type": "MDC", "identifyingDiagnoses": diagnoses, **more}  # fmt: skip


def drg(code: str, *conditions: str, **more: Any) -> dict[str, Any]:
    adjacent = more.pop("adrgCode", code[:3])
    return {"drgCode": code, "drgName": code, "adrgCode": adjacent, "conditions": conditions, **more}  # fmt: skip


MAIN, FIRST, OTHER, SECOND = "主要诊断", "手术或操作 1", "其他诊断", "手术或操作 2"
LOGIC = [{"type": "SECTION", "name": OTHER}, {"type": "SECTION", "name": FIRST}, "||",
         {"type": "SECTION", "name": SECOND}, "!", "&&"]  # fmt: skip
ADRGS = [
    adrg("AA1", sections={"主要手术或操作": ["33.6"]}),
    adrg("AC1", requiredProcedureGroups=[["52.8"], ["55.6"]]),
    adrg("AH2", logic="（其他诊断或手术或操作 1）+非手术或操作 2", _logicRPN=LOGIC,
         sections={OTHER: ["Z93"], FIRST: ["31.1"], SECOND: ["96.7"]}),
    adrg("BB1", sections={MAIN: ["G00"], "主要手术或操作": ["01.1", "01.2"]}),
    adrg("BR1", sections={MAIN: ["G00", "G01"]}),
    adrg("BU2", sections={MAIN: ["G02"]}),
    adrg("BX1", referencedADRGs=["BB1"]),
    adrg("BX2", sections={"其他手术或操作": ["09.9"]}),
    adrg("MA1", sections={MAIN: ["N40", "N49"]}), adrg("NA1", sections={MAIN: ["N49", "N80"]}),
    adrg("PB1", "新生儿（出生体重1500－1999g）", sections={"诊断": ["P07"]}),
    adrg("PU1", "婴儿（29天≤出生年龄＜1周岁）", sections={MAIN: ["P07"]}),
    adrg("YR1", sections={"诊断": ["B20"]}), adrg("ZZ1", anyProcedureRequired=True),
]  # fmt: skip
MDCS = [
    mdc("MDCN", "N49", "N80"), mdc("MDCM", "N40", "N49"), mdc("MDCB", "G00", "G01", "G02", "N80"),
    mdc("MDCY", "B20"), mdc("MDCA"), mdc("MDCP", "P07"),
    mdc("MDCZ", mdczCategories={"头": ["S01"], "胸": ["S27"]}),
]  # fmt: skip
DRGS = [
    drg("AA19", "ADRG_ONLY"), drg("AC19", "ADRG_ONLY"), drg("AH29", "ADRG_ONLY"),
    drg("BB11", "WITH_MCC"), drg("BB13", "WITH_CC"), drg("BB15", "NO_CC"),
    drg("BR11", "WITH_MCC"), drg("BR15", "NO_CC"), drg("BU2C", "AGE_LT_6"),
    drg("BU2D", "SPECIFIC_DIAGNOSIS_PREFIX", "LOS_GE_10", diagnosisPrefixes=["G0"]),
    drg("BU2E", "DEATH"), drg("BU29", "ADRG_ONLY"), drg("BX19", "ADRG_ONLY"),
    drg("MA19", "ADRG_ONLY"), drg("NA19", "ADRG_ONLY"), drg("PB19", "ADRG_ONLY"),
    drg("PU19", "ADRG_ONLY"), drg("YR19", "ADRG_ONLY"), drg("ZZ19", "ADRG_ONLY"),
]  # fmt: skip
SHARED = {
    "adrg_rules": ADRGS, "mdc_rules": MDCS, "mcc_codes": {"J96": "1"}, "cc_codes": {"I10": "2"},
    "cce_codes": {"G00": "1"}, "zd_invalid": {"G09": True}, "ss_invalid": {"01.2": True},
}  # fmt: skip


@pytest.fixture
def version(tmp_path: Path) -> Path:
    """A version beside what it shares."""
    folder = tmp_path / "data" / "versions" / "mine-1"
    files = {
        f"data/drg-common/mine/generated/{name}.json": each
        for name, each in SHARED.items()
    }
    files |= {
        "data/versions/mine-1/generated/drg_rules.json": DRGS,
        "data/versions/mine-1/config.json": {"packages": {"drgCommon": "mine"}},
        "data/drg-common/mine/config.json": {
            "strategy": {"mdcyPrincipalDiagnosisOnly": False}
        },
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return folder


def scheme_of(version: Path) -> Scheme:
    into = version.parent / "tables"
    write_tables(convert_json(version), into, "mine", "自己写的")
    return read_scheme(into)


CASES = [
    (Case(["G00"], ["33.6"]), "AA19"),
    (Case(["G01"], ["55.6", "52.8"]), "AC19"),
    (Case(["G01"], ["09.0", "52.8"]), "BQY"),  # one group of two, and medical
    (Case(["G01", "Z93"]), "AH29"),
    (Case(["G01"], ["09.0", "31.1"]), "AH29"),
    (Case(["G01", "Z93"], ["09.0", "96.7"]), "BQY"),
    (Case(["G00"], ["01.1"]), "BB15"),
    (Case(["G00", "I10"], ["01.1"]), "BB13"),
    (Case(["G00", "J96"], ["01.1"]), "BB15"),  # excluded
    (Case(["G01", "J96"]), "BR11"),
    (Case(["G01", "I10"]), "BR15"),  # no group for it: without major ones
    (Case(["G02"], numbers={AGE: 5}), "BU2C"),
    (Case(["G02"], numbers={AGE: 6, "days": 10}), "BU2D"),
    (Case(["G02"], numbers={AGE: 6, "days": 9, "way": 5}), "BU2E"),
    (Case(["G02"], numbers={AGE: 6, "days": 9, "way": 1}), "BU29"),
    (Case(["G02"], ["09.0", "01.1"], numbers={AGE: 6}), "BQY"),
    (Case(["N40"], numbers={SEX: 1}), "MA19"),
    (Case(["N49"], numbers={SEX: 1}), "MA19"),
    (Case(["N49"], numbers={SEX: 2}), "NA19"),
    (Case(["N40"], numbers={SEX: 2}), "0000"),
    (Case(["P07"], numbers={DAYS: 28, WEIGHT: 1_999}), "PB19"),
    (Case(["P07"], numbers={DAYS: 28, WEIGHT: 2_000}), "0000"),
    (Case(["P07"], numbers={DAYS: 29, WEIGHT: 1_500}), "PU19"),
    (Case(["G01", "B20"]), "YR19"),  # at any place, as the strategy says
    (Case(["S01", "S27"], ["09.0"]), "ZZ19"),
    (Case(["S01", "G00"], ["09.0"]), "0000"),
    (Case(["G09"]), "0000"),
]


def test_cases_are_grouped_as_the_files_say(version: Path):
    scheme = scheme_of(version)

    grouped = [group(scheme, cases_of([case])).code_of(0) for case, _ in CASES]

    assert [code for _, code in CASES] == grouped


def test_what_no_table_can_say_is_told(version: Path):
    unread = "\n".join(convert_json(version).unread)

    assert "核心组 BX2 的条件写不成表，没有转换：其他手术或操作" in unread
    assert "只看主手术" in unread
    assert "性别不详" in unread


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (adrg("BR1", sections={MAIN: ["G01"], "诊断": ["G02"]}), "几段同类的编码"),
        (adrg("BR1", zeroProceduresRequired=True), "原来的程序不看"),
        (adrg("BR1", multiSite=True), "要看 multiSite"),
        (adrg("BR1"), "没有转换：没有条件"),
        (adrg("BR1", logic="甲", _logicRPN=["&&"]), "没有转换：甲"),
        (adrg("BR1", logic="甲", _logicRPN=[]), "没有转换：甲"),
        (adrg("PR1", "出生体重很低", sections={MAIN: ["P07"]}), "出生体重很低"),
        (adrg("BR9", sections={MAIN: ["G01"]}), "核心组 BR9 没有细分组"),
        (drg("BR13", "NO_CC"), "末位数字不合"),
        (drg("BR13", "WITH_CC", "AGE_LT_6"), "又看严重程度"),
        (drg("BR1F", "ICU_HOURS_GE_9"), "ICU_HOURS_GE_9"),
    ],
)
def test_each_part_that_is_not_known_is_told(
    version: Path, changed: dict[str, Any], message: str
):
    name = "drg_rules" if "drgCode" in changed else "adrg_rules"
    kept = DRGS if name == "drg_rules" else [a for a in ADRGS if a["code"] != changed["code"]]  # fmt: skip
    folder = version if name == "drg_rules" else version.parents[1] / "drg-common" / "mine"  # fmt: skip
    path = folder / "generated" / f"{name}.json"
    path.write_text(json.dumps([changed, *kept]), "utf-8")

    assert message in "\n".join(convert_json(version).unread)


@pytest.mark.parametrize(
    ("name", "bound"),
    [("出生体重＜1000g", 999), ("出生体重大于2499g", 2_500)],
)
def test_weights_of_newborns_may_be_open_at_an_end(
    version: Path, name: str, bound: int
):
    path = version.parents[1] / "drg-common" / "mine" / "generated" / "adrg_rules.json"
    rule = adrg("PB1", name, sections={"诊断": ["P07"]})
    path.write_text(json.dumps([rule]), "utf-8")

    tests = {t.asked: t for code, _, t in convert_json(version).tests if code == "PB1"}

    assert str(bound) in (tests["出生体重"].least, tests["出生体重"].most)


def test_references_and_rules_of_groups_are_followed(version: Path):
    path = version.parents[1] / "drg-common" / "mine" / "generated" / "adrg_rules.json"
    both = adrg("BC1", requiredReferencedADRGs=["BB1", "AA1"])
    path.write_text(json.dumps([both, adrg("BB1", sections={"主要手术或操作": ["01.1"]}), ADRGS[0]]))  # fmt: skip
    asking = drg("BC17", "SPECIFIC_DIAGNOSIS", adrgRule={"sections": {"诊断": ["G01"]}},
                 diagnosisCodes=[{"code": "G01"}])  # fmt: skip
    drgs = [asking, *(drg(f"{code}9", "ADRG_ONLY") for code in ("BC1", "BB1", "AA1"))]
    (version / "generated" / "drg_rules.json").write_text(json.dumps(drgs))
    scheme = scheme_of(version)

    codes = [
        group(scheme, cases_of([Case([main], ["09.0", *operations])])).code_of(0)
        for main, operations in (("G01", ["01.1", "33.6"]), ("G02", ["01.1", "33.6"]), ("G01", ["01.1"]))
    ]  # fmt: skip

    assert ["BC17", "BC19", "0000"] == codes


def test_another_folder_is_no_version_and_a_broken_one_is_refused(version: Path):
    assert is_json_scheme(version)
    assert not is_json_scheme(version.parent)
    (version / "generated" / "drg_rules.json").write_text("{", "utf-8")

    with pytest.raises(JixiaoError, match="drg_rules"):
        convert_json(version)


def test_a_version_without_adjacent_groups_is_refused(version: Path):
    (version / "generated" / "drg_rules.json").write_text("[]", "utf-8")

    with pytest.raises(JixiaoError, match="没有读出任何核心组"):
        convert_json(version)
