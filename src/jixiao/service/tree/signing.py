"""Keys that offices sign with: Ed25519, the private half with who signs, the public with who reads."""

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from jixiao.errors import JixiaoError

_PRIVATE, _PUBLIC = "jixiao-sign-private", "jixiao-sign-public"
_KEY_BYTES = 32
_WORDS = 2
_GROUP, _GROUPS = 4, 8


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half of a key; its line is kept by whoever signs, and by nobody else."""

    _key: Ed25519PrivateKey

    @classmethod
    def new(cls) -> "SigningKey":
        """Make a key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, line: str) -> "SigningKey":
        """Read a key from the line it was written as.

        Raises:
            JixiaoError: it is no private key.
        """
        return cls(
            Ed25519PrivateKey.from_private_bytes(_raw(line, _PRIVATE, "签名密钥"))
        )

    @property
    def line(self) -> str:
        """The key as a line of a file."""
        return f"{_PRIVATE} {_printed(self._key.private_bytes_raw())}"

    @property
    def public(self) -> "PublicKey":
        """The half that others check signatures with."""
        return PublicKey(self._key.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> str:
        """Return the signature of some content."""
        return _printed(self._key.sign(content))


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a key."""

    raw: bytes

    @classmethod
    def read(cls, line: str) -> "PublicKey":
        """Read a key from the line it was written as.

        Raises:
            JixiaoError: it is no public key.
        """
        return cls(_raw(line, _PUBLIC, "公钥"))

    @property
    def line(self) -> str:
        """The key as a line of a file."""
        return f"{_PUBLIC} {_printed(self.raw)}"

    @property
    def fingerprint(self) -> str:
        """What two offices read to each other on the telephone: half of the key's SM3."""
        sm3 = hashes.Hash(hashes.SM3())
        sm3.update(self.raw)
        digits = sm3.finalize().hex()[: _GROUP * _GROUPS]
        starts = range(0, len(digits), _GROUP)
        return " ".join(digits[start : start + _GROUP] for start in starts)

    def has_signed(self, content: bytes, signature: str) -> bool:
        """Whether a signature is one of this key over some content."""
        try:
            signed = base64.b64decode(signature, validate=True)
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signed, content)
        except (binascii.Error, ValueError, InvalidSignature):
            return False
        return True


def _printed(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _raw(line: str, kind: str, title: str) -> bytes:
    words = line.split()
    try:
        raw = base64.b64decode(words[-1], validate=True) if words else b""
    except (binascii.Error, ValueError):
        raw = b""
    if len(words) != _WORDS or words[0] != kind or len(raw) != _KEY_BYTES:
        message = (
            f"这不是{title}文件。请用 jixiao tree key 造的那一个（公钥的后缀是 .pub）。"
        )
        raise JixiaoError(message)
    return raw
