"""Nothing that a load of dirty extracts writes names a person, wherever the person stood."""

from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.fund.store.opening import open_store
from tests.fund.intake.test_loading import HEADS, csv
from tests.fund.intake.test_loading import row as sound

NAMES = ("张晓萌", "买买提·艾力江")
OTHERS = ("丁海龙", "马玉芳", "a.b@example.com", "139-9501-2345", "6200000000000005")
"""Of people of whom no row is: they stand in texts only."""
CERTIFICATES = ("640199199001010016", "640199900101001", "64019919800203002X")
MOBILE = "13800001234"
PLANTED = (*NAMES, *OTHERS, *CERTIFICATES, MOBILE, "64019919800203002x")


MORE = ("psn_name", "certno", "fixmedins_name", "dise_name")


def row(number: int, **cells: str) -> dict[str, str]:
    return sound(number, **{**dict.fromkeys(MORE, ""), **cells})


def right(number: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(number, weights, strict=False))
    return number[:17] + "10X98765432"[total % 11]


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    certificate = right(CERTIFICATES[0])
    rows = [
        row(1, psn_name=NAMES[0], certno=certificate),
        row(2, psn_no=certificate, psn_name=NAMES[1]),
        row(3, psn_no=CERTIFICATES[1]),
        row(4, setl_id=right(CERTIFICATES[2])),
        row(5, fixmedins_name=NAMES[0]),
        row(6, psn_no=NAMES[0]),
        row(7, insutype=NAMES[0]),
        row(8, dise_name=f"肺炎 联系人：{NAMES[0]} {MOBILE}"),
        row(9, medfee_sumamt=certificate),
        row(10, setl_time=NAMES[1]),
        row(11, setl_time=MOBILE),
        row(12, dise_name=f"患者{OTHERS[0]}，女，脑梗死"),
        row(13, dise_name=f"经办：{OTHERS[1]} {OTHERS[3]}", fixmedins_name=OTHERS[2]),
        row(14, fixmedins_name=f"卡号{OTHERS[4]}（{OTHERS[1]}）"),
        row(15, insutype=f"联系人：{OTHERS[0]}"),
        row(16, medfee_sumamt=f"一百元 {OTHERS[3]}"),
    ]
    path = tmp_path / "脏.csv"
    heads = [*HEADS, *(name for name in MORE if name not in HEADS)]
    path.write_text(csv(rows, heads), "utf-8")
    return path


def test_nothing_written_names_a_person(tmp_path: Path, dirty: Path, capfd):
    folder = tmp_path / "数据"

    main(["load", str(dirty), "--to", str(folder), "--hash"])

    printed = capfd.readouterr()
    planted = (*PLANTED, *map(right, CERTIFICATES[::2]))
    written = [printed.out.encode(), printed.err.encode()]
    written += [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    with open_store(folder) as store:
        for (table,) in store.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT temporary"
        ).fetchall():
            written.append(str(store.execute(f'FROM "{table}"').fetchall()).encode())
    for text in planted:
        assert not [content[:80] for content in written if text.encode() in content], (
            text
        )
    assert "人员编号有 3 格是证件号码" in printed.out


@pytest.mark.slow
def test_pseudonyms_of_one_number_are_one_in_every_column(tmp_path: Path, dirty: Path):
    folder = tmp_path / "数据"
    main(["load", str(dirty), "--to", str(folder), "--hash"])

    with open_store(folder) as store:
        same = store.execute(
            "SELECT a.certno = b.psn_no FROM SETL_D a, SETL_D b "
            "WHERE a.setl_id = 'S1' AND b.setl_id = 'S2'"
        ).fetchone()
    assert (True,) == same
