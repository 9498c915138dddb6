"""The tables of a database are loaded as files are: checked, counted, and once."""

import errno
import sqlite3
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from jixiao.cli.main import main
from jixiao.errors import JixiaoError, UnreadableDocument, UnreadableFile
from jixiao.fund.intake import (
    Load,
    is_database,
    load_table,
    open_database,
    tables_to_read,
)
from jixiao.fund.intake.databases import _reporting_breaks
from tests.drawn import drawn
from tests.fund.intake.test_loading import HEADS, ask, reconciles, row

Rows = list[list[str | None]]


def statements(rows: Rows, name: str) -> list[str]:
    columns = ", ".join(
        f"{h} {'DECIMAL(16,2)' if 'amt' in h else 'VARCHAR(64)'}" for h in HEADS
    )
    values = [
        ", ".join("NULL" if cell is None else f"'{cell}'" for cell in cells)
        for cells in rows
    ]
    return [
        f"DROP TABLE IF EXISTS {name} CASCADE",
        f"CREATE TABLE {name} ({columns})",
        *(f"INSERT INTO {name} VALUES ({cells})" for cells in values),
    ]


def in_sqlite(path: Path, _: object) -> tuple[str, Callable[[Rows, str], None]]:
    def fill(rows: Rows, name: str) -> None:
        with sqlite3.connect(path) as connection:
            for statement in statements(rows, name):
                connection.execute(statement.replace(" CASCADE", ""))
        connection.close()

    return f"sqlite:///{path}", fill


def in_duckdb(path: Path, _: object) -> tuple[str, Callable[[Rows, str], None]]:
    def fill(rows: Rows, name: str) -> None:
        with duckdb.connect(str(path)) as connection:
            for statement in statements(rows, name):
                connection.execute(statement)

    return f"duckdb:///{path}", fill


def socket_of(cluster: str) -> str:
    return f"{cluster.partition('host=')[2]}/.s.PGSQL.5432"


def in_postgresql(_: Path, request: pytest.FixtureRequest):
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    sock = socket_of(request.getfixturevalue("cluster"))
    from pg8000 import native

    def fill(rows: Rows, name: str) -> None:
        connection = native.Connection("postgres", unix_sock=sock)
        for statement in statements(rows, name):
            connection.run(statement)
        connection.close()

    fill([], "setl_d")
    return f"postgresql://postgres@/postgres?unix_sock={sock}", fill


KINDS = {"sqlite": in_sqlite, "duckdb": in_duckdb, "postgresql": in_postgresql}


@pytest.fixture(
    params=["sqlite", "duckdb", pytest.param("postgresql", marks=pytest.mark.slow)]
)
def database(request, tmp_path: Path) -> tuple[str, Callable[[Rows, str], None]]:
    return KINDS[request.param](tmp_path / "county.db", request)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "county"


def loaded(
    address: str, folder: Path, table: str | None = None, source: str | None = None
) -> Load:
    with open_database(address) as opened:
        ((name, code),) = tables_to_read(opened, table, source)
        return load_table(opened, name, folder, code)


@pytest.mark.slow
def test_a_table_is_checked_and_counted_as_a_file_is(database, folder: Path):
    address, fill = database
    fill([row(1), row(2, insutype="99"), row(3)], "setl_d")

    outcome = loaded(address, folder)

    assert ("SETL_D", 3, 2, 1) == (
        outcome.table,
        outcome.rows_in,
        outcome.taken,
        outcome.rejected,
    )
    assert (Decimal("300.00"), True) == (outcome.amount_in, reconciles(outcome))
    assert [(2, "insutype", "99")] == ask(
        folder, "SELECT row, column_name, value FROM rejects"
    )
    assert [("S1", Decimal("90.00"))] == ask(
        folder, "SELECT setl_id, inscp_amt FROM setl_d LIMIT 1"
    )


@drawn(one_of=2)
def test_the_same_rows_in_any_order_change_nothing_and_corrected_ones_replace(
    database, folder: Path
):
    address, fill = database
    fill([row(1), row(2)], "setl_d")
    loaded(address, folder)
    fill([row(2), row(1)], "setl_d")
    assert loaded(address, folder).unchanged

    fill([row(2, medfee_sumamt="110.00", inscp_amt="100.00"), row(1)], "setl_d")
    outcome = loaded(address, folder)
    assert (False, 2) == (outcome.unchanged, outcome.replaced)
    assert [(2,)] == ask(folder, "SELECT count(*) FROM setl_d")


@pytest.mark.slow
def test_a_table_of_another_name_is_read_when_named(database, folder: Path):
    address, fill = database
    fill([row(1)], "my_settlements")

    assert 1 == loaded(address, folder, "SETL_D", "my_settlements").taken
    with pytest.raises(UnreadableDocument, match="没有表 nothing"):
        loaded(address, folder, "SETL_D", "nothing")
    with pytest.raises(UnreadableDocument, match="my_settlements"):
        loaded(address, folder, "MDTRT_D")


@pytest.mark.slow
def test_the_address_printed_and_kept_has_no_password(folder: Path, request):
    address, fill = in_postgresql(folder, request)
    fill([row(1)], "setl_d")

    outcome = loaded(address.replace("postgres@", "postgres:geheim@"), folder)

    assert "geheim" not in outcome.path
    assert [(outcome.path,)] == ask(folder, "SELECT path FROM loads")


@pytest.mark.slow
def test_a_schema_may_be_named(folder: Path, request):
    address, fill = in_postgresql(folder, request)
    fill([row(1)], "setl_d")

    assert 1 == loaded(address, folder, "SETL_D", "public.setl_d").taken


@pytest.mark.slow
def test_a_server_that_breaks_off_leaves_nothing_half_loaded(folder: Path, request):
    address, fill = in_postgresql(folder, request)
    fill([row(1)], "setl_d")
    loaded(address, folder)
    from pg8000 import native

    connection = native.Connection(
        "postgres",
        unix_sock=socket_of(
            address.replace("unix_sock", "host").replace("/.s.PGSQL.5432", "")
        ),
    )
    connection.run(
        "CREATE OR REPLACE VIEW broken AS SELECT 'S' || n AS setl_id, 1 / (50000 - n) AS mdtrt_id "
        "FROM generate_series(1, 60000) g(n)"
    )
    connection.close()

    with pytest.raises(
        UnreadableDocument, match="中途断了：division by zero。什么也没有收"
    ):
        loaded(address, folder, "SETL_D", "broken")
    assert [(1,)] == ask(folder, "SELECT count(*) FROM setl_d")


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("duckdb", marks=pytest.mark.slow)]
)
def test_a_file_cut_in_the_middle_leaves_nothing_half_loaded(
    kind: str, tmp_path: Path, folder: Path
):
    path = tmp_path / "county.db"
    _, fill = KINDS[kind](path, None)
    fill([row(n) for n in range(500)], "setl_d")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(JixiaoError, match=r"中途断了|已损坏"):
        loaded(str(path), folder)
    assert not (folder / "fund.duckdb").exists() or [] == ask(folder, "FROM loads")


@pytest.mark.slow
def test_all_known_tables_of_a_file_are_loaded_by_the_command(tmp_path: Path, capsys):
    path, folder = tmp_path / "county.db", tmp_path / "county"
    _, fill = in_sqlite(path, None)
    fill([row(1)], "Setl_D")
    fill([row(1)], "other")

    assert 0 == main(["load", str(path), "--to", str(folder)])
    assert 0 == main(
        ["load", f"sqlite:///{path}", "--to", str(folder), "--source", "other"]
    )
    printed = capsys.readouterr().out
    assert "county.db 的 Setl_D → 结算表（SETL_D）" in printed
    assert "county.db 的 other → 结算表（SETL_D）" in printed
    (tmp_path / "a.csv").write_text("a,b\n")
    assert 2 == main(
        ["load", str(tmp_path / "a.csv"), "--to", str(folder), "--source", "x"]
    )
    assert "--source 用于数据库" in capsys.readouterr().err


@pytest.mark.slow
def test_of_tables_of_one_name_none_is_chosen_in_silence(tmp_path: Path, folder: Path):
    path = tmp_path / "county.db"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA ybj")
        for statement in statements([row(1)], "ybj.setl_d"):
            connection.execute(statement)
    assert 1 == loaded(str(path), folder).taken

    in_duckdb(path, None)[1]([row(2)], "SETL_D")
    with pytest.raises(UnreadableDocument, match=r"几张表都像 SETL_D：.*请用 --source"):
        loaded(str(path), folder)
    assert 1 == loaded(str(path), folder, "SETL_D", "ybj.setl_d").rows_in


def test_the_columns_of_a_source_keep_their_values(tmp_path: Path, folder: Path):
    path = tmp_path / "county.db"
    changed = (
        "SELECT * REPLACE (true AS refd_setl_flag, 390.0::DOUBLE AS insutype, "
        "1001.0::DOUBLE AS psn_no, encode('H北') AS fixmedins_code, "
        "TIMESTAMPTZ '2025-12-31 17:00:00+00' AS setl_time) FROM setl_d"
    )
    in_duckdb(path, None)[1]([row(1)], "setl_d")
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE typed AS {changed}")
        connection.execute(
            f"CREATE TABLE lost AS SELECT * REPLACE (123456789012345680000.0::DOUBLE AS psn_no,"
            f" 'S2' AS setl_id) FROM ({changed}) UNION ALL BY NAME "
            f"SELECT * REPLACE ('S3' AS setl_id, 0.0::DOUBLE AS psn_no) FROM ({changed})"
        )

    loaded(str(path), folder, "SETL_D", "typed")
    assert [("1", "390", "1001", "H北", "2026-01-01 01:00:00")] == ask(
        folder,
        "SELECT refd_setl_flag, insutype, psn_no, fixmedins_code, setl_time::VARCHAR FROM setl_d",
    )
    assert (1, 1) == (
        loaded(str(path), folder, "SETL_D", "lost").taken,
        ask(folder, "SELECT count(*) FROM rejects WHERE reason LIKE '%末尾%'")[0][0],
    )


@pytest.mark.slow
def test_the_gbk_of_an_old_program_is_read(tmp_path: Path, folder: Path):
    path = tmp_path / "old.db"
    _, fill = in_sqlite(path, None)
    fill([row(1)], "setl_d")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE setl_d SET insutype = CAST(? AS TEXT)",
            ["城乡居民基本医疗保险".encode("gbk")],
        )
    connection.close()

    loaded(str(path), folder)
    assert [("390",)] == ask(folder, "SELECT insutype FROM setl_d")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("sqlite:////none/county.db", "没有这个文件"),
        (
            "postgresql://u:geheim@127.0.0.1:1/county",
            r"连不上 postgresql\+pg8000://u:\*\*\*@127",
        ),
        ("nothing:///county", "不认识 nothing 这种数据库"),
        ("nothing://u:geheim@host/county", "不认识 nothing 这种数据库"),
        ("mysql://u:geheim@host/county", "需要驱动 pymysql"),
        ("postgresql://u:geheim@host:port/county", "地址写法不对"),
    ],
)
def test_what_cannot_be_opened_is_told_without_the_password(
    address: str, message: str, monkeypatch
):
    monkeypatch.setitem(sys.modules, "pymysql", None)
    if not address.startswith("sqlite"):
        pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")

    with pytest.raises(UnreadableFile, match=message) as error, open_database(address):
        pass
    assert "geheim" not in str(error.value)


def test_files_need_no_extra(tmp_path: Path, folder: Path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.setitem(sys.modules, "sqlalchemy.exc", None)
    path = tmp_path / "county.db"
    _, fill = in_sqlite(path, None)
    fill([row(n) for n in range(500)], "setl_d")
    assert 500 == loaded(str(path), folder).taken

    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(UnreadableDocument, match="中途断了"):
        loaded(str(path), folder)


def test_the_extra_to_install_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)

    with (
        pytest.raises(UnreadableFile, match=r"pip install 'jixiao\[database\]'"),
        open_database("oracle://u@h/x"),
    ):
        pass


def test_the_password_may_stand_in_the_settings(monkeypatch):
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    monkeypatch.setenv("JIXIAO_DATABASE_PASSWORD", "geheim")

    with (
        pytest.raises(UnreadableFile, match=r"u:\*\*\*@127") as error,
        open_database("postgresql://u@127.0.0.1:1/county"),
    ):
        pass
    assert "geheim" not in str(error.value)


def test_a_database_another_program_holds_is_told(tmp_path: Path, folder: Path):
    path = tmp_path / "county.db"
    in_duckdb(path, None)[1]([row(1)], "setl_d")

    with open_database(str(path)) as opened:
        path.write_bytes(path.read_bytes()[:4096])
        with pytest.raises(UnreadableFile, match="另一个程序正在使用，或文件已损坏"):
            load_table(opened, "setl_d", folder)


def test_a_connection_that_the_system_ends_is_told():
    with (
        pytest.raises(UnreadableDocument, match="读 x 中途断了：没有权限"),
        _reporting_breaks("x"),
    ):
        raise PermissionError(errno.EACCES, "refused")


def test_a_file_of_another_kind_is_no_database(tmp_path: Path):
    (tmp_path / "a.db").write_text("setl_id,psn_no\n")

    assert not is_database(str(tmp_path / "a.db"))
    assert not is_database(str(tmp_path / "none.db"))
    assert is_database("oracle://host/x")
    with (
        pytest.raises(UnreadableFile, match="不是 duckdb 的文件"),
        open_database(f"duckdb:///{tmp_path / 'a.db'}"),
    ):
        pass
