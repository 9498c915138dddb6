"""Schemathesis asks the API whatever its description allows; every answer is as described."""

import pytest
from hypothesis import HealthCheck, given, settings

from jixiao.web.models import Case
from jixiao.web.people import tokens
from tests.web.conftest import county

pytestmark = pytest.mark.slow


@pytest.mark.filterwarnings("ignore")
def test_whatever_the_description_allows_is_answered_as_described(db, monkeypatch):  # noqa: ARG001
    import schemathesis
    from schemathesis.specs.openapi.checks import (
        ignored_auth,
        positive_data_acceptance,
    )

    from jixiao.web.wsgi import application

    monkeypatch.setattr(tokens, "PER_MINUTE", 1_000_000)
    home = county("甲")
    home.case("submit")
    plain = tokens.make(home.people["clerk"], "试", "read,write", 30)
    headers = {"Authorization": f"Bearer {plain}", "Accept-Encoding": "identity"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)

    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(operation.as_strategy())
        def ask(case):
            answer = case.call(headers=headers)
            assert answer.status_code < 500, answer.text
            # The key is ours, not one that was drawn; and 2044.0 is an integer to a schema, not to us.
            case.validate_response(
                answer, excluded_checks=[ignored_auth, positive_data_acceptance]
            )

        ask()
    assert Case.objects.count() >= 1
