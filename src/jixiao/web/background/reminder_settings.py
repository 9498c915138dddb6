"""By what people are reminded: what a file of settings says of a mail server and of a webhook.

Nobody is reminded unless `JIXIAO_OFFICE_REMINDERS` names the file.
"""

from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from jixiao.errors import JixiaoError
from jixiao.library import load_toml

_HERE = ("127.0.0.1", "localhost", "::1")


class MailServer(Struct, frozen=True, forbid_unknown_fields=True):
    """A server that takes mail (SMTP), and whose the mails are; its password stands in a file."""

    host: str
    sender: str
    port: int = 587
    encryption: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password_file: str = ""


class Webhook(Struct, frozen=True, forbid_unknown_fields=True):
    """A robot of a chat, as 政务微信 and 企业微信 have it: its address stands in a file, for it is a key."""

    address_file: str


class Reminders(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the office is reached by browsers, and by what people are reminded of it."""

    office: str
    mail: MailServer | None = None
    webhook: Webhook | None = None


@cache
def reminders(path: Path | None) -> Reminders | None:
    """Read the settings; None where none are named.

    Raises:
        JixiaoError: the file cannot be read, or says what is not known or not safe.
    """
    if path is None:
        return None
    try:
        settings = msgspec.convert(load_toml(path), Reminders, strict=False)
    except OSError as error:
        message = (
            f"读不了提醒设置 {path.name}：请检查 JIXIAO_OFFICE_REMINDERS 的路径和权限。"
        )
        raise JixiaoError(message) from error
    except msgspec.ValidationError as error:
        message = f"{path.name} 不是能用的提醒设置：{error}。请改正。"
        raise JixiaoError(message) from error
    if settings.mail:
        _refuse_open_mail(settings.mail)
    return settings


def _refuse_open_mail(mail: MailServer) -> None:
    """Refuse a server of mail that names and passwords would travel to readable.

    Raises:
        JixiaoError: they would.
    """
    if mail.encryption == "none" and mail.host not in _HERE:
        message = (
            f'邮件服务器 {mail.host} 没有加密。请写 encryption = "starttls" 或 "tls"。'
        )
        raise JixiaoError(message)


def webhook_address(webhook: Webhook) -> str:
    """The address of a webhook, out of its file.

    Raises:
        JixiaoError: it cannot be read, or is none that is safe.
    """
    address = secret_in(webhook.address_file)
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE):
        return address
    message = f"{Path(webhook.address_file).name} 里应是 https:// 开头的地址。请改正。"
    raise JixiaoError(message)


def secret_in(path: str) -> str:
    """The secret that a file holds; "" where no file is named.

    Raises:
        JixiaoError: it cannot be read.
    """
    if not path:
        return ""
    try:
        return Path(path).read_text("utf-8").strip()
    except OSError as error:
        message = f"读不了 {Path(path).name}：请检查提醒设置里的路径和权限。"
        raise JixiaoError(message) from error
