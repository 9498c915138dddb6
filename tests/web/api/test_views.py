"""The office for programs: keys, one error shape, writes that may be sent again."""

import json
from datetime import timedelta
from decimal import Decimal

import jsonschema
import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from jixiao.targets import Amounts, Funding
from jixiao.web.api.describing import description
from jixiao.web.models import Case, Token
from jixiao.web.people import tokens
from jixiao.web.work.proofs import Proof
from tests.web.conftest import County, a_table
from tests.web.typed_forms import fill


@pytest.fixture
def ask(home: County):
    """Ask as the clerk, with a key that may read and write."""
    plain = tokens.make(home.people["clerk"], "试", "read,write", 30)

    def send(
        method: str,
        path: str,
        body: object = None,
        key: str | None = "k1",
        token: str = plain,
    ):
        headers = {"Authorization": f"Bearer {token}"}
        if key:
            headers["Idempotency-Key"] = key
        content = msgspec.json.encode(body) if body is not None else b""
        return Client().generic(
            method,
            f"/api/v1/{path}",
            content,
            content_type="application/json",
            headers=headers,
        )

    return send


def draft_at(key: object, revision: int) -> str:
    return f"cases/{key}/draft?revision={revision}"


def revision_of(case: Case) -> int:
    return case.drafts.get(kind="target").revision


def test_a_case_is_begun_read_and_rewritten(home: County, ask):
    begun = ask(
        "POST",
        "cases",
        {"unit": home.places["unit"].name, "year": 2026, "table": a_table()},
    )
    key = begun.json()["key"]
    revision = ask("GET", f"cases/{key}").json()["revision"]
    put = ask("PUT", draft_at(key, revision), a_table("改名的项目"), "k2")
    whole = ask("GET", f"cases/{key}").json()
    listed = ask("GET", "cases?year=2026").json()

    assert (201, 200) == (begun.status_code, put.status_code)
    assert "改名的项目" == whole["table"]["project_name"]
    assert revision + 1 == whole["revision"] == put.json()["revision"]
    assert ["open"] == [step["move"] for step in whole["ledger"]]
    assert [key] == [each["key"] for each in listed["cases"]]


def test_a_write_sent_again_is_answered_again_and_done_once(home: County, ask):
    body = {"unit": home.places["unit"].name, "year": 2026, "table": a_table()}

    first, second = ask("POST", "cases", body), ask("POST", "cases", body)
    other = ask("POST", "cases", body | {"year": 2027})

    assert first.content == second.content
    assert (201, 409) == (second.status_code, other.status_code)
    assert 1 == Case.objects.count()


@pytest.mark.parametrize(
    ("method", "path", "body", "key", "status", "code"),
    [
        ("GET", "cases?year=abc", None, None, 400, "bad_year"),
        ("GET", "cases?state=approved", None, None, 400, "unknown_parameter"),
        ("GET", "cases?year=2026&year=2025", None, None, 400, "unknown_parameter"),
        ("GET", "cases?page=99", None, None, 404, "no_page"),
        ("GET", "cases?page=-1", None, None, 404, "no_page"),
        ("GET", "published?year=2026", None, None, 400, "unknown_parameter"),
        ("DELETE", "cases", None, None, 405, "method"),
        ("POST", "cases", {}, "k", 400, "bad_body"),
        (
            "POST",
            "cases",
            {"unit": "x", "year": 2026, "table": None},
            "k",
            400,
            "bad_body",
        ),
        ("POST", "cases", {}, None, 400, "no_key"),
        ("POST", "check", [1], "k", 400, "bad_body"),
        (
            "GET",
            "cases/00000000-0000-4000-8000-000000000000",
            None,
            None,
            404,
            "not_found",
        ),
    ],
)
def test_every_error_has_one_shape(
    ask, method, path, body, key, status: int, code: str
):
    answer = ask(method, path, body, key)

    assert (status, code) == (answer.status_code, answer.json()["error"]["code"])
    assert answer.json()["error"]["message"]


def test_a_key_that_does_not_hold_is_refused(home: County, ask):
    over = tokens.make(home.people["clerk"], "过期", "read", 1)
    Token.objects.filter(name="过期").update(
        until=timezone.localdate() - timedelta(days=1)
    )
    reader = tokens.make(home.people["clerk"], "只读", "read", 1)

    assert 401 == Client().get("/api/v1/cases").status_code
    assert 401 == ask("GET", "cases", token="jx_nothing").status_code
    assert 401 == ask("GET", "cases", token=over).status_code
    assert 403 == ask("POST", "cases", {}, token=reader).status_code


def test_a_key_is_not_kept_as_it_is(home: County):
    plain = tokens.make(home.people["clerk"], "x", "read", 1)

    assert plain not in json.dumps(
        list(Token.objects.values("digest", "name", "scopes"))
    )


def test_what_belongs_to_others_is_not_there(other: County, ask):
    foreign = other.case()

    assert 404 == ask("GET", f"cases/{foreign.key}").status_code
    assert 404 == ask("PUT", draft_at(foreign.key, 1), a_table()).status_code
    answer = ask(
        "POST",
        "cases",
        {"unit": other.places["unit"].name, "year": 2026, "table": a_table()},
    )
    assert (403, "not_yours") == (answer.status_code, answer.json()["error"]["code"])


def test_a_submitted_table_is_not_rewritten(home: County, ask):
    case = home.case("submit")

    assert 403 == ask("PUT", draft_at(case.key, 1), a_table("x")).status_code


def test_a_draft_that_others_typed_into_since_is_not_replaced(home: County, ask):
    case = home.case()
    seen = revision_of(case)
    fill(home.client("clerk"), case, 0, "target", "≥30场")

    blind = ask("PUT", f"cases/{case.key}/draft", a_table("盖掉"), "k1")
    stale = ask("PUT", draft_at(case.key, seen), a_table("盖掉"), "k2")

    assert (409, "no_revision") == (blind.status_code, blind.json()["error"]["code"])
    assert (409, "changed") == (stale.status_code, stale.json()["error"]["code"])
    assert "甲clerk" in stale.json()["error"]["message"]
    assert "≥30场" == case.drafts.get(kind="target").table.indicators[0].target.text
    fresh = ask("PUT", draft_at(case.key, revision_of(case)), a_table("合并后"), "k2")
    assert 200 == fresh.status_code


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"money_unit": None}, "money_unit"), ({"total_score": "NaN"}, "NaN")],
)
def test_a_table_with_money_in_no_unit_or_no_number_is_refused(ask, changed, said: str):
    body = msgspec.to_builtins(a_table()) | changed

    answer = ask("POST", "check", body)

    assert 400 == answer.status_code
    assert said in answer.json()["error"]["message"]


@pytest.mark.parametrize("deadline", ["2026-02-30", "明年", "2026-13", ""])
def test_a_deadline_that_no_calendar_has_is_refused(ask, deadline: str):
    body = msgspec.to_builtins(a_table())
    body["indicators"][2]["target"]["deadline"] = deadline

    answer = ask("POST", "check", body)

    assert (400, "bad_body") == (answer.status_code, answer.json()["error"]["code"])


def test_too_many_questions_are_refused_for_a_while(ask, monkeypatch):
    monkeypatch.setattr(tokens, "PER_MINUTE", 2)

    answers = [ask("GET", "cases") for _ in range(3)]

    assert [200, 200, 429] == [answer.status_code for answer in answers]
    assert "60" == answers[-1]["Retry-After"]


def test_a_table_is_checked_without_being_kept(ask):
    answer = ask("POST", "check", a_table()).json()["findings"]

    assert all(each["code"] and each["message"] for each in answer)
    assert not Case.objects.exists()


def test_the_public_needs_no_key(home: County):
    home.case(
        "submit", "unit_pass", "department_pass", "finance_pass", "approve", "publish"
    )

    answer = Client().get("/api/v1/published").json()

    assert (1, "医保宣传") == (
        answer["count"],
        answer["tables"][0]["table"]["project_name"],
    )


def test_answers_are_as_described(home: County, ask):
    case = home.case("submit")
    answer = json.loads(msgspec.json.encode(description()))
    paths = {"cases": "/api/v1/cases", f"cases/{case.key}": "/api/v1/cases/{key}"}

    for path, described in paths.items():
        schema = answer["paths"][described]["get"]["responses"]["200"]["content"][
            "application/json"
        ]["schema"]
        whole = schema | {"components": answer["components"]}
        jsonschema.validate(ask("GET", path).json(), whole)
    assert answer == json.loads(Client().get("/api/v1/openapi.json").content)


def test_a_case_is_moved_by_a_key_as_by_its_person(home: County, ask):
    case = home.case()

    moved = ask("POST", f"cases/{case.key}/moves", {"move": "submit", "seen": 1})
    again = ask("POST", f"cases/{case.key}/moves", {"move": "submit", "seen": 1})
    late = ask("POST", f"cases/{case.key}/moves", {"move": "withdraw", "seen": 1}, "k2")
    foreign = ask("POST", f"cases/{case.key}/moves", {"move": "unit_pass"}, "k3")

    assert "unit_review" == moved.json()["stages"]["target"]
    assert (200, moved.content) == (again.status_code, again.content)
    assert (409, "taken") == (late.status_code, late.json()["error"]["code"])
    assert (400, "refused") == (foreign.status_code, foreign.json()["error"]["code"])
    case.refresh_from_db()
    assert ("unit_review", 2) == (case.target, len(case.ledger()))


def test_what_a_move_brings_is_checked(home: County, ask):
    case = home.case("submit", "unit_pass", "department_pass", "finance_pass")
    plain = tokens.make(home.people["finance_approver"], "试", "read,write", 30)

    for key, budget in (("a", "1e30"), ("b", "0.001"), ("c", "-5")):
        body = {"move": "approve", "budget": budget}
        assert (
            400 == ask("POST", f"cases/{case.key}/moves", body, key, plain).status_code
        )
    body = {"move": "approve", "budget": "120000.50"}
    unsaid = ask("POST", f"cases/{case.key}/moves", body, "d", plain)
    assert 400 == unsaid.status_code
    assert "目标表上是 120,000.00 元" in unsaid.json()["error"]["message"]
    body |= {"reason": "追加五角"}
    assert 200 == ask("POST", f"cases/{case.key}/moves", body, "e", plain).status_code


def test_what_the_records_say_is_given_once_they_were_asked(home: County, ask):
    case = home.case()
    address = f"cases/{case.key}/monitoring/proofs"
    proof = Proof(
        place=0, name="宣传场次", target="≥12场", state="bound", why="", mark="met"
    )
    assert 404 == ask("GET", address).status_code

    body = msgspec.json.encode([proof]).decode()
    case.measurements.create(kind="monitoring", until="2026-07-31", body=body)

    answer = ask("GET", address).json()
    assert ("2026-07-31", "宣传场次") == (answer["until"], answer["proofs"][0]["name"])


def test_an_amount_that_no_budget_has_is_kept_in_the_table_and_not_in_lists(
    home: County, ask
):
    table = a_table()
    large = msgspec.structs.replace(
        table, funding=Funding(annual=Amounts(total=Decimal(10) ** 14))
    )

    begun = ask(
        "POST",
        "cases",
        {"unit": home.places["unit"].name, "year": 2026, "table": large},
    )

    assert (201, None) == (begun.status_code, begun.json()["budget"])
    whole = ask("GET", f"cases/{begun.json()['key']}").json()
    assert "100000000000000" == whole["table"]["funding"]["annual"]["total"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"dialect": "nope"}, "表式"), ({"project_name": "名\x00称"}, "打印不出"),
        ({"project_name": "长" * 9000}, "8000"),
        ({"funding": Funding(annual=Amounts(total=Decimal(10) ** 15))}, "不像金额"),
        ({"funding": Funding(annual=Amounts(total=Decimal("1e-300")))}, "不像金额"),
    ],
)  # fmt: skip
def test_what_no_form_can_print_is_refused(ask, changed: dict, said: str):
    answer = ask("POST", "check", msgspec.structs.replace(a_table(), **changed))

    assert (400, "bad_body") == (answer.status_code, answer.json()["error"]["code"])
    assert said in answer.json()["error"]["message"]


def test_two_programs_with_one_key_do_not_swallow_each_other(home: County, ask):
    case = home.case()
    other = tokens.make(home.people["clerk"], "另一个", "read,write", 30)

    def put(name: str, idempotency: str, *token: str):
        address = draft_at(case.key, revision_of(case))
        return ask("PUT", address, a_table(name), idempotency, *token)

    put("甲名", "same")
    put("乙名", "same", other)
    long = "sync-2026-11-23-county-unit-project-row-"
    put("丙名", f"{long}1")
    last = put("丁名", f"{long}2")

    assert "丁名" == last.json()["case"]["name"]


def test_too_large_a_body_is_told_in_the_one_shape(ask, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    large = ask("POST", "check", a_table("长" * 2000))
    assert (413, "too_large") == (large.status_code, large.json()["error"]["code"])
