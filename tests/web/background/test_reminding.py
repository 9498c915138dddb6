"""People reminded through a mail server and a chat's robot on this machine: once a day, of what waits."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone

from jixiao.web.background import reminding
from jixiao.web.background.reminder_settings import MailServer, Reminders, Webhook
from jixiao.web.models import Trail, User
from tests.web.conftest import County

OFFICE = "https://jixiao.example/"


class Box:
    """A mail server's one box: it refuses who is named in `refused`."""

    def __init__(self) -> None:
        self.letters = []
        self.refused = ""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address == self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.letters.append(
            (envelope.rcpt_tos[0], message_from_bytes(envelope.content))
        )
        return "250 OK"


@pytest.fixture
def mail() -> Iterator[tuple[Box, Reminders]]:
    from aiosmtpd.controller import Controller

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    server = MailServer("127.0.0.1", "jixiao@example.cn", port, "none")
    yield box, Reminders(OFFICE, mail=server)
    controller.stop()


@pytest.fixture
def robot(tmp_path: Path) -> Iterator[tuple[list, dict, Reminders]]:
    texts, answer = [], {"errcode": 0, "errmsg": "ok"}

    class Robot(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert "text" == asked["msgtype"]
            texts.append(asked["text"]["content"])
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Robot)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    file = tmp_path / "robot"
    file.write_text(f"http://127.0.0.1:{server.server_port}/send?key=secret")
    yield texts, answer, Reminders(OFFICE, webhook=Webhook(str(file)))
    server.shutdown()
    server.server_close()


def addressed(home: County) -> None:
    for role, user in home.people.items():
        user.email = f"{role}@example.cn"
        user.save()


def subject(letter) -> str:
    return str(make_header(decode_header(letter["Subject"])))


def body(letter) -> str:
    return letter.get_payload(decode=True).decode()


@pytest.mark.slow
def test_who_has_something_to_do_gets_one_mail_a_day(home: County, mail):
    box, settings = mail
    addressed(home)
    home.case("submit", name="待单位审核的项目")
    home.case(name="还没有提交的项目")

    done = reminding.remind(settings)
    again = reminding.remind(settings)

    assert (2, 0) == (done.mails, again.mails)
    letters = dict(box.letters)
    assert {"approver@example.cn", "clerk@example.cn"} == set(letters)
    assert "绩效：1 件待办" == subject(letters["approver@example.cn"])
    text = body(letters["approver@example.cn"])
    assert "待单位审核的项目（甲县医保中心，2026 年）" in text
    assert OFFICE in text
    assert "还没有提交的项目" not in text


@pytest.mark.slow
def test_what_is_late_is_said_with_its_days_and_told_to_the_leader(home: County, mail):
    box, settings = mail
    addressed(home)
    case = home.case("submit")
    case.due = timezone.localdate() - timedelta(days=3)
    case.save()

    reminding.remind(settings)

    letters = dict(box.letters)
    assert "绩效：1 件待办，其中 1 件已过期限" == subject(
        letters["approver@example.cn"]
    )
    assert "已过期限 3 天" in body(letters["approver@example.cn"])
    assert "绩效：所辖 1 个项目已过期限" == subject(letters["leader@example.cn"])


@pytest.mark.slow
def test_an_address_that_is_refused_stops_nobody_else(home: County, mail):
    box, settings = mail
    addressed(home)
    box.refused = "approver@example.cn"
    User.objects.filter(username="甲department").update(email="")
    home.case()
    home.case("submit", name="乙")
    home.case("submit", "unit_pass", name="丙")

    done = reminding.remind(settings)

    assert 1 == done.mails
    assert ["甲department"] == done.without_address
    assert "甲approver" in done.failures[0]
    assert not Trail.objects.filter(action="邮件提醒", name="甲approver").exists()


def test_a_server_that_is_not_there_is_told_and_nobody_counts_as_reminded(home: County):
    addressed(home)
    home.case()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = MailServer("127.0.0.1", "jixiao@example.cn", port, "none")

    done = reminding.remind(Reminders(OFFICE, mail=server))

    assert 0 == done.mails
    assert "甲clerk" in done.failures[0]
    assert not Trail.objects.filter(action="邮件提醒").exists()


@pytest.mark.slow
def test_a_chat_is_told_counts_and_no_project_once_a_day(home: County, robot):
    texts, _, settings = robot
    home.case("submit", name="不该进群的项目名")

    done, again = reminding.remind(settings), reminding.remind(settings)

    assert (1, 0) == (done.messages, again.messages)
    assert "甲approver：1 件待办" in texts[0]
    assert "不该进群的项目名" not in texts[0]


@pytest.mark.slow
def test_a_robot_that_refuses_in_a_good_answer_is_told(home: County, robot):
    _, answer, settings = robot
    answer |= {"errcode": 45009, "errmsg": "api freq out of limit"}
    home.case()

    done = reminding.remind(settings)

    assert (0, 1) == (done.messages, len(done.failures))
    assert "45009" in done.failures[0]
    assert not Trail.objects.filter(action="群提醒").exists()


@pytest.mark.slow
def test_many_people_make_several_messages_none_too_long(home: County, robot):
    texts, _, settings = robot
    home.case("submit")
    place = home.places["unit"]
    for number in range(80):
        user = User.objects.create_user(f"u{number}", full_name=f"审核员第{number}号")
        user.memberships.create(organisation=place, role="approver")

    done = reminding.remind(settings)

    assert len(texts) == done.messages > 1
    assert all(len(text.encode()) <= 2048 for text in texts)
    assert 81 == sum(text.count("件待办") for text in texts)


def test_nobody_without_duties_is_reminded(home: County):
    home.case("submit")

    of_approver = [duties.user.username for duties in _duties_of_today()]

    assert ["甲approver"] == of_approver


def _duties_of_today():
    return list(reminding._duties(timezone.localdate()))
