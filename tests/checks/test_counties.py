"""Which county or district a bureau belongs to."""

import pytest

from jixiao.checks.counties import COUNTY_OF_BUREAU


@pytest.mark.parametrize(
    ("bureau", "place"),
    [
        ("甘泉县医疗保障局", "甘泉县"),
        ("示例市甘泉县医疗保障局", "甘泉县"),
        ("岱山口区残疾人联合会", "岱山口区"),
        ("西藏自治区医疗保障局", None),
        ("示例市医疗保障局", None),
    ],
)
def test_a_bureau_begins_with_its_county(bureau: str, place: str | None):
    match = COUNTY_OF_BUREAU.match(bureau)

    assert place == (match and match["name"] + match["level"])
