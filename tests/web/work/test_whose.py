"""Another unit's table in a case of one's own is an error; its own, and what stands below it, is none."""

import pytest
from msgspec.structs import replace

from jixiao.web.models import Case, Organisation
from jixiao.web.work.findings import judge
from jixiao.web.work.whose import CODE
from tests.web.conftest import County, a_table
from tests.web.typed_forms import draft_of, judged, send_change


def foreign(case: Case, **printed: str) -> list[str]:
    judged = judge(case, replace(a_table(), **printed))
    return [f.message for f, _ in judged.findings if f.code == CODE]


def test_another_countys_table_is_told_with_whose_case_it_is(home: County):
    foreign_units = foreign(
        home.case(),
        implementing_unit="乙县医保中心",
        supervising_department="乙县医疗保障局",
    )

    assert [
        "实施单位写的是“乙县医保中心”，这个项目是甲县医保中心的",
        "主管部门写的是“乙县医疗保障局”，这个项目是甲县医疗保障局的",
    ] == foreign_units


@pytest.mark.parametrize(
    "name",
    [
        "甲县医保中心",
        "甲县医保中心（本级）",
        "甲县医疗保障局",
        "甲县医保中心城关分中心",
    ],
)
def test_ones_own_and_what_is_part_of_it_is_no_other(home: County, name: str):
    unit = home.places["unit"]
    Organisation.objects.create(name="城关服务站", level="unit", parent=unit)

    assert [] == foreign(home.case(), implementing_unit=name)
    assert [] == foreign(home.case(), implementing_unit="城关服务站")


def test_it_holds_a_submission_up_until_it_is_ones_own(home: County):
    case, client = home.case(), home.client("clerk")
    other = {"path": "implementing_unit", "text": "乙县医保中心"}

    send_change(client, case, token="a", **other)
    answer = judged(client, case)
    case.refresh_from_db()

    assert 1 == case.errors
    assert 'data-put="implementing_unit" data-text="甲县医保中心"' in answer["findings"]
    assert "implementing_unit" in answer["marked"]
    typed = {"path": "implementing_unit", "text": "甲县医保中心"}
    send_change(client, case, token="b", **typed)
    assert "改成本单位" not in judged(client, case)["findings"]
    assert "甲县医保中心" == draft_of(case).table.implementing_unit
