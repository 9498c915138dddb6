"""The declared tables hold together, and to add one is to add its file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund import tables as package
from jixiao.fund.intake import heads, load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.store.pseudonyms import personal_columns
from jixiao.fund.tables import FOLDER, TYPES, codes, head_key, read_tables, tables

WAREHOUSE = """
[table]
code      = "WAREHOUSE"
title     = "库存表"
grain     = "一种物资一行"
key       = ["stock_no"]
confirmed = false

[columns]
stock_no  = { title = "库存编号", type = "text", required = true }
holder    = { title = "保管人", type = "text", personal = true }
insutype  = { title = "险种类型", type = "code", codes = "insutype" }
bought    = { title = "购入金额", type = "amount" }
left_over = { title = "结存金额", type = "amount" }
used_up   = { title = "领用金额", type = "amount" }

[[identities]]
whole = "bought"
parts = ["left_over", "used_up"]
"""


def forget_tables() -> None:
    for remembered in (tables, personal_columns, heads.known_heads):
        remembered.cache_clear()


@pytest.fixture
def with_a_new_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "tables"
    folder.mkdir()
    for path in FOLDER.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "warehouse.toml").write_text(WAREHOUSE, "utf-8")
    monkeypatch.setattr(package, "FOLDER", folder)
    forget_tables()
    yield
    monkeypatch.undo()
    forget_tables()


@pytest.mark.usefixtures("with_a_new_table")
def test_adding_a_table_takes_its_file_and_nothing_else(tmp_path: Path):
    extract = tmp_path / "库存.csv"
    extract.write_text(
        "库存编号,保管人,险种类型,购入金额,结存金额,领用金额\n"
        "K1,甲示例,居民,12.00,2.00,10.00\n"
        "K2,乙示例,城乡居民基本医疗保险,12.00,2.00,10.00\n"
        "K3,丙示例,310,12.00,2.00,9.00\n",
        "utf-8",
    )

    outcome = load(extract, tmp_path / "county")

    assert ("WAREHOUSE", 3, 1, 2) == (
        outcome.table,
        outcome.rows_in,
        outcome.taken,
        outcome.rejected,
    )
    with open_engine(tmp_path / "county") as engine:
        taken = engine.table("WAREHOUSE").select("stock_no", "insutype")
        assert [{"stock_no": "K2", "insutype": "390"}] == engine.fetch(
            taken
        ).to_pylist()
    assert "holder" in personal_columns()


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("WAREHOUSE", "STOCK", "应与文件名相同"),
        ("grain ", "grains ", "不认识的 grains；可用 code、title、grain"),
        ('title     = "库存表"', "", r"\[table\] 缺少 title"),
        ("personal =", "person =", "holder 里有不认识的 person；可用 title、type"),
        ('type = "code"', 'type = "coded"', "insutype 的 type coded 不存在；可用 text"),
        (
            'codes = "insutype"',
            'codes = "scheme"',
            "应以 codes 写明代码集，可用 insutype",
        ),
        (', codes = "insutype"', "", "应以 codes 写明代码集"),
        ('"used_up"]', '"used"]', "提到没有的列 used"),
        (
            "parts =",
            "sums =",
            r"\[\[identities\]\] 里有不认识的 sums；可用 whole、parts",
        ),
    ],
)
def test_what_a_file_may_not_say_is_refused(
    tmp_path: Path, written: str, instead: str, message: str
):
    (tmp_path / "warehouse.toml").write_text(
        WAREHOUSE.replace(written, instead), "utf-8"
    )

    with pytest.raises(FaultyEntry, match=message):
        read_tables(tmp_path)


def test_every_table_has_a_key_of_required_columns():
    for table in tables().values():
        assert table.key
        assert all(table.columns[name].required for name in table.key)
        assert {column.type for column in table.columns.values()} <= set(TYPES)


def test_no_wording_of_a_head_means_two_columns():
    for table in tables().values():
        wordings = [
            wording
            for column in table.columns.values()
            for wording in {
                *map(head_key, (*column.aliases, column.title, column.name))
            }
        ]
        assert len(wordings) == len(set(wordings)), table.code


def test_codes_have_meanings_and_one_width_a_set():
    for meanings in codes().values():
        assert all(meanings.values())
        assert 1 == len({len(code) for code in meanings})


def test_names_and_numbers_of_persons_are_marked():
    for table in tables().values():
        for name in ("psn_name", "certno"):
            assert name not in table.columns or table.columns[name].personal
