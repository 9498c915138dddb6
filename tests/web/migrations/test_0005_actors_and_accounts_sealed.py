"""An office whose accounts were not sealed yet: what was sealed is checked before all is sealed anew."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from jixiao.web import sealing
from jixiao.web.models import Evidence, User
from jixiao.web.running.verification import verify
from tests.web.conftest import County
from tests.web.running.test_verification import without_triggers
from tests.web.tampering import a_full_office

migration = importlib.import_module(
    "jixiao.web.migrations.0005_actors_and_accounts_sealed"
)


@pytest.fixture
def of_before(home: County) -> None:
    """Let an office have the seals that it had before."""
    a_full_office(home)
    without_triggers("DELETE FROM office_seal")
    sealing.head_file().unlink()
    sealing.seal(
        (kind, str(row.pk), sealing.digest_said(row, says))
        for kind, (name, says) in migration._BEFORE.items()
        for row in apps.get_model("office", name).objects.order_by("pk")
    )


def test_everything_is_sealed_anew(of_before: None):
    migration.seal_what_is(apps, connection.schema_editor())
    sealing.keep_head()

    assert verify()
    assert of_before is None


def test_what_was_changed_before_is_not_sealed_as_if_it_were_true(of_before: None):
    without_triggers("UPDATE office_evidence SET name = '别的.pdf'")

    with pytest.raises(sealing.Tampered, match="附件"):
        migration.seal_what_is(apps, connection.schema_editor())
    assert "别的.pdf" == Evidence.objects.get().name
    assert of_before is None


def test_ledgers_go_on_knowing_people_by_the_names_they_had(home: County):
    case = home.case()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER office_user_actor")
    migration.name_actors(apps, connection.schema_editor())

    assert (
        home.people["clerk"].username
        == User.objects.get(pk=home.people["clerk"].pk).actor
    )
    assert case
