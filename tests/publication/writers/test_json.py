import csv
import json
from pathlib import Path

import jsonschema
import pytest

import jixiao
from jixiao.publication import encode_json, write_csv, write_json
from tests.conftest import EXAMPLES, ROOT
from tests.drawn import drawn

SCHEMA = json.loads(
    (ROOT / "docs" / "reference" / "reading.schema.json").read_text("utf-8")
)


@drawn(one_of=4)
@pytest.mark.parametrize(
    "folder", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name
)
def test_what_is_printed_fits_the_published_schema(folder: Path):
    jsonschema.validate(json.loads(encode_json(jixiao.read(folder))), SCHEMA)


def test_amounts_are_strings_and_absence_is_null():
    reading = json.loads(encode_json(jixiao.read(EXAMPLES / "guyuan_2022")))

    funding = reading["documents"][0]["tables"][0]["funding"]
    assert {
        "total": "21",
        "fiscal_appropriation": "18",
        "other": "3",
        "carried_over": None,
    } == funding["own_level"]
    assert funding["annual"]["total"] is None


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_spreadsheets_hold_every_project_and_indicator(tmp_path: Path):
    reading = jixiao.read(EXAMPLES)

    *files, descriptor = write_csv(reading, tmp_path)
    tables, indicators = map(rows, files)
    resources = json.loads(descriptor.read_text("utf-8"))["resources"]

    for resource, rows_printed in zip(resources, (tables, indicators), strict=True):
        fields = {
            field["name"]: field["type"] for field in resource["schema"]["fields"]
        }
        assert list(fields) == list(rows_printed[0])
        for row in rows_printed:
            for name, value in row.items():
                if value and fields[name] != "string":
                    assert {"integer": int, "number": float}[fields[name]](value) >= 0
    assert [table.project_name for table in reading.tables] == [
        row["项目名称"] for row in tables
    ]
    assert sum(len(table.indicators) for table in reading.tables) == len(indicators)
    scaled = next(row for row in indicators if row["指标值"] == "≧4.6万人次")
    assert ("4.6", "万人次", "46000", "人次") == tuple(
        scaled[k] for k in ("数值", "单位", "换算数值", "换算单位")
    )


def test_a_text_that_a_spreadsheet_would_run_is_made_plain(write, tmp_path: Path):
    document = EXAMPLES / "pingluo_2026" / "assistance_and_outreach.txt"
    text = document.read_text("utf-8").replace("医保政策宣传资料印制", "=HYPERLINK(1)")

    write_csv(jixiao.read(write(text)), tmp_path)

    assert "'=HYPERLINK(1)" in {
        row["项目名称"] for row in rows(tmp_path / "tables.csv")
    }


def test_documents_of_one_name_are_both_written(tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "表.txt").write_bytes(
            (EXAMPLES / "base" / "other_province.txt").read_bytes()
        )

    written = write_json(
        jixiao.read([tmp_path / "a", tmp_path / "b"]), tmp_path / "out"
    )

    assert ["表.json", "表-2.json"] == [path.name for path in written]
