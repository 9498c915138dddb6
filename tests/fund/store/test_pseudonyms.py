"""Names and certificate numbers are hashed where they must not be read, and still join."""

import stat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from jixiao.errors import UnreadableFile
from jixiao.fund.intake import load, reasons, write_rejects
from jixiao.fund.store.engine import STORE
from jixiao.fund.store.pseudonyms import KEY, Pseudonyms, personal_columns
from tests.fund.intake.test_loading import HEADS, ask, csv, row

PERSON = {"psn_name": "张小明", "certno": "11010519491231002X"}
WITH_PERSON = [*HEADS, *PERSON]


def extract(path: Path, *persons: dict[str, str]) -> Path:
    rows = [row(n, **(PERSON | said)) for n, said in enumerate(persons, 1)]
    path.write_text(csv(rows, WITH_PERSON), "utf-8")
    return path


def kept_names(folder: Path) -> Sequence[tuple[str, str]]:
    return ask(folder, "SELECT psn_name, certno FROM setl_d ORDER BY setl_id")


def clear_in(folder: Path) -> list[str]:
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return [
        word for word in PERSON.values() if any(word.encode() in file for file in files)
    ]


def test_the_hash_is_hmac_sm3_under_the_key_of_the_folder():
    # printf 张小明 | openssl dgst -sm3 -mac HMAC -macopt hexkey:00…
    assert "sm3:64810bbcd3e18055115aea69a0b600f5" == Pseudonyms(bytes(32)).of("张小明")


@pytest.mark.parametrize(
    "values",
    [
        (
            "11010519491231002X",
            "11010519491231002x",
            "110105491231002",
            " １１０１０５194912310 02X ",
        ),
        ("张小明", "张 小明", "张　小明 "),
        ("买买提·艾力", "买买提•艾力", "买买提．艾力"),
    ],
)
def test_writings_of_one_value_have_one_pseudonym(values: tuple[str, ...]):
    pseudonyms = Pseudonyms(bytes(32))

    assert 1 == len({pseudonyms.of(value) for value in values})
    assert pseudonyms.of(pseudonyms.of(values[0])) == pseudonyms.of(values[0])
    assert Pseudonyms(bytes(31) + b"1").of(values[0]) != pseudonyms.of(values[0])


def test_a_column_and_a_query_are_hashed_alike_and_empty_cells_stay_empty():
    pseudonyms, connection = Pseudonyms(bytes(32)), duckdb.connect()
    values = pa.chunked_array([["张三", None], ["李四", "张三"]])
    expected = [
        pseudonyms.of("张三"),
        None,
        pseudonyms.of("李四"),
        pseudonyms.of("张三"),
    ]
    connection.register(
        "people", pa.table({"n": [0, 1, 2, 3], "psn_name": values, "x": values})
    )

    assert expected == pseudonyms.hash(values).to_pylist()
    query = pseudonyms.hashed(connection, "FROM people", ["psn_name"])
    rows = connection.execute(f"{query} ORDER BY n").fetchall()
    assert list(zip(range(4), expected, values.to_pylist(), strict=True)) == rows


def test_many_values_are_hashed_a_part_at_a_time(monkeypatch):
    monkeypatch.setattr("jixiao.fund.store.pseudonyms._VALUES_AT_ONCE", 2)
    pseudonyms, connection = Pseudonyms(bytes(32)), duckdb.connect()
    connection.execute(
        "CREATE TABLE p AS SELECT 'n' || i AS psn_name FROM range(5) r(i)"
    )

    rows = connection.execute(
        pseudonyms.hashed(connection, "FROM p", ["psn_name"])
    ).fetchall()
    assert {pseudonyms.of(f"n{n}") for n in range(5)} == {name for (name,) in rows}
    assert "FROM p" == pseudonyms.hashed(connection, "FROM p", [])


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: Pseudonyms.of_folder(tmp_path).proof, range(32)))

    assert 1 == len(set(made))
    assert [KEY] == [path.name for path in tmp_path.iterdir()]
    assert 0o600 == stat.S_IMODE((tmp_path / KEY).stat().st_mode)
    assert (tmp_path / KEY).read_bytes().hex() not in repr(
        Pseudonyms.of_folder(tmp_path)
    )


def test_a_damaged_key_is_told(tmp_path: Path):
    (tmp_path / KEY).write_bytes(b"short")

    with pytest.raises(UnreadableFile, match="已损坏"):
        Pseudonyms.of_folder(tmp_path)


def test_names_and_certificate_numbers_are_those_of_the_tables():
    assert {"psn_name", "certno"} == personal_columns()


def test_a_hashed_folder_holds_no_clear_value_and_stays_hashed(tmp_path: Path):
    folder = tmp_path / "county"
    old = {"certno": "110105491231002", "setl_time": "20240301", "insutype": "390"}
    load(extract(tmp_path / "a.csv", {}, old, {"insutype": "9"}), folder, hashed=True)
    load(extract(tmp_path / "b.csv", {"setl_id": "S9"}), folder)

    pseudonyms = Pseudonyms.of_folder(folder)
    assert [
        (pseudonyms.of(PERSON["psn_name"]), pseudonyms.of(PERSON["certno"]))
    ] * 3 == kept_names(folder)
    assert [] == clear_in(folder)


def test_what_was_hashed_elsewhere_is_loaded_as_it_is(tmp_path: Path):
    said = {"psn_name": "sm3:" + "a" * 32, "certno": "sm3:" + "b" * 32}
    load(
        extract(tmp_path / "a.csv", said, said | {"setl_time": "20240301"}),
        tmp_path / "county",
    )

    assert [tuple(said.values())] * 2 == kept_names(tmp_path / "county")


def test_clear_and_hashed_are_not_mixed(tmp_path: Path):
    folder = tmp_path / "county"
    path = extract(tmp_path / "a.csv", {})
    load(path, folder)

    with pytest.raises(UnreadableFile, match="已按明文收了 SETL_D，"):
        load(path, folder, hashed=True)
    assert [tuple(PERSON.values())] == kept_names(folder)


@pytest.mark.slow
def test_another_key_and_a_lost_one_are_told(tmp_path: Path):
    folder = tmp_path / "county"
    load(extract(tmp_path / "a.csv", {}), folder, hashed=True)
    key = (folder / KEY).read_bytes()

    (folder / KEY).write_bytes(bytes(32))
    with pytest.raises(UnreadableFile, match="不是收这些数据时的密钥"):
        load(extract(tmp_path / "b.csv", {}), folder)
    (folder / KEY).unlink()
    with pytest.raises(UnreadableFile, match="请从备份中放回"):
        load(extract(tmp_path / "b.csv", {}), folder)
    (folder / KEY).write_bytes(key)
    assert load(extract(tmp_path / "b.csv", {}), folder).unchanged


def test_a_load_that_fails_leaves_the_folder_as_it_was(tmp_path: Path):
    folder = tmp_path / "county"
    path = tmp_path / "bad.csv"
    path.write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(ValueError, match="不像"):
        load(path, folder, hashed=True)

    load(extract(tmp_path / "a.csv", {}), folder)
    assert [tuple(PERSON.values())] == kept_names(folder)


@pytest.mark.slow
def test_rejects_leave_the_folder_without_a_person_unless_asked_for(tmp_path: Path):
    folder, listed = tmp_path / "county", tmp_path / "退回.csv"
    path = extract(tmp_path / "a.csv", {}, {"insutype": PERSON["certno"]})
    path.write_text(path.read_text("utf-8") + "S3,张小明,11010519491231002X", "utf-8")
    outcome = load(path, folder)
    with duckdb.connect(str(folder / STORE)) as store:
        store.execute(
            "INSERT INTO rejects VALUES (1, 'SETL_D', 9, 'psn_name', '张小明', '试')"
        )

    write_rejects(folder, outcome.number, listed)
    text = listed.read_text("utf-8-sig")
    assert [] == [word for word in PERSON.values() if word in text]
    assert Pseudonyms.of_folder(folder).of("张小明") in text
    assert "整行，不写出" in text
    assert not any(word in str(reasons(folder, 1)) for word in PERSON.values())

    write_rejects(folder, outcome.number, listed, clear=True)
    assert all(word in listed.read_text("utf-8-sig") for word in PERSON.values())


@pytest.mark.slow
def test_a_hashed_folder_has_no_clear_rejects_to_write(tmp_path: Path):
    folder = tmp_path / "county"
    path = extract(tmp_path / "a.csv", {"insutype": "9"})
    path.write_text(path.read_text("utf-8") + "S3,张小明,11010519491231002X", "utf-8")
    outcome = load(path, folder, hashed=True)

    assert [] == clear_in(folder)
    with pytest.raises(UnreadableFile, match="只存摘要"):
        write_rejects(folder, outcome.number, tmp_path / "退回.csv", clear=True)


def test_a_long_number_that_is_no_certificate_is_told_as_it_is(tmp_path: Path):
    number = "512345678901234567890123"
    path = tmp_path / "a.csv"
    path.write_text(csv([row(1, setl_id=number), row(2, setl_id=number)]), "utf-8")

    outcome = load(path, tmp_path / "county")
    assert [number] == [
        reason.value for reason in reasons(tmp_path / "county", outcome.number)
    ]
