"""A register is only added to."""

import sqlite3

import pytest

from jixiao.errors import UnreadableFile
from jixiao.service.added_to import open_added_to

TABLES = "CREATE TABLE IF NOT EXISTS words (word TEXT);"


def test_rows_stay_as_they_were(tmp_path):
    with open_added_to(tmp_path / "a.db", TABLES, ("words",), "登记") as connection:
        connection.execute("INSERT INTO words VALUES ('甲')")
        for sql in ("UPDATE words SET word = '乙'", "DELETE FROM words"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                connection.execute(sql)


def test_what_is_no_register_is_said(tmp_path):
    (tmp_path / "a.db").write_text("文字" * 1000, "utf-8")

    with (
        pytest.raises(UnreadableFile, match="不是登记"),
        open_added_to(tmp_path / "a.db", TABLES, ("words",), "登记"),
    ):
        pass
