"""Every address, every role, one's own and another county's: refused or allowed as the table says."""

import json
import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from jixiao.web.models import Case, Job, Lent, Organisation, Trail, Upload, User
from jixiao.web.people.access import sees, visible
from tests.drawn import drawn, few, wrong
from tests.web.conftest import PLACE_OF, County

ROLES = tuple(PLACE_OF)
OPEN = {
    "login", "oidc", "oidc_back", "language", "public", "public_table", "public_file", "alive",
    "ready", "metrics", "api", "api_published", "public_indicators", "public_money",
    "public_place", "public_place_file", "public_result",
}  # fmt: skip
"""What anybody may ask for."""
OF_ROLES = {
    # address: the roles that are answered; the others are told that it is not theirs
    "case": set(ROLES), "verify": set(ROLES), "form": set(ROLES), "write": {"clerk"},
    "sheet": {"clerk"},
    "proof": set(ROLES), "evidence": set(), "review_row": set(ROLES),
}  # fmt: skip
SENT = {
    "advice",
    "move",
    "remark",
    "reason",
    "mark",
    "cells",
    "findings",
    "undo",
    "prove",
    "bind",
    "accept",
    "attach",
    "drop",
}
PERSONAL = {
    "review_next",
    "uploads",
    "upload",
    "picture",
    "begin_from",
    "begin_all_from",
    "jobs",
    "job",
    "cancel",
}
"""What belongs to a person, not to a case."""
FOR_PROGRAMS = {
    "api_cases",
    "api_case",
    "api_draft",
    "api_check",
    "api_group",
    "api_move",
    "api_order",
    "api_proofs",
    "api_outlook",
    "api_away",
    "api_away_cleared",
    "api_bundles",
    "api_discharge",
    "api_owed",
    "api_topup",
    "api_prices",
    "api_firms",
    "api_systems",
    "api_site",
    "api_opinion",
    "api_control",
    "api_archives",
    "api_identity",
    "api_tree",
}
"""What is asked for with a key; see test_api.py."""


def arguments(name: str, key: object) -> dict[str, object]:
    given: dict[str, object] = {"key": key}
    if name in ("write", "sheet", "state", "cells", "findings", "undo", "form"):
        given["kind"] = "target"
    if name in ("proof", "proof_rows", "prove", "bind", "attach", "drop"):
        given["kind"] = "monitoring"
    if name == "proof_rows":
        given["place"] = 0
    if name in ("evidence", "drop"):
        given["pk"] = 1
    if name in ("form", "public_file"):
        given["suffix"] = "docx"
    return given


ADDRESSES = {
    pattern.name: set(pattern.pattern.regex.groupindex)
    for pattern in get_resolver().url_patterns
    if getattr(pattern, "name", None)
}
"""Every address of the office but the administrator's corner, with what it takes."""
LISTED = OPEN | set(OF_ROLES) | SENT | PERSONAL | FOR_PROGRAMS
OTHERS = set(ADDRESSES) - LISTED
"""What no table names, a new page among it: it asks who one is, and shows no foreign case."""
OF_A_CASE = set(OF_ROLES) | SENT | {name for name in OTHERS if "key" in ADDRESSES[name]}


def test_every_address_of_a_table_is_there():
    assert LISTED <= set(ADDRESSES)


def test_what_no_table_names_asks_who_one_is(db: None):  # noqa: ARG001
    def asks(name: str) -> None:
        assert set() == ADDRESSES[name], "an address with a place belongs in a table"
        response = Client().get(reverse(name))
        if response.status_code == 405:
            response = Client().post(reverse(name))
        assert 302 == response.status_code
        assert response["Location"].startswith("/login")

    assert OTHERS - OF_A_CASE
    assert {} == wrong(sorted(OTHERS - OF_A_CASE), asks)


def test_nobody_gets_anything_without_logging_in(home: County):
    case = home.case()

    def asks(name: str) -> None:
        address = reverse(name, kwargs=arguments(name, case.key))
        client = Client()
        response = client.post(address) if name in SENT else client.get(address)
        assert 302 == response.status_code
        assert response["Location"].startswith("/login")

    assert OF_A_CASE
    assert {} == wrong(sorted(OF_A_CASE), asks)


@drawn
@pytest.mark.parametrize(
    ("name", "role"),
    few([(n, role) for n in sorted(OF_A_CASE) for role in ROLES], one_of=4),
)
def test_a_foreign_case_is_as_if_it_were_not_there(
    home: County, other: County, name: str, role: str
):
    foreign = other.case()
    address = reverse(name, kwargs=arguments(name, foreign.key))
    client = home.client(role)

    response = (
        client.post(address, {"move": "submit"})
        if name in SENT
        else client.get(address)
    )

    assert 404 == response.status_code
    assert foreign.name not in response.content.decode()


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("name", "role"),
    few([(n, role) for n in sorted(OF_ROLES) for role in ROLES], one_of=4),
)
def test_ones_own_case_is_shown_as_the_table_says(home: County, name: str, role: str):
    case = home.case()
    address = reverse(name, kwargs=arguments(name, case.key))

    response = home.client(role).get(address)

    if role in OF_ROLES[name]:
        assert response.status_code in (200, 302)
    elif not OF_ROLES[name]:
        assert 404 == response.status_code
    else:
        assert 302 == response.status_code
        assert reverse("case", args=[case.key]) == response["Location"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("advice", set()),
        ("prove", {"clerk", "fund", "department", "finance_reviewer"}), ("bind", {"fund"}),
        ("attach", {"clerk"}),
    ],
)  # fmt: skip
def test_what_is_sent_about_the_records_is_taken_from_those_whose_it_is(
    home: County, name: str, allowed: set[str], role: str
):
    case = home.case(
        "submit",
        "unit_pass",
        "department_pass",
        "finance_pass",
        "approve",
        "open_monitoring",
    )
    address = reverse(name, kwargs=arguments(name, case.key))

    response = home.client(role).post(address, headers={"Accept": "application/json"})

    assert (403 == response.status_code) == (role not in allowed)


@pytest.mark.parametrize("role", ROLES)
def test_what_somebody_brought_is_theirs(home: County, other: County, role: str):
    upload = Upload.objects.create(
        digest="a" * 64, name="x.pdf", size=1, by=other.people["clerk"]
    )
    job = Job.objects.create(
        kind="read", title="读 x.pdf", about="0", by=other.people["clerk"]
    )
    client = home.client(role)

    for address in (
        f"/uploads/{upload.pk}",
        f"/uploads/{upload.pk}/pages/1.png",
        f"/jobs/{job.key}",
    ):
        assert 404 == client.get(address).status_code
    for address in (
        f"/uploads/{upload.pk}/tables/0",
        f"/uploads/{upload.pk}/tables",
        f"/jobs/{job.key}/cancel",
    ):
        assert 404 == client.post(address).status_code
    assert "x.pdf" not in client.get("/uploads").content.decode()
    assert "x.pdf" not in client.get("/jobs").content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_only_the_clerk_types(home: County, role: str):
    case = home.case()
    change = {
        "token": "t1",
        "path": "project_name",
        "was": "医保宣传",
        "text": "改过的名称",
    }
    address = reverse("cells", kwargs={"key": case.key, "kind": "target"})

    response = home.client(role).post(
        address,
        json.dumps(change),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )

    case.refresh_from_db()
    assert (200 if role == "clerk" else 403) == response.status_code
    assert ("改过的名称" if role == "clerk" else "医保宣传") == case.name


@pytest.mark.parametrize("role", ROLES)
def test_the_desk_lists_what_one_may_see_and_nothing_else(
    home: County, other: County, role: str
):
    home.case(name="甲的项目")
    other.case(name="乙的项目")

    text = home.client(role).get(reverse("desk")).content.decode()

    assert "甲的项目" in text
    assert "乙的项目" not in text


@pytest.mark.parametrize("name", ["public_table", "public_file"])
def test_what_is_not_published_is_not_there_for_the_public(home: County, name: str):
    hidden = home.case(
        "submit", "unit_pass", "department_pass", "finance_pass", "approve"
    )
    address = reverse(name, kwargs=arguments(name, hidden.key))

    assert 404 == Client().get(address).status_code
    home.move(hidden, "publish")
    assert 200 == Client().get(address).status_code


def test_a_body_above_sees_what_is_below_it(home: County):
    case = home.case()
    home.people["leader"].memberships.all().delete()

    assert (
        404 == home.client("leader").get(reverse("case", args=[case.key])).status_code
    )
    assert (
        200 == home.client("auditor").get(reverse("case", args=[case.key])).status_code
    )


def test_a_lent_role_opens_the_case_for_its_days(home: County, other: County):
    case = home.case("submit")
    lender = home.people["approver"].memberships.get()
    Lent.objects.create(
        membership=lender,
        taker=other.people["leader"],
        since="2020-01-01",
        until="2099-12-31",
    )
    address = reverse("case", args=[case.key])

    text = other.client("leader").get(address).content.decode()
    assert "单位审核通过" in text
    assert "受托代办" in text

    Lent.objects.update(until="2020-01-02")
    assert 404 == other.client("leader").get(address).status_code


def test_only_an_administrator_reaches_the_corner(home: County):
    for role in ROLES:
        response = home.client(role).get("/admin/")
        assert 302 == response.status_code
        assert "/admin/login" in response["Location"]


def test_what_is_exported_is_in_the_trail(home: County):
    case = home.case()

    response = home.client("auditor").get(
        reverse("form", args=[case.key, "target", "pdf"])
    )

    assert "attachment" in response["Content-Disposition"]
    assert re.search(r"导出.*医保宣传", str(Trail.objects.first()))


@drawn(one_of=4)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("lent", [False, True])
def test_one_case_is_seen_by_the_rule_of_the_list(
    home: County, other: County, role: str, lent: bool
):
    region = Organisation.objects.create(name="丙市", level="city")
    home.places["department"].parent = region
    home.places["department"].save()
    home.case()
    other.case()
    cases = list(Case.objects.select_related("unit"))
    places = [region, *home.places.values(), *other.places.values()]
    for number, place in enumerate(places):
        user = User.objects.create_user(f"u{number}", full_name="某")
        giver = User.objects.create_user(f"g{number}", full_name="某") if lent else user
        held = giver.memberships.create(organisation=place, role=role)
        if lent:
            held.lent.create(taker=user, since="2020-01-01", until="2099-12-31")

        listed = set(visible(user).values_list("pk", flat=True))

        assert listed == {case.pk for case in cases if sees(user, case)}
