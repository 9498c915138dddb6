"""Rows of drafts have ids; what named a row by its place then names it by its id."""

from contextlib import suppress
from typing import Any

import msgspec
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jixiao.cell_path import CellPath
from jixiao.targets import TargetTable
from jixiao.targets.draft_table import DraftTable, RowGone, with_first_ids


def give_ids(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give every draft's rows ids, and let files and remarks name rows by them."""
    for step in apps.get_model("office", "DraftStep").objects.iterator():
        step.row_ids = list(_typed(step.before).row_ids)
        step.save(update_fields=["row_ids"])
    for draft in apps.get_model("office", "Draft").objects.iterator():
        typed = _typed(draft.body)
        draft.row_ids = list(typed.row_ids)
        draft.save(update_fields=["row_ids"])
        for file in draft.case.evidence.filter(kind=draft.kind).exclude(place=""):
            _name_file(file, typed)
        if draft.kind == "target":
            for remark in draft.case.remarks.exclude(place=""):
                _name_remark(remark, typed)
            # Where a finding stood when its reason was given, nobody knows any more.
            draft.case.reasons.filter(place__startswith="indicators[").update(place="")


def _typed(body: str) -> DraftTable:
    return with_first_ids(msgspec.json.decode(body, type=TargetTable))


def _name_file(file: Any, typed: DraftTable) -> None:  # noqa: ANN401 — a row as it was then
    path = CellPath.parse(file.place)
    with suppress(RowGone):
        file.about = typed.named(path)
        file.place = str(typed.by_id(path))
        file.save(update_fields=["place", "about"])


def _name_remark(remark: Any, typed: DraftTable) -> None:  # noqa: ANN401 — as above
    """Name the row of a remark by its id, if it is still the one that the remark was about."""
    path = CellPath.parse(remark.place)
    remark.place = ""
    with suppress(RowGone):
        if path.row is None or typed.named(path) == remark.about:
            remark.place = str(typed.by_id(path))
    remark.save(update_fields=["place"])


class Migration(migrations.Migration):
    """See above."""

    dependencies = (("office", "0002_what_is_written_once"),)
    operations = (
        migrations.AddField("draft", "row_ids", models.JSONField(default=list)),
        migrations.AddField("draftstep", "row_ids", models.JSONField(default=list)),
        migrations.AddField(
            "evidence", "about", models.CharField(blank=True, max_length=600)
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
    )
