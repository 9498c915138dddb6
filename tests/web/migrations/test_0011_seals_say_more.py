"""An office whose seals left out when and how wide: what they said is checked before they say more."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from jixiao.web import sealing
from jixiao.web.running.verification import verify
from tests.web.conftest import County
from tests.web.running.test_verification import without_triggers
from tests.web.tampering import a_full_office

migration = importlib.import_module("jixiao.web.migrations.0011_seals_say_more")


@pytest.fixture
def of_before(home: County) -> None:
    """Let an office have the seals that it had before."""
    a_full_office(home)
    sealing.seal(
        (kind, str(row.pk), sealing.digest_said(row, names))
        for kind, names in migration._BEFORE.items()
        for row in apps.get_model(sealing.SEALED[kind].model).objects.order_by("pk")
    )


def test_what_seals_left_out_is_sealed(of_before: None):
    with pytest.raises(sealing.Tampered):
        verify()

    migration.seal_what_was_left_out(apps, connection.schema_editor())
    sealing.keep_head()

    assert verify()
    assert of_before is None


def test_what_is_sealed_already_is_not_sealed_again(home: County):
    a_full_office(home)
    count, _ = sealing.verify_chain()

    migration.seal_what_was_left_out(apps, connection.schema_editor())

    assert count == sealing.verify_chain()[0]


def test_what_was_changed_before_is_not_sealed_as_if_it_were_true(of_before: None):
    without_triggers("UPDATE office_measurement SET body = '[1]'")

    with pytest.raises(sealing.Tampered, match="从记录算出的值"):
        migration.seal_what_was_left_out(apps, connection.schema_editor())
    assert of_before is None
