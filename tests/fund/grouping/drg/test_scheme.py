import shutil
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.drg.grouper import group
from jixiao.fund.grouping.drg.scheme import read_scheme

HERE = Path(__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "mini_1_1", tmp_path / "scheme"))


def append(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text('utf-8')}{line}\n", "utf-8")


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("mdc.csv", "MDCQ,血液", "MDCQ 在 tests.csv 里没有条件"),
        ("adrg.csv", "QR1,MDCQ,贫血", "QR1 属于没有的 MDCQ"),
        ("adrg.csv", "BR2,MDCB,新的", "BR2 在 drg.csv 里没有组"),
        ("drg.csv", "QR19,QR1,", "QR19 属于没有的 QR1"),
        ("tests.csv", "QR1,1,年龄,,0,9,", "QR1 不是任何组"),
        ("cc.csv", "A00.000,重,1", "应为 MCC 或 CC"),
        ("tests.csv", "BR1,1,主要诊断,没有的表,,,", "编码表“没有的表”没有"),
    ],
)
def test_tables_that_do_not_fit_together_are_refused(
    folder: Path, file: str, line: str, said: str
):
    append(folder / file, line)

    with pytest.raises(FaultyEntry, match=said):
        read_scheme(folder)


def test_a_group_with_tests_of_its_own_goes_before_severities(folder: Path):
    append(folder / "drg.csv", "BR1C,BR1,未满 6 岁")
    append(folder / "tests.csv", "BR1C,1,年龄,,0,5,")
    scheme = read_scheme(folder)
    ages = [Case(["G91.000x002"], numbers={"age": age, "sex": 1}) for age in (5, 6)]

    grouped = group(scheme, cases_of(ages))

    assert ["BR1C", "BR15"] == [grouped.code_of(0), grouped.code_of(1)]


def test_unrelated_operations_stay_medical_where_the_scheme_says_so(folder: Path):
    about = folder / "scheme.toml"
    about.write_text(about.read_text("utf-8").replace("true", "false"), "utf-8")
    case = Case(["G91.000x002"], ["14.0101"], numbers={"sex": 1})

    assert "BR15" == group(read_scheme(folder), cases_of([case])).code_of(0)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("unrelated = true", 'unrelated = "是"', "true 或 false"),
        ("standing ", "status   ", "不是已知的项"),
        ("[scheme]", "[version]", "不是已知的项"),
    ],
)
def test_what_a_scheme_says_of_itself_is_checked(
    folder: Path, old: str, new: str, said: str
):
    about = folder / "scheme.toml"
    about.write_text(about.read_text("utf-8").replace(old, new), "utf-8")

    with pytest.raises(FaultyEntry, match=said):
        read_scheme(folder)


def test_a_folder_that_is_no_scheme_says_so(tmp_path: Path):
    with pytest.raises(JixiaoError, match="不是分组方案的文件夹"):
        read_scheme(tmp_path)


def test_a_scheme_that_says_too_little_is_refused(folder: Path):
    (folder / "scheme.toml").write_text('[scheme]\ncode = "x"\n', "utf-8")

    with pytest.raises(FaultyEntry, match="缺少 title"):
        read_scheme(folder)
