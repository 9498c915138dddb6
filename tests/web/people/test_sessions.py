"""Staying logged in while one works, being told before the end, and going on where one was."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.web.conftest import County
from tests.web.typed_forms import draft_of, send_change

PASSWORD = "correct horse battery"  # noqa: S105 — of nobody
DATA = {"Accept": "application/json"}


def left(client: Client) -> int:
    seconds: int = client.get(reverse("session"), headers=DATA).json()["seconds"]
    return seconds


def pass_time(client: Client, seconds: int) -> None:
    session = client.session
    session["until"] -= seconds
    session.save()


def test_a_session_lasts_from_the_last_thing_somebody_did(home: County):
    case, client = home.case(), home.client("clerk")
    client.get(reverse("desk"))
    pass_time(client, 3600)

    before = left(client)
    send_change(client, case, path="project_name", text="一")

    assert abs(settings.SESSION_COOKIE_AGE - 3600 - before) <= 2
    assert abs(settings.SESSION_COOKIE_AGE - left(client)) <= 2


def test_a_page_that_watches_a_job_keeps_nobody_logged_in(home: County):
    client = home.client("clerk")
    client.get(reverse("desk"))
    pass_time(client, 3600)
    watching = {"HX-Request": "true"}

    client.get("/jobs/00000000-0000-0000-0000-000000000000", headers=watching)
    client.get("/uploads/1", headers=watching)

    assert left(client) <= settings.SESSION_COOKIE_AGE - 3600


def test_going_on_is_asked_for(home: County):
    client = home.client("clerk")
    client.get(reverse("desk"))
    pass_time(client, 7000)

    client.post(reverse("session"), headers=DATA)

    assert abs(settings.SESSION_COOKIE_AGE - left(client)) <= 2


def test_a_script_without_a_session_is_told_to_sign_in(home: County):
    case = home.case()

    refused = send_change(Client(), case, path="project_name", text="一")

    assert (401, "signed_out") == (refused.status_code, refused.json()["error"]["code"])
    assert "医保宣传" == draft_of(case).table.project_name


def test_what_one_person_typed_is_not_kept_as_anothers(home: County):
    case, client = home.case(), home.client("clerk")
    change = {"path": "project_name", "text": "一", "person": "甲approver"}

    refused = send_change(client, case, **change)
    taken = send_change(client, case, **change | {"person": "甲clerk"})

    assert (401, "signed_out") == (refused.status_code, refused.json()["error"]["code"])
    assert 200 == taken.status_code


@pytest.fixture
def clerk(home: County) -> str:
    user = home.people["clerk"]
    user.set_password(PASSWORD)
    user.save()
    return user.username


def test_an_open_page_signs_in_again_and_goes_on(home: County, clerk: str):
    case, client = home.case(), Client(enforce_csrf_checks=True)
    client.get(reverse("login"))
    token = client.cookies["csrftoken"].value
    credentials = {"username": clerk, "password": PASSWORD}

    answer = client.post(
        reverse("login"), credentials, headers={**DATA, "X-CSRFToken": token}
    ).json()
    kept = client.post(
        reverse("cells", args=[case.key, "target"]),
        json.dumps(
            {"token": "a", "path": "project_name", "was": "医保宣传", "text": "一"}
        ),
        content_type="application/json",
        headers={**DATA, "X-CSRFToken": answer["token"]},
    )

    assert abs(settings.SESSION_COOKIE_AGE - answer["seconds"]) <= 2
    assert 200 == kept.status_code


def test_signing_in_with_a_wrong_password_is_told_in_words(clerk: str):
    credentials = {"username": clerk, "password": "falsch"}

    refused = Client().post(reverse("login"), credentials, headers=DATA)

    assert 403 == refused.status_code
    assert "密码不对" in refused.json()["error"]["message"]


def test_a_script_of_who_has_to_change_a_password_first_is_told(home: County):
    case, client = home.case(), home.client("clerk")
    home.people["clerk"].must_change = True
    home.people["clerk"].save()

    refused = send_change(client, case, path="project_name", text="一")

    assert (403, "first") == (refused.status_code, refused.json()["error"]["code"])
