"""Rule files of a public shape, in our own words, turned into tables that group as they say."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.drg.conversion import convert, write_tables
from jixiao.fund.grouping.drg.grouper import explain, group
from jixiao.fund.grouping.drg.scheme import read_scheme

GROUPER = "from x.MDC import MDCA,MDCB,MDCZ\ndef group(record):\n" + "".join(
    f"  result={mdc}.group(record)\n  if result:\n    return result\n"
    for mdc in ("MDCA", "MDCZ", "MDCB")
)


def category(
    condition: str, codes: list[str], groups: list[str], more: str = ""
) -> str:
    calls = "".join(
        f"  result={g}.group(record)\n  if result: return result\n" for g in groups
    )
    return (
        f"def group(record):\n  mdc_zd={codes!r}\n  if not (True and {condition}):\n    return ''\n"
        f"{more}{calls}  if False and record.ssList and intersect(SS_VALID,record.ssList):\n    return 'QY'\n"
    )  # fmt: skip


def adjacent(condition: str, groups: list[str], **lists: list[str]) -> str:
    named = "".join(f"  {name}={codes!r}\n" for name, codes in lists.items())
    returned = "".join(
        f"    if X.{g}_group(record):\n      return '{g}'\n" for g in groups
    )
    return f"def group(record):\n{named}  if True and {condition}:\n{returned}    return 'X'\n  else:\n    return ''\n"


SITES = "  types=set()\n  if zd_matched:\n    if len(types)<2:\n      return ''\n  else:\n    return ''\n"
PRINCIPAL = "record.zdList[0] in"
FILES = {
    "Grouper.py": GROUPER,
    "MDC/MDCA.py": category("record.ssList and record.ssList[0] in SS_VALID", [], ["AH1"]),
    "MDC/MDCB.py": category(f"{PRINCIPAL} mdc_zd", ["G00.0", "M49.0*", "P07.0"], ["BB1", "BC1", "BN1", "BR1"]),
    "MDC/MDCZ.py": category(f"{PRINCIPAL} mdc_zd", ["头部创伤", "S01.0", "胸部创伤", "S27.0"], ["ZZ1"], SITES),
    "ADRG/AH1.py": adjacent("record.ssList[0] in adrg_ss", ["AH19"], adrg_ss=["39.65"]),
    "ADRG/BB1.py": adjacent(
        f"{PRINCIPAL} adrg_zd and ('1' in ss_matched or ('2' in ss_matched and '3' in ss_matched))",
        ["BB11", "BB13", "BB15"], adrg_zd=["G00.0"], adrg_ss=["01.1", "01.2", "01.3"], adrg_ss1=["1", "2", "3"]),
    "ADRG/BC1.py": adjacent("record.ssList and intersect(record.ssList,adrg_ss)", ["BC19"], adrg_ss=["02.2"]),
    "ADRG/BN1.py": adjacent(
        "intersect(record.zdList,adrg_zd) and record.weight and record.weight>=1500 and record.weight<2000"
        " and record.ageDay!=None and record.ageDay<=28", ["BN19"], adrg_zd=["P07.0"]),
    "ADRG/BR1.py": adjacent(f"{PRINCIPAL} adrg_zd", ["BR11", "BR15"], adrg_zd=["G00.0", "M49.0*"]),
    "ADRG/ZZ1.py": adjacent("True", ["ZZ19"]),
    **{f"DRG/{mdc}_DRG.py": "".join(
        f"def {code}_group(record):\n  return {body}\n" for code, body in groups.items())
       for mdc, groups in {
           "MDCA": {"AH19": "True"}, "MDCZ": {"ZZ19": "True"},
           "MDCB": {"BB11": "has_mcc(a,b)", "BB13": "has_mcc(a,b) or has_cc(a,b)", "BB15": "True",
                    "BC19": "True", "BN19": "True", "BR11": "has_mcc(a,b)", "BR15": "True"}}.items()},
    "DATA/DRG.dat": "BB11 颅脑手术，伴严重\nBR15 脑病，不伴\n",
    "DATA/MCC.dat": "J96.0 1\n", "DATA/CC.dat": "I10 2\nE11 9\n", "DATA/CCE.dat": "G00.0 1\nM49.0* 2\n",
    "DATA/SS_VALID.dat": "39.65 示例\n01.1 示例\n38.9 示例\n",
}  # fmt: skip


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def scheme_of(rules: Path):
    into = rules.parent / "tables"
    write_tables(convert(rules), into, "mine", "自己写的")
    return read_scheme(into)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (Case(["G00.0"], ["39.65"]), "AH19"),
        (Case(["G00.0"], ["01.1"]), "BB15"),  # the first category gives way
        (Case(["G00.0", "I10"], ["01.1"]), "BB13"),
        (Case(["G00.0", "J96.0"], ["01.1"]), "BB15"),  # excluded
        (Case(["G00.0"], ["01.2"]), "BR15"),  # one class of two
        (Case(["G00.0"], ["01.3", "01.2"]), "BB15"),
        (Case(["P07.0"], ["38.9", "02.2"]), "BC19"),
        (Case(["P07.0"], [], numbers={"age_days": 28, "birth_weight": 1_500}), "BN19"),
        (Case(["P07.0"], [], numbers={"age_days": 28, "birth_weight": 2_000}), "0000"),
        (Case(["P07.0"], [], numbers={"age_days": 29, "birth_weight": 1_500}), "0000"),
        (Case(["P07.0"]), "0000"),
        (Case(["M49.0*", "J96.0"]), "BR11"),
        (Case(["M49.0*", "I10"]), "BR15"),
        (Case(["M49.001"]), "0000"),  # the sign at its end is the code's own
        (Case(["S01.0", "S27.0"]), "ZZ19"),
        (Case(["S01.0", "I10"]), "0000"),
        (Case(["123"]), "0000"),
    ],
)
def test_cases_are_grouped_as_the_rule_files_say(rules: Path, case: Case, code: str):
    scheme = scheme_of(rules)
    cases = cases_of([case])

    assert code == group(scheme, cases).code_of(0)
    assert f"结果：{code}" in explain(scheme, cases)[-1]


def test_everything_known_leaves_nothing_unread(rules: Path):
    assert [] == convert(rules).unread
    assert "转换的" == scheme_of(rules).standing


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("ADRG/BC1.py", adjacent("record.dept in dept_list", ["BC19"]), "核心组 BC1 的条件没有认出"),
        ("ADRG/BC1.py", adjacent("intersect(record.ssList,adrg_ss)", ["BC19"], adrg_ss=[]), "空的编码表"),
        ("DRG/MDCA_DRG.py", "def AH19_group(record):\n  return has_cc(a,b)\n", "组 AH19 的条件没有认出"),
        ("MDC/MDCZ.py", category(f"{PRINCIPAL} mdc_zd", ["S01.0"], ["ZZ1"],
         "  if record.days>3:\n    return ''\n"), "大类 MDCZ 另有没认出的条件"),
        ("DATA/CC.dat", "J96.0 7\n", "排除表不同"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_told_and_stands_in_the_scheme(
    rules: Path, name: str, text: str, message: str
):
    (rules / name).write_text(text, "utf-8")

    assert message in "".join(convert(rules).unread)
    assert "处没有认出" in scheme_of(rules).standing


@pytest.mark.parametrize("name", ["Grouper.py", "ADRG/BR1.py", "DATA/MCC.dat"])
def test_a_folder_of_another_shape_is_refused(rules: Path, name: str):
    (rules / name).unlink()
    with pytest.raises(JixiaoError, match=Path(name).name):
        convert(rules)

    (rules / name).write_text("def (", "utf-8")
    if name.endswith(".py"):
        with pytest.raises(JixiaoError, match=Path(name).name):
            convert(rules)


def test_rule_files_are_not_run(rules: Path):
    text = FILES["ADRG/BR1.py"] + "\nraise SystemExit\n"
    (rules / "ADRG/BR1.py").write_text(text, "utf-8")

    assert [] == convert(rules).unread


def test_tables_go_into_an_empty_folder(rules: Path):
    with pytest.raises(JixiaoError, match="已经有东西"):
        write_tables(convert(rules), rules, "mine", "自己写的")
