"""Pseudonyms: hashes that stand for names and certificate numbers wherever these must not be read.

A pseudonym is HMAC-SM3 (GM/T 0004) of the value under a key of the folder's own, printed as `sm3:`
and the first 128 bits in hexadecimal. Half of the hash is enough: among ten million persons two
share one with a chance of 10⁻²⁵, and a sheet stays narrow; the letters keep Excel from reading a
number. One value of whatever writing gives one pseudonym, so joins on it go on working. Without the
key nobody can try out the 10¹⁷ certificate numbers there are; whoever holds it can.
"""

import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Self

import duckdb
import pyarrow as pa
from cryptography.hazmat.primitives import hashes, hmac

from jixiao.errors import UnreadableFile, name_of, reason_of, writing
from jixiao.fund.store.certificates import eighteen
from jixiao.fund.tables import tables

KEY = "pseudonyms.key"
"""The file in a folder that holds its key: 32 random bytes that only its owner may read."""
FORM = "sm3:[0-9a-f]{32}"
"""How a pseudonym is printed, as a regular expression."""
_LENGTH = 32
_AT_ONCE = 1_000_000
_DOTS = str.maketrans(dict.fromkeys("•‧・．∙⋅.", "·"))
_KNOWN = "CREATE TEMP TABLE IF NOT EXISTS pseudonyms (value VARCHAR, pseudonym VARCHAR)"


@cache
def personal_columns() -> frozenset[str]:
    """Give the columns, of whatever table, that hold names and certificate numbers of persons."""
    return frozenset(c.name for t in tables().values() for c in t.columns.values() if c.personal)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The pseudonyms under one key; equal keys have equal proofs, and no proof tells its key."""

    _key: bytes = field(repr=False)

    @classmethod
    def of_folder(cls, folder: Path, *, make: bool = True) -> Self:
        """Take the key of a folder, which is made when first asked for unless `make` is false.

        Raises:
            UnreadableFile: there is no key, it is damaged, or it cannot be read or made.
        """
        path = folder / KEY
        if make and not path.exists():
            _make_key(path)
        try:
            key = path.read_bytes()
        except OSError as error:
            message = (
                f"打不开 {name_of(path)}：{reason_of(error)}。这是本文件夹计算摘要的密钥，"
                "请从备份中放回；没有它，新收的数据与已收的对不上。"
            )
            raise UnreadableFile(message) from error
        if len(key) != _LENGTH:
            message = f"{name_of(path)} 已损坏，不是 {_LENGTH} 字节的密钥。请从备份中放回。"
            raise UnreadableFile(message)
        return cls(key)

    @property
    def proof(self) -> str:
        """The mark by which a store knows its key."""
        return self.of("jixiao")

    def of(self, value: str) -> str:
        """Give the pseudonym of a name or a certificate number; one of a pseudonym is itself."""
        return self.of_all([value])[0]

    def of_all(self, values: Iterable[str]) -> list[str]:
        """Give the pseudonym of each value."""
        start = hmac.HMAC(self._key, hashes.SM3())
        return [
            value
            if value.startswith("sm3:") and re.fullmatch(FORM, value)
            else _keyed(start, value)
            for value in values
        ]

    def hash(self, values: pa.ChunkedArray) -> pa.ChunkedArray:
        """Give a column of texts hashed, each distinct value once; empty cells stay so."""
        chunks = values.cast(pa.string()).combine_chunks().dictionary_encode()
        pseudonyms = pa.array(self.of_all(chunks.dictionary.to_pylist()), pa.string())
        return pa.chunked_array([pseudonyms.take(chunks.indices)])

    def hashed(
        self, connection: duckdb.DuckDBPyConnection, query: str, columns: Sequence[str]
    ) -> str:
        """Give a query for the rows of another with some columns of text hashed."""
        self.learn(connection, query, columns)
        return replaced(query, columns)

    def learn(
        self, connection: duckdb.DuckDBPyConnection, query: str, columns: Sequence[str]
    ) -> None:
        """Hash the distinct values of columns into the temporary table `pseudonyms`."""
        connection.execute(_KNOWN)
        values = " UNION ALL ".join(f'SELECT "{c}" AS value FROM ({query})' for c in columns)
        while columns:
            found = connection.sql(
                f"SELECT DISTINCT value FROM ({values}) ANTI JOIN pseudonyms USING (value) "
                f"WHERE value IS NOT NULL LIMIT {_AT_ONCE}"
            ).to_arrow_table()
            pairs = {"value": found["value"], "pseudonym": self.of_all(found["value"].to_pylist())}
            connection.register("arrow_pseudonyms", pa.table(pairs))
            connection.execute("INSERT INTO pseudonyms SELECT * FROM arrow_pseudonyms")
            connection.unregister("arrow_pseudonyms")
            if len(found) < _AT_ONCE:
                return


def replaced(query: str, columns: Sequence[str]) -> str:
    """Give a query for the rows of another with the pseudonyms that were learned of columns."""
    if not columns:
        return query
    new = ", ".join(f'p{n}.pseudonym AS "{column}"' for n, column in enumerate(columns))
    joins = " ".join(
        f'LEFT JOIN pseudonyms p{n} ON p{n}.value = q."{column}"'
        for n, column in enumerate(columns)
    )
    return f"SELECT q.* REPLACE ({new}) FROM ({query}) q {joins}"


def _keyed(start: hmac.HMAC, value: str) -> str:
    keyed = start.copy()
    keyed.update(_one_writing(value).encode())
    return f"sm3:{keyed.finalize()[:16].hex()}"


def _one_writing(value: str) -> str:
    """Give what is the same in all writings of a name or number: no space, half width, capitals."""
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value).translate(_DOTS)
    text = "".join(value.split()).upper()
    old = len(text) == 15 and text.isascii() and text.isdecimal()  # noqa: PLR2004 — digits of old
    return eighteen(text) if old else text


def _make_key(path: Path) -> None:
    """Make a key, whole or not at all; where another program was first, its key stands."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(file, "wb") as stream:
                stream.write(secrets.token_bytes(_LENGTH))
                stream.flush()
                os.fsync(stream.fileno())
            try:
                os.link(draft, path)  # unlike renaming, it fails where there is a key
            except FileExistsError:
                return
        finally:
            draft.unlink()
