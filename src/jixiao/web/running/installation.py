"""What an office may set, through environment variables named JIXIAO_OFFICE_*."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from jixiao.cycle import procedures
from jixiao.errors import JixiaoError, writing
from jixiao.web.running.readying import kept_once

_PREFIX = "JIXIAO_OFFICE_"
_KEY_FILE = "secret_key"
_LEDGER_KEY_FILE = "ledger_key"
_LEDGER_KEY_BYTES = 32
_SHORTEST_KEY = 50
_LARGEST_UPLOAD = 50_000_000
"""Bytes."""
_SESSION_MINUTES = 120
_LONGEST_JOB = 60
"""Minutes."""
_LONGEST_LINE = 300
_JOB_MEMORY = 6_000
"""Megabytes."""
_CORES = os.cpu_count() or 1
_FEWEST_LABELS = 3
"""Of a pattern of hosts: .gov.cn is everybody's."""
_LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")


@dataclass(frozen=True, slots=True)
class Installation:
    """Where an office keeps its things, and who may reach it.

    `home` holds the database of one office, uploads and the key that signs sessions; `database` is
    the address of a PostgreSQL for many; `hosts` are the names it is reached by; `https` is set
    where a proxy before it speaks TLS; `procedures` is a folder of the region's own, `procedure` the
    code of the one that new cases go by; `second_factor` says who must have one, staff or all;
    `threads` serves from one process; `ledger_key_at` is the file of the chain's key, where that is
    not in `home`; `proxies` are the addresses whose `client_header` (X-Forwarded-For) tells where a
    request came from; `watchers` may ask for counts; `longest_job` is how many minutes a job may
    take, `job_memory` how many megabytes; `readers` is how many workers read documents side by side;
    `signin` is the file that says by which directory or provider people may sign in, `reminders`
    that by what they are reminded.
    """

    home: Path
    database: str | None = field(default=None, repr=False)
    hosts: tuple[str, ...] = _LOCAL
    https: bool = False
    procedures: Path | None = None
    procedure: str = "base"
    largest_upload: int = _LARGEST_UPLOAD
    session_minutes: int = _SESSION_MINUTES
    second_factor: str = ""
    threads: bool = False
    ledger_key_at: Path | None = None
    proxies: tuple[str, ...] = ()
    client_header: str = ""
    watchers: tuple[str, ...] = ("127.0.0.1", "::1")
    longest_job: int = _LONGEST_JOB
    job_memory: int = _JOB_MEMORY
    readers: int = _CORES
    signin: Path | None = None
    reminders: Path | None = None

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Take what the environment sets and the defaults for the rest.

        Raises:
            JixiaoError: a number is none, a folder is none, or a procedure is not known.
        """
        values = _set_values(environment)
        hosts = [host.strip() for host in values.get("hosts", "").split(",")]
        folder = _procedures_folder(values)
        return cls(
            home=Path(values.get("home", "out/office")).absolute(),
            database=values.get("database"),
            hosts=tuple(filter(None, hosts)) or _LOCAL,
            https=values.get("https") == "1",
            procedures=folder,
            procedure=_procedure(values, folder),
            largest_upload=_number(values, "largest_upload", _LARGEST_UPLOAD),
            session_minutes=_number(values, "session_minutes", _SESSION_MINUTES),
            second_factor=_second_factor(values),
            threads=values.get("threads") == "1",
            proxies=_networks(values, "proxies", ()),
            client_header=values.get("client_header", ""),
            watchers=_networks(values, "watchers", ("127.0.0.1", "::1")),
            longest_job=_number(values, "longest_job", _LONGEST_JOB),
            job_memory=_number(values, "job_memory", _JOB_MEMORY),
            readers=_number(values, "readers", _CORES),
            ledger_key_at=Path(values["ledger_key"])
            if "ledger_key" in values
            else None,
            signin=Path(values["signin"]) if "signin" in values else None,
            reminders=Path(values["reminders"]) if "reminders" in values else None,
        )

    def unsafe(self) -> Iterator[str]:
        """What an office open to others must not be, each with what to do."""
        if not self.https:
            yield (
                "没有声明前面有 HTTPS：密码会明文经过网络。请用反向代理（如 nginx）配证书，"
                "再设 JIXIAO_OFFICE_HTTPS=1"
            )
        if set(self.hosts) <= set(_LOCAL):
            yield "没有写明单位用什么域名或地址访问。请设 JIXIAO_OFFICE_HOSTS=域名,地址"
        yield from self._wide_hosts()
        yield from self._weak_keys()
        yield from self._open_files()

    def _wide_hosts(self) -> Iterator[str]:
        for host in self.hosts:
            labels = [label for label in host.split(".") if label]
            if "*" in host or (host.startswith(".") and len(labels) < _FEWEST_LABELS):
                yield (
                    f"JIXIAO_OFFICE_HOSTS 写了 {host}，别人的域名也能冒充本站。请写明本站的域名"
                )

    def _weak_keys(self) -> Iterator[str]:
        if len(self.secret_key()) < _SHORTEST_KEY:
            yield (
                f"{self.home / _KEY_FILE} 里的密钥太短，会话可以伪造。请删去这个文件，"
                "重新启动时会另造一把（大家须重新登录）"
            )

    def _open_files(self) -> Iterator[str]:
        """The folders and files that others on the machine can read."""
        if os.name != "posix":
            return
        places = [self.home, self.ledger_key_file]
        if fault := open_to_others(places, but=self.home / "static"):
            yield fault

    def said(self) -> str:
        """The settings in a line, for the trail: nothing secret, of a file its digest."""
        settings_said = {
            field_.name: getattr(self, field_.name)
            for field_ in fields(self)
            if field_.name not in ("home", "database")
        }
        for name in ("signin", "ledger_key_at"):
            file = settings_said[name]
            if file is not None and file.is_file() and name == "signin":
                digest = hashlib.sha256(file.read_bytes()).hexdigest()
                settings_said[name] = f"{file} {digest[:12]}"
        settings_said["database"] = "PostgreSQL" if self.database else "SQLite"
        said = "；".join(
            f"{name}={value}" for name, value in settings_said.items() if value
        )
        if len(said) <= _LONGEST_LINE:
            return said
        digest = hashlib.sha256(said.encode()).hexdigest()
        return f"{said[: _LONGEST_LINE - 20]}… {digest[:12]}"

    def secret_key(self) -> str:
        """The key that signs sessions; the first time one is made, to be read by its owner only.

        Raises:
            UnreadableFile: it cannot be kept.
        """
        path = self.home / _KEY_FILE
        with writing(self.home):
            kept_once(path, secrets.token_urlsafe(_SHORTEST_KEY))
            return path.read_text("ascii")

    @property
    def ledger_key_file(self) -> Path:
        """Where the key of the chain is: in the home, unless it is set to be elsewhere."""
        return self.ledger_key_at or self.home / _LEDGER_KEY_FILE

    def ledger_key(self) -> bytes:
        """The key of the office's chain; the first time one is made, for its owner only.

        Raises:
            UnreadableFile: it cannot be read or kept.
            JixiaoError: it is no key.
        """
        path = self.ledger_key_file
        with writing(path.parent):
            return _key_in(str(path))

    def databases(self) -> dict[str, Any]:
        """Where the office's tables are, as Django wants it: a file of its own, or PostgreSQL."""
        if self.database is None:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(self.home / "office.sqlite3"),
                "OPTIONS": {
                    # One writer waits for another instead of failing in mid-transaction.
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                },
            }
        address = urlsplit(self.database)
        if address.scheme not in ("postgres", "postgresql") or not address.path.strip(
            "/"
        ):
            message = "JIXIAO_OFFICE_DATABASE 应写成 postgresql://用户:密码@主机:端口/库名。请改正或删去它。"
            raise JixiaoError(message)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(address.path.strip("/")),
            "USER": unquote(address.username or ""),
            "PASSWORD": unquote(address.password or ""),
            "HOST": address.hostname or parse_qs(address.query).get("host", [""])[0],
            "PORT": str(address.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }


@cache
def _key_in(path: str) -> bytes:
    """The key in a file, which is made where there is none."""
    file = Path(path)
    kept_once(file, secrets.token_hex(_LEDGER_KEY_BYTES))
    text = file.read_text("ascii").strip()
    if len(text) != 2 * _LEDGER_KEY_BYTES or set(text) - set("0123456789abcdef"):
        message = (
            f"{path} 不是办理记录的密钥（64 位十六进制）。请从备份中放回原来的文件。"
        )
        raise JixiaoError(message)
    return bytes.fromhex(text)


def open_to_others(places: Iterable[Path], but: Path | None = None) -> str:
    """Say which files and folders others on the machine can read, and what to do; "" for none."""
    below = [path for place in places for path in (place, *sorted(place.rglob("*")))]
    open_ones = [
        place
        for place in dict.fromkeys(below)
        if place.exists()
        and place.stat().st_mode & 0o077
        and but not in (place, *place.parents)
    ]
    if not open_ones:
        return ""
    more = f" 等 {len(open_ones)} 处" if len(open_ones) > 1 else ""
    listed = " ".join(map(str, places))
    return f"{open_ones[0]}{more}别人也能读。请执行 chmod -R go= {listed}"


def _set_values(environment: Mapping[str, str]) -> dict[str, str]:
    """What is set, by names without the prefix: {"home": "out/office"}."""
    return {
        name.removeprefix(_PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(_PREFIX) and value
    }


def _procedures_folder(values: Mapping[str, str]) -> Path | None:
    name = values.get("procedures")
    if name is None:
        return None
    folder = Path(name)
    if not folder.is_dir():
        message = f"环境变量 JIXIAO_OFFICE_PROCEDURES 应为文件夹，“{name}”不是。"
        raise JixiaoError(message)
    return folder


def _procedure(values: Mapping[str, str], folder: Path | None) -> str:
    code = values.get("procedure", "base")
    known = procedures(folder)
    if code not in known:
        message = (
            f"环境变量 JIXIAO_OFFICE_PROCEDURE 写了“{code}”，没有这个流程；可用"
            f" {'、'.join(sorted(known))}。自定的流程放在 JIXIAO_OFFICE_PROCEDURES 指的文件夹。"
        )
        raise JixiaoError(message)
    return code


_WHO = ("staff", "all")


def _second_factor(values: Mapping[str, str]) -> str:
    who = values.get("second_factor", "")
    if who and who not in _WHO:
        message = (
            f"环境变量 JIXIAO_OFFICE_SECOND_FACTOR 写了“{who}”；可写 staff（管理员必须用动态码）或"
            " all（所有人），不写就由各人自定。"
        )
        raise JixiaoError(message)
    return who


def _networks(
    values: Mapping[str, str], name: str, default: tuple[str, ...]
) -> tuple[str, ...]:
    """Addresses or networks, parted by commas."""
    if name not in values:
        return default
    written = [part.strip() for part in values[name].split(",") if part.strip()]
    for part in written:
        try:
            ip_network(part, strict=False)
        except ValueError as error:
            message = (
                f"环境变量 JIXIAO_OFFICE_{name.upper()} 里的“{part}”不是地址或网段"
                "（如 10.0.0.5 或 10.0.0.0/24）。请改正。"
            )
            raise JixiaoError(message) from error
    return tuple(written)


def _number(values: Mapping[str, str], name: str, default: int) -> int:
    text = values.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        message = f"环境变量 JIXIAO_OFFICE_{name.upper()} 应为正整数，现为“{text}”。请改正或删去它。"
        raise JixiaoError(message)
    return int(text)
