from jixiao.fund.prices.wording import FORM, MAKER, proposals, reviewed_wording

WORDING = reviewed_wording([
    {"kind": MAKER, "written": "甲制药（集团）有限公司", "standard": "甲制药有限公司"},
    {"kind": FORM, "written": "薄膜衣", "standard": "片剂"},
])  # fmt: skip


def test_width_spaces_and_brackets_make_no_other_name():
    assert "甲制药有限公司" == WORDING.name(MAKER, "甲制药 (集团) 有限公司")


def test_a_name_that_nobody_reviewed_stays_itself():
    assert "甲药业有限公司" == WORDING.name(MAKER, "甲药业有限公司")


def test_a_form_goes_by_its_usual_name_or_the_reviewed_one():
    assert (form := WORDING.form("薄膜衣"))
    assert "片剂" == form.name
    assert WORDING.form("外用怪剂") is None


def test_names_are_proposed_and_never_merged():
    [proposed] = proposals(MAKER, {"甲制药有限责任公司": 3, "毫不相干": 1}, ["甲制药有限公司"])  # fmt: skip

    assert "甲制药有限责任公司" == proposed.written
    assert "甲制药有限公司" == proposed.nearest
    assert 3 == proposed.rows
    assert "甲制药有限责任公司" == WORDING.name(MAKER, "甲制药有限责任公司")
