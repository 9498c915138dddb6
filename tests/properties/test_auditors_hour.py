"""An auditor's hour: from a printed self-evaluation to rows, to the extract, and back to the value.

The auditor holds the workbook that the bureau printed, the folder of records, and the extracts that
the platform gave. Nothing is asked of the bureau's own answers but what is printed.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.documents import open_document
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.synthesis import Bureau, load_shape, synthesise
from jixiao.fund.tables import TYPES, tables
from jixiao.measures.declaration import ValueKind, library
from jixiao.measures.references import Reference, read_reference
from jixiao.quantity import read_value
from jixiao.reading import read
from tests.measures.witnesses import WITNESSES

STORY = Path(__file__).parents[2] / "examples/stories/qingshui_2026"
INSURED, SEED = 600, 23
_COLUMNS, _FEWEST, _LEAST, _DRAWN = 5, 20, 5, 3


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the printed list of proofs."""

    project: str
    indicator: str
    actual: str
    how: str
    reference: str

    @property
    def named(self) -> Reference:
        """What the reference names."""
        return read_reference(self.reference)


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bureau's folder: extracts, records, and the self-evaluation that it printed."""
    folder = tmp_path_factory.mktemp("hour")
    shape = load_shape(STORY / "county/qingshui.toml")
    policies = [load_policies()["sample_2024"]]
    synthesise(Bureau(shape, INSURED, range(2026, 2027), SEED, policies), folder)
    for path in sorted((folder / "extracts").iterdir()):
        if "FEE_LIST" not in path.name:
            load(path, folder / "store")
    words = ["evaluate", str(folder / "store"), "--targets", str(STORY / "targets.txt")]
    main([*words, "--year", "2026", "--to", str(folder / "self.xlsx")])
    return folder


@pytest.fixture(scope="module")
def printed(bureau: Path) -> list[Printed]:
    """What the last sheet of the workbook prints."""
    lines = (
        line.text.split("\t") for line in open_document(bureau / "self.xlsx").lines
    )
    return [Printed(*cells) for cells in lines if is_a_proof(cells)]


def is_a_proof(cells: list[str]) -> bool:
    """Whether a line of the workbook prints a proof."""
    return len(cells) == _COLUMNS and cells[-1].split("；")[0] in library()


@pytest.fixture(scope="module")
def extract(bureau: Path) -> Iterator[Embedded]:
    """The platform's own files, asked directly, beside the bureau's records."""
    with open_scratch(bureau / "auditor") as engine:
        for code in tables():
            files = sorted((bureau / "extracts").glob(f"{code}*.parquet"))
            named = [str(file) for file in files if file.stem.split("-")[0] == code]
            engine.make(code, _empty(code))
            if named:
                given = engine.rows(f"DESCRIBE FROM read_parquet({named})")
                columns = ", ".join(
                    row["column_name"]
                    for row in given
                    if row["column_name"] in tables()[code].columns
                )
                taken = f"SELECT {columns} FROM read_parquet({named})"
                engine.run(f'INSERT INTO "{code}" BY NAME {taken}')
        yield engine


def _empty(code: str) -> str:
    """Select no row of a table, with all its columns."""
    columns = ", ".join(
        f"CAST(NULL AS {TYPES[column.type]}) AS {column.name}"
        for column in tables()[code].columns.values()
    )
    return f"SELECT {columns} WHERE false"


def rows_of(bureau: Path, proof: Printed) -> list[dict[str, str]]:
    """Return the rows behind a number, as its reference gives them."""
    path = bureau / "rows.csv"
    store = str(bureau / "store")
    main(["explain", "measure", proof.reference, "--from", store, "--csv", str(path)])
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def recomputed(rows: list[dict[str, str]], proof: Printed) -> Decimal | None:
    """Return the value that some rows make, by the measure's page."""
    above = sum(int(row["above"]) for row in rows)
    below = sum(int(row["below"]) for row in rows)
    months = len({row["on"][:7] for row in rows})
    return proof.named.asked.measure.value(above, below, months)


@pytest.mark.slow
def test_the_workbook_prints_what_opens_each_proof(printed: list[Printed]):
    assert _FEWEST <= len(printed)
    assert all(proof.actual and proof.how for proof in printed)


@pytest.mark.slow
def test_the_rows_of_each_number_make_the_printed_value(
    bureau: Path, printed: list[Printed]
):
    for proof in printed:
        rows = rows_of(bureau, proof)
        measure = proof.named.asked.measure
        shown = read_value(proof.actual, 2026)[0]

        if measure.kind is ValueKind.LATEST:
            assert proof.actual == max(row["on"] for row in rows)
            continue
        value = recomputed(rows, proof)
        assert value is not None
        exact = shown.in_base_units()
        number = exact[0] if exact else shown.number
        assert number is not None
        assert round(value, 2) == round(number, 2), proof


@pytest.mark.slow
def test_the_extract_says_the_same_by_the_words_of_the_measure(
    bureau: Path, printed: list[Printed], extract: Embedded
):
    witnessed = 0
    for proof in printed:
        witness = WITNESSES[proof.named.asked.measure.code]
        if (
            proof.named.asked.scope
            or proof.named.asked.measure.kind is ValueKind.LATEST
        ):
            continue
        rows = rows_of(bureau, proof)

        (asked,) = extract.rows(witness.sql)

        assert sum(int(row["above"]) for row in rows) == int(asked["above"] or 0), proof
        witnessed += 1
    assert witnessed >= _LEAST


@pytest.mark.slow
def test_rows_drawn_by_lot_stand_in_the_extract(
    bureau: Path, printed: list[Printed], extract: Embedded
):
    settled = {
        str(row["setl_id"]) for row in extract.rows("SELECT setl_id FROM SETL_D")
    }
    of_settlements = [
        proof
        for proof in printed
        if tuple(proof.named.asked.measure.sources) == ("settlements",)
    ]

    for proof in of_settlements:
        drawn = rows_of(bureau, proof)[:: max(len(rows_of(bureau, proof)) // _DRAWN, 1)]
        assert {row["key"] for row in drawn} <= settled

    assert of_settlements


@pytest.mark.slow
def test_the_recomputed_value_is_the_one_that_was_scored(
    bureau: Path, printed: list[Printed]
):
    scored = [
        (table.project_name, row.name, row.actual.text)
        for table in read(bureau / "self.xlsx").tables
        for row in table.indicators
        if row.actual is not None
    ]

    for proof in printed:
        of_row = [
            actual
            for project, name, actual in scored
            if (project, name) == (proof.project, proof.indicator)
        ]
        assert any(actual.startswith(proof.actual) for actual in of_row), proof
