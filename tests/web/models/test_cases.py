"""What is written once: no entry, table or line of the trail is changed or written twice."""

import pytest
from django.db import DatabaseError, connection, transaction

from jixiao.web.models import Entry, Trail
from tests.web.conftest import County


def test_the_ledger_takes_one_entry_of_a_number(home: County):
    case = home.case("submit")
    entry = case.entries.get(number=2)

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(case=case, number=2, body=entry.body)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE office_entry SET body = '{}'", "DELETE FROM office_entry",
        "UPDATE office_table SET body = '{}'", "DELETE FROM office_trail",
    ],
)  # fmt: skip
def test_the_database_refuses_to_change_what_is_written_once(home: County, sql: str):
    home.case("submit")
    Trail.objects.create(action="登录")

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute(sql)


def test_the_models_refuse_it_too(home: County):
    entry = home.case().entries.get()

    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
