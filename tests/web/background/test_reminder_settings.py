"""What a file of settings may say of reminders: what is not known or not safe is refused."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.web.background.reminder_settings import (
    Webhook,
    reminders,
    webhook_address,
)

MAIL = 'office = "https://jixiao.gov.cn/"\n[mail]\nsender = "a@b.cn"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "reminders.toml"
    path.write_text(text, "utf-8")
    return path


def test_nobody_is_reminded_unless_a_file_says_so(tmp_path: Path):
    assert reminders(None) is None
    settings = reminders(written(tmp_path, MAIL + 'host = "mail.gov.cn"\n'))

    assert settings.mail.encryption == "starttls"
    assert settings.webhook is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('host = "mail.gov.cn"\nencryption = "none"\n', "没有加密"),
        ('host = "mail.gov.cn"\nencryption = "ssl"\n', "不是能用的提醒设置"),
        ('host = "mail.gov.cn"\npassword = "secret"\n', "不是能用的提醒设置"),
    ],
)
def test_what_is_unknown_or_unsafe_is_refused(tmp_path: Path, line: str, said: str):
    path = written(tmp_path, MAIL + line)

    with pytest.raises(JixiaoError, match=said) as refused:
        reminders(path)

    assert "请改正" in str(refused.value) or "请写" in str(refused.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(JixiaoError, match="读不了提醒设置 nowhere"):
        reminders(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("address", ["http://chat.gov.cn/send?key=1", "chat", ""])
def test_a_robot_is_spoken_to_over_tls_only(tmp_path: Path, address: str):
    file = tmp_path / "robot"
    file.write_text(address, "utf-8")

    with pytest.raises(JixiaoError, match="robot 里应是 https://"):
        webhook_address(Webhook(str(file)))


def test_the_address_of_a_robot_is_read_from_its_file(tmp_path: Path):
    file = tmp_path / "robot"
    file.write_text("https://chat.gov.cn/send?key=1\n", "utf-8")

    assert "https://chat.gov.cn/send?key=1" == webhook_address(Webhook(str(file)))
    with pytest.raises(JixiaoError, match="读不了 gone"):
        webhook_address(Webhook(str(tmp_path / "gone")))
