"""A change of what others changed since: spaces do not count, and it says who as far as known."""

import pytest

from jixiao.cell_path import CellPath
from jixiao.web.work.clashes import ChangedSince, refuse_if_changed, text_at
from tests.web.conftest import County
from tests.web.typed_forms import draft_of

NAME = CellPath("project_name")


def test_a_row_is_its_name_and_its_value(home: County):
    typed = draft_of(home.case()).typed

    assert "宣传场次 ≥12场" == text_at(typed, CellPath.in_row(typed.row_ids[0]))
    assert "≥12场" == text_at(typed, CellPath.in_row(typed.row_ids[0], "target"))
    assert "" == text_at(typed, CellPath.in_row(typed.row_ids[0], "reason"))


def test_spaces_that_a_browser_drops_are_no_change(home: County):
    draft = draft_of(home.case(name="医保 宣传"))

    refuse_if_changed(draft, draft.typed, NAME, "医保宣传")


def test_without_steps_the_last_who_typed_is_named(home: County):
    draft = draft_of(home.case())

    with pytest.raises(ChangedSince, match=r"甲clerk .*现在是“医保宣传”"):
        refuse_if_changed(draft, draft.typed, NAME, "别的名称")
