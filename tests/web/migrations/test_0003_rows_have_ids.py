"""An office from before rows had ids: its files and remarks stay with their rows."""

import importlib

from django.apps import apps
from django.db import connection

from jixiao.cell_path import CellPath
from jixiao.web.models import DraftStep
from tests.web.conftest import County

migration = importlib.import_module("jixiao.web.migrations.0003_rows_have_ids")


def test_what_named_rows_by_their_places_names_them_by_ids(home: County):
    case, clerk = home.case(), home.people["clerk"]
    draft = case.drafts.get(kind="target")
    DraftStep.objects.create(
        draft=draft, token="t", revision=1, title="x", before=draft.body, by=clerk
    )
    file = case.evidence.create(
        kind="target",
        place="indicators[1].actual",
        digest="a" * 64,
        name="a.pdf",
        size=1,
        by=clerk,
    )
    lost = case.evidence.create(
        kind="target",
        place="indicators[99].actual",
        digest="b" * 64,
        name="b.pdf",
        size=1,
        by=clerk,
    )
    true = case.remarks.create(
        place="indicators[2].target", about="“全部完成时间”的指标值", text="x", by=clerk
    )
    moved = case.remarks.create(
        place="indicators[3].target", about="“发放折页”的指标值", text="x", by=clerk
    )
    field = case.remarks.create(
        place="objective", about="年度总体目标", text="x", by=clerk
    )
    reason = case.reasons.create(
        code="TI01", place="indicators[2].target", message="x", reason="x", by=clerk
    )
    case.drafts.update(row_ids=[])

    migration.give_ids(apps, connection.schema_editor())

    for row in (draft, file, lost, true, moved, field, reason):
        row.refresh_from_db()
    typed = draft.typed
    assert list(typed.row_ids) == draft.row_ids == draft.steps.get().row_ids
    assert str(CellPath.in_row(typed.row_ids[1], "actual")) == file.place
    assert "“讲解合格率”的实际完成值" == file.about
    assert "indicators[99].actual" == lost.place
    assert str(CellPath.in_row(typed.row_ids[2], "target")) == true.place
    assert ["", "objective", ""] == [moved.place, field.place, reason.place]
