"""Series are called by their schemes' names, in tables and in sentences."""

from jixiao.fund.outlook.place_names import PlaceNames

NAMES = PlaceNames({"390": "居民医保"}, {"21": "普通住院"}, {"H1": "甲医院"})


def test_a_sentence_names_schemes_and_leaves_other_numbers():
    said = NAMES.in_text("390/住院只有 29 个月；310/生育不推算；2026-05 第 390 页 3/4")

    assert said == "居民医保/住院只有 29 个月；310/生育不推算；2026-05 第 390 页 3/4"


def test_places_and_groups_are_named_as_far_as_known():
    assert "居民医保/住院" == NAMES.of("390/住院")
    assert "H1 甲医院" == NAMES.of("H1")
    assert "甲医院 普通住院 不详" == NAMES.of_group(("H1", "21", "不详"))
