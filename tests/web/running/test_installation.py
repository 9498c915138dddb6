"""What keeps the office safe: settings, headers, logins, files of others."""

import hashlib
import json
import logging
import stat
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.errors import JixiaoError
from jixiao.library import load_toml
from jixiao.web.models import Trail, User
from jixiao.web.running.installation import Installation, open_to_others
from jixiao.web.running.log_format import JsonLines
from tests.web.conftest import County

VENDOR = Path(__file__).parents[3] / "src" / "jixiao" / "web" / "static" / "vendor"


def installation(tmp_path: Path, **set_: str) -> Installation:
    environment = {
        f"JIXIAO_OFFICE_{name.upper()}": value for name, value in set_.items()
    }
    return Installation.load({"JIXIAO_OFFICE_HOME": str(tmp_path), **environment})


def test_unsafe_settings_are_told_one_by_one(tmp_path: Path):
    faults = list(installation(tmp_path, hosts="*").unsafe())

    assert any("HTTPS" in fault for fault in faults)
    assert any("HOSTS 写了 *" in fault for fault in faults)


def test_safe_settings_have_nothing_to_tell(tmp_path: Path):
    office = installation(tmp_path, hosts="jixiao.example.cn", https="1")
    office.secret_key()

    assert [] == list(office.unsafe())


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path):
    office = installation(tmp_path)

    assert office.secret_key() == office.secret_key()
    assert 0o600 == stat.S_IMODE((tmp_path / "secret_key").stat().st_mode)
    (tmp_path / "secret_key").chmod(0o644)
    assert any("chmod -R go=" in fault for fault in office.unsafe())


def _open(path: Path, mode: int) -> None:
    """Make a file, or a folder where it may be entered, that others may read."""
    if mode & stat.S_IXUSR:
        path.mkdir()
    else:
        path.touch()
    # Whatever this process withholds from others, this is what they may.
    path.chmod(mode)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda home: (home / "secret_key").write_text("x" * 49), "密钥太短"),
        (lambda home: home.chmod(0o750), "别人也能读"),
        (lambda home: _open(home / "office.sqlite3-wal", 0o644), "别人也能读"),
        (lambda home: _open(home / "files", 0o755), "别人也能读"),
    ],
)
def test_an_unsafe_home_is_told(tmp_path: Path, spoil, words: str):
    office = installation(tmp_path, hosts="jixiao.example.cn", https="1")
    office.secret_key()
    tmp_path.chmod(0o700)
    assert [] == list(office.unsafe())

    spoil(tmp_path)

    assert [True] == [words in fault for fault in office.unsafe()]


@pytest.mark.parametrize("hosts", ["*", ".cn", ".gov.cn", "jixiao.example.cn,*.cn"])
def test_hosts_that_are_too_wide_are_told(tmp_path: Path, hosts: str):
    office = installation(tmp_path, hosts=hosts, https="1")

    assert any("冒充" in fault for fault in office.unsafe())


@pytest.mark.parametrize("name", ["proxies", "watchers"])
def test_an_address_that_is_none_is_told(tmp_path: Path, name: str):
    assert ("10.0.0.5", "10.1.0.0/16") == getattr(
        installation(tmp_path, **{name: "10.0.0.5, 10.1.0.0/16"}), name
    )
    with pytest.raises(JixiaoError, match=name.upper()):
        installation(tmp_path, **{name: "proxy.example.cn"})


def test_a_database_of_many_is_one_setting(tmp_path: Path):
    address = "postgresql://office:p%40ss@db.example.cn:5433/jixiao"

    databases = installation(tmp_path, database=address).databases()

    assert ("jixiao", "p@ss", "5433") == (
        databases["NAME"],
        databases["PASSWORD"],
        databases["PORT"],
    )
    assert "p@ss" not in repr(installation(tmp_path, database=address))
    with pytest.raises(JixiaoError, match="postgresql://"):
        installation(tmp_path, database="mysql://x").databases()


def test_every_page_forbids_foreign_scripts_and_frames(home: County):
    for client, address in (
        (Client(), "/login"),
        (home.client("clerk"), "/"),
        (Client(), "/public/"),
    ):
        response = client.get(address)
        policy = response["Content-Security-Policy"]

        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert ("DENY", "nosniff") == (
            response["X-Frame-Options"],
            response["X-Content-Type-Options"],
        )


def test_no_page_carries_styles_or_scripts_of_its_own(home: County):
    case = home.case("submit")
    for role in ("clerk", "approver", "finance_reviewer"):
        client = home.client(role)
        for address in ("/", reverse("case", args=[case.key])):
            text = client.get(address).content.decode()

            assert " style=" not in text
            assert "onclick" not in text
            assert all("src=" in tag for tag in text.split("<script")[1:])


def test_what_is_typed_is_never_markup(home: County):
    case = home.case(name="<script>alert(1)</script>")

    text = home.client("clerk").get(reverse("case", args=[case.key])).content.decode()

    assert "<script>alert" not in text


def test_five_wrong_passwords_lock_the_account(home: County, client: Client):
    home.people["clerk"].set_password("对的密码123")
    home.people["clerk"].save()
    credentials = {"username": home.people["clerk"].username, "password": "错"}
    for _ in range(4):
        assert 403 == client.post("/login", credentials).status_code

    assert 429 == client.post("/login", credentials).status_code
    assert (
        429
        == client.post("/login", credentials | {"password": "对的密码123"}).status_code
    )


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_logging_in_leads_nowhere_else(home: County, client: Client, wanted: str):
    home.people["clerk"].set_password("对的密码123")
    home.people["clerk"].save()

    credentials = {
        "username": home.people["clerk"].username,
        "password": "对的密码123",
        "next": wanted,
    }
    response = client.post("/login", credentials)

    assert (302, "/") == (response.status_code, response["Location"])
    assert "登录" == Trail.objects.get().action


def test_an_initial_password_must_be_changed(home: County, client: Client):
    user = home.people["clerk"]
    user.set_password("初始密码123")
    user.must_change = True
    user.save()

    response = client.post(
        "/login", {"username": user.username, "password": "初始密码123"}
    )
    assert "/password" == response["Location"]
    client.post(
        "/password",
        {
            "old_password": "初始密码123",
            "new_password1": "清水之夏二零二六年冬",
            "new_password2": "清水之夏二零二六年冬",
        },
    )

    assert not User.objects.get(pk=user.pk).must_change


def test_a_form_from_elsewhere_is_refused_in_words(home: County):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(home.people["clerk"])

    response = strict.post(reverse("begin"), {})

    assert 403 == response.status_code
    assert "刷新" in response.content.decode()


def test_a_page_that_is_not_there_is_told_in_words(home: County):
    response = home.client("clerk").get("/nowhere")

    assert 404 == response.status_code
    assert "没有这个页面" in response.content.decode()


def test_files_of_others_are_those_their_packages_ship():
    for about in load_toml(VENDOR / "vendor.toml").values():
        content = (VENDOR / about["file"]).read_bytes()
        assert about["sha256"] == hashlib.sha256(content).hexdigest()
        assert about["licence"] in ("0BSD", "MIT", "Apache-2.0")


def test_a_secret_is_not_logged():
    record = logging.LogRecord(
        "x", logging.INFO, "", 0, "登录 password=abc123 token: zzz", None, None
    )

    line = json.loads(JsonLines().format(record))

    assert "abc123" not in line["event"]
    assert "zzz" not in line["event"]


def test_the_machine_is_told_how_it_is(home: County):
    home.case()

    assert b"ok" == Client().get("/healthz").content
    assert {"database": "ok", "workers": "ok"} == Client().get("/readyz").json()
    assert "jixiao_cases 1" in Client().get("/metrics").content.decode()
    assert 404 == Client(REMOTE_ADDR="10.0.0.9").get("/metrics").status_code


def test_who_names_another_host_is_told_so_on_a_page(db: None, settings):  # noqa: ARG001
    settings.ALLOWED_HOSTS = ["office.example"]

    refused = Client().get("/login", headers={"host": "elsewhere.example"})

    assert 400 == refused.status_code
    assert "没有办成" in refused.content.decode()


def test_folders_that_others_can_read_are_told_wherever_they_are(tmp_path: Path):
    records = tmp_path / "基金数据"
    records.mkdir(mode=0o700)
    (records / "fund.duckdb").touch(0o600)
    assert not open_to_others([records])

    (records / "fund.duckdb").chmod(0o640)

    assert "fund.duckdb别人也能读" in open_to_others([records])


def test_settings_are_said_in_a_line_without_what_is_secret(tmp_path: Path):
    signin = tmp_path / "signin.toml"
    signin.write_text("password = 'geheim'")
    office = installation(
        tmp_path, hosts="a.example.cn", signin=str(signin),
        database="postgresql://office:geheim@db.example.cn/jixiao",
    )  # fmt: skip
    said = office.said()

    assert "a.example.cn" in said
    assert "PostgreSQL" in said
    assert "geheim" not in said
    assert len(said) <= 300
    signin.write_text("password = 'anders'")
    assert said != office.said()
