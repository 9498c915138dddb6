"""Pseudonyms: hashes that stand for names and certificate numbers wherever these must not be read.

A pseudonym is HMAC-SM3 (GM/T 0004) of the value under the folder's key, printed as `sm3:` and the
first 128 bits in hexadecimal. Half of the hash is enough: among ten million persons two have the
same with a chance of 10⁻²⁵, and a sheet stays narrow; the letters keep Excel from reading a number.
All writings of a value have the same pseudonym, so joins on it go on working. Without the key
nobody can try out the 10¹⁷ certificate numbers there are; whoever holds it can.
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
_KEY_BYTES = 32
_HASH_BYTES = 16
_OLD_CERTIFICATE = 15
"""Digits of a certificate number before 1999."""
_VALUES_AT_ONCE = 1_000_000
_DOTS = str.maketrans("•‧・．∙⋅.", "·" * 7)
_CREATE_PSEUDONYMS = (
    "CREATE TEMP TABLE IF NOT EXISTS pseudonyms (value VARCHAR, pseudonym VARCHAR)"
)


@cache
def personal_columns() -> frozenset[str]:
    """Return the columns, of whatever table, that hold names and certificate numbers of persons."""
    columns = (
        column for table in tables().values() for column in table.columns.values()
    )
    return frozenset(column.name for column in columns if column.personal)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The pseudonyms under one key; equal keys have equal proofs, and no proof betrays its key."""

    _key: bytes = field(repr=False)

    @classmethod
    def of_folder(cls, folder: Path, *, make: bool = True) -> Self:
        """Take the key of a folder, which is made when first asked for unless `make` is false.

        Raises:
            UnreadableFile: there is no key, it is damaged, or it cannot be read or made.
        """
        path = folder / KEY
        if make and not path.exists():
            make_key(path)
        return cls.of_file(path)

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """Take the key that a file holds.

        Raises:
            UnreadableFile: there is no key, it is damaged, or it cannot be read.
        """
        try:
            key = path.read_bytes()
        except OSError as error:
            message = (
                f"打不开 {name_of(path)}：{reason_of(error)}。这是计算摘要的密钥，"
                "请从备份中放回；没有它，新收的数据与已收的对不上。"
            )
            raise UnreadableFile(message) from error
        if len(key) != _KEY_BYTES:
            message = f"{name_of(path)} 已损坏，不是 {_KEY_BYTES} 字节的密钥。请从备份中放回。"
            raise UnreadableFile(message)
        return cls(key)

    @property
    def proof(self) -> str:
        """The mark by which a store knows its key."""
        return self.of("jixiao")

    def of(self, value: str) -> str:
        """Return the pseudonym of a name or a certificate number; that of a pseudonym is itself."""
        return self.of_all([value])[0]

    def of_all(self, values: Iterable[str]) -> list[str]:
        """Return the pseudonym of each value."""
        start = hmac.HMAC(self._key, hashes.SM3())
        return [
            value if _is_pseudonym(value) else _keyed(start, value) for value in values
        ]

    def hash(self, values: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return a column of texts hashed, each distinct value once; empty cells stay so."""
        encoded = values.cast(pa.string()).combine_chunks().dictionary_encode()
        pseudonyms = pa.array(self.of_all(encoded.dictionary.to_pylist()), pa.string())
        return pa.chunked_array([pseudonyms.take(encoded.indices)])

    def hashed(
        self, connection: duckdb.DuckDBPyConnection, query: str, columns: Sequence[str]
    ) -> str:
        """Return a query for the rows of another with some columns of text hashed."""
        self.learn(connection, query, columns)
        return replaced(query, columns)

    def learn(
        self, connection: duckdb.DuckDBPyConnection, query: str, columns: Sequence[str]
    ) -> None:
        """Hash the distinct values of columns into the temporary table `pseudonyms`."""
        connection.execute(_CREATE_PSEUDONYMS)
        selects = (f'SELECT "{column}" AS value FROM ({query})' for column in columns)
        new_values = (
            f"SELECT DISTINCT value FROM ({' UNION ALL '.join(selects)}) "
            "ANTI JOIN pseudonyms USING (value) "
            f"WHERE value IS NOT NULL LIMIT {_VALUES_AT_ONCE}"
        )
        while columns:
            values = connection.sql(new_values).to_arrow_table()["value"]
            pairs = {"value": values, "pseudonym": self.of_all(values.to_pylist())}
            connection.register("arrow_pseudonyms", pa.table(pairs))
            connection.execute("INSERT INTO pseudonyms SELECT * FROM arrow_pseudonyms")
            connection.unregister("arrow_pseudonyms")
            if len(values) < _VALUES_AT_ONCE:
                return


def replaced(query: str, columns: Sequence[str]) -> str:
    """Return a query for the rows of another with the pseudonyms that were learned of columns."""
    if not columns:
        return query
    cells, joins = [], []
    for place, column in enumerate(columns):
        cells.append(f'p{place}.pseudonym AS "{column}"')
        joins.append(f'LEFT JOIN pseudonyms p{place} ON p{place}.value = q."{column}"')
    return f"SELECT q.* REPLACE ({', '.join(cells)}) FROM ({query}) q {' '.join(joins)}"


def _is_pseudonym(value: str) -> bool:
    return value.startswith("sm3:") and re.fullmatch(FORM, value) is not None


def _keyed(start: hmac.HMAC, value: str) -> str:
    keyed = start.copy()
    keyed.update(_normal_writing(value).encode())
    return f"sm3:{keyed.finalize()[:_HASH_BYTES].hex()}"


def _normal_writing(value: str) -> str:
    """Return what is the same in all writings of a name or number: no space, half width, capitals."""
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value).translate(_DOTS)
    text = "".join(value.split()).upper()
    is_old = len(text) == _OLD_CERTIFICATE and text.isascii() and text.isdecimal()
    return eighteen(text) if is_old else text


def make_key(path: Path) -> None:
    """Make a key, whole or not at all; where another program was first, its key stands."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(file, "wb") as stream:
                stream.write(secrets.token_bytes(_KEY_BYTES))
                stream.flush()
                os.fsync(stream.fileno())
            try:
                os.link(draft, path)  # unlike renaming, it fails where there is a key
            except FileExistsError:
                return
        finally:
            draft.unlink()
