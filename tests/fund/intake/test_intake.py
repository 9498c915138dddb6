"""Extracts as clerks hand them in: each row is taken as it is, or rejected with the true reason."""

import json
import random
import re
import shutil
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from jixiao.cli.main import main
from jixiao.errors import UnreadableDocument
from jixiao.fund.tables import tables
from tests.conftest import ROOT
from tests.drawn import drawn, few
from tests.fund.intake.test_loading import HEADS, ask, csv, loaded, reconciles, row

CASES = ROOT.parent / "shared" / "examples" / "fund" / "intake"
NAMED = [*HEADS, "psn_name"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "county"


def named(number: int, name: str = "张三", **said: str) -> list[str]:
    return [*row(number, **said), name]


def lines(*rows: str) -> str:
    return "\n".join([",".join(NAMED), *rows]) + "\n"


def line(number: int, name: str = "张三") -> str:
    return ",".join(named(number, name))


def outcome_of(folder: Path, content: str | bytes) -> tuple[list[str], list[tuple]]:
    """Return the numbers of the settlements taken, and the rows rejected with the reasons."""
    outcome = loaded(folder, content)
    assert reconciles(outcome)
    taken = ask(folder, "SELECT setl_id FROM setl_d ORDER BY row")
    rejected = ask(folder, "SELECT row, reason FROM rejects ORDER BY row")
    assert outcome.rows_in == len(taken) + len(rejected)
    return [setl_id for (setl_id,) in taken], rejected


GBK_NAME = "欧阳娜娜".encode("gb18030")
UTF8_NAME = "欧阳娜娜".encode()


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("content", "taken", "rejected"),
    few([
        (lines(line(1), line(2) + ",x", line(3)), ["S1", "S3"], {3: "16 格，列名有 15 个"}),
        (lines(line(1), line(2) + ",,,", line(3)), ["S1", "S2", "S3"], {}),
        (lines(line(1), "S2,M2", line(3)), ["S1", "S3"], {3: "2 格"}),
        (lines(line(1), line(2, '"张三'), line(3, "李四"), line(4)), ["S1", "S3", "S4"], {3: "少了引号"}),
        (lines(line(1), line(2, '"张三'), line(3, '李四"'), line(4)), ["S1", "S3", "S4"], {3: "少了引号"}),
        (lines(line(1), '"S2' + line(2)[2:], 'S3,"M3' + line(3)[5:], line(4)), ["S1", "S4"],
         {3: "少了引号", 4: "少了引号"}),
        (lines(line(1), line(2, '"张"三'), line(3)), ["S1", "S3"], {3: "少了引号"}),
        (lines(line(1), line(2, '"张\\"三"'), line(3)), ["S1", "S3"], {3: "少了引号"}),
        (lines(line(1), line(2, '"张\n三"'), line(3)), ["S1", "S2", "S3"], {}),
        (lines(line(1), "", line(2), "", line(3) + ",x", ""), ["S1", "S2"], {6: "16 格"}),
        (lines(line(1)) + line(2) + "\r\n" + line(3) + "\r" + line(4) + "\n", ["S1", "S2", "S3", "S4"], {}),
        (lines("'" + line(1), line(2), "'" + line(3)), ["S1", "S2", "S3"], {}),
        (lines(line(1), ",".join(NAMED), line(2)), ["S1", "S2"], {3: "又一行列名"}),
        (lines(line(1), "本月合计：,,,,,,,,300.00,,,,,,"), ["S1"], {3: "合计行"}),
        (lines(line(1, "王五"), line(2, "§"), line(3, "赵六")).encode().replace("§".encode(), GBK_NAME),
         ["S1", "S3"], {3: "不能辨认的字"}),
        (("\ufeff" + lines(line(1, "王五"), line(2, "§"))).encode().replace("§".encode(), GBK_NAME),
         ["S1"], {3: "不能辨认的字"}),
        (lines(line(1, "王五"), line(2, "赵六"), line(3, "%")).encode("gb18030").replace(b"%", UTF8_NAME),
         ["S1", "S2"], {4: "不能辨认的字"}),
        (lines(line(1, "王五"), line(2, "李㐂")).encode("utf-16-le"), ["S1", "S2"], {}),
        (lines(line(1, "王五"), line(2, "李㐂")).encode("utf-16-be"), ["S1", "S2"], {}),
        (lines(line(1), line(2, "长" * 700_000), line(3)), ["S1", "S3"], {3: "太长"}),
        (lines(line(1), line(2, "长" * 300_000)), ["S1", "S2"], {}),
    ], one_of=2),
    ids=few([
        "a cell too many", "blank cells too many", "cut", "open quote", "quotes of two rows",
        "quotes of two rows before", "quote in a quoted cell", "backslash", "cell of two lines", "blank lines",
        "three line ends", "apostrophe in the first row", "heads again", "total of the month",
        "gbk row in utf-8", "gbk row after a mark", "utf-8 row in gbk", "utf-16 without a mark",
        "utf-16 of the other order", "a row too long", "a long cell",
    ], one_of=2),
)  # fmt: skip
def test_a_row_is_taken_as_it_is_or_rejected_alone(
    folder: Path, content: str | bytes, taken: list[str], rejected: Mapping[int, str]
):
    kept, reasons = outcome_of(folder, content)

    assert taken == kept
    assert [*rejected] == [number for number, _ in reasons]
    assert all(rejected[number] in reason for number, reason in reasons)


SPOILINGS: list[Callable[[str], str]] = [
    lambda text: text + ",",
    lambda text: text + ",x",
    lambda text: text.rpartition(",")[0],
    lambda text: text.replace(",", ',"', 1),
    lambda text: text + '"',
    lambda text: text.replace("张三", '"张三'),
    lambda text: text.replace("张三", '张三"'),
    lambda text: text.replace("张三", '"张\n三"'),
    lambda text: text.replace("张三", '"张,""三"""'),
    lambda text: "\n" + text,
    lambda text: text + "\r",
    lambda text: '"' + text,
    lambda text: text.replace("100.00", "1,00.00", 1),
    lambda text: text.replace("张三", "张三\udcd5\udcc5"),
]


@drawn(one_of=2)
@pytest.mark.parametrize("seed", few(range(12)))
def test_no_spoiled_row_changes_another(folder: Path, seed: int):
    chance = random.Random(seed)
    plain = {f"S{n}": line(n) for n in range(1, 30)}
    spoiled = {
        setl_id: chance.choice(SPOILINGS)(text) if chance.random() < 0.3 else text
        for setl_id, text in plain.items()
    }
    content = lines(*spoiled.values()).encode("utf-8", "surrogateescape")

    outcome = loaded(folder, content)

    columns = ", ".join(f"CAST({name} AS VARCHAR)" for name in HEADS)
    kept = ask(folder, f"SELECT {columns} FROM setl_d ORDER BY row")
    assert len(plain) == outcome.rows_in == outcome.taken + outcome.rejected
    assert {s for s in plain if spoiled[s] == plain[s]} <= {cells[0] for cells in kept}
    for cells in kept:
        number = int(cells[0].removeprefix("S"))
        expected = row(number, overlmt_selfpay="0.00", preselfpay_amt="0.00")
        assert tuple(expected) == cells


def notes_of(folder: Path, rows: list[list[str]], heads: list[str]) -> str:
    return "\n".join(loaded(folder, csv(rows, heads)).notes)


@pytest.mark.slow
def test_codes_that_no_set_lists_are_taken_and_told(folder: Path):
    notes = notes_of(
        folder,
        [row(1, med_type="1404"), row(2, med_type="1404"), row(3, psn_type="1101")],
        HEADS,
    )

    assert "医疗类别有不认识的代码，照样收下了：1404（2 行）" in notes
    assert "人员类别有不认识的代码，照样收下了：1101（1 行）" in notes
    assert [("1404", "50"), ("1404", "50"), ("21", "1101")] == ask(
        folder, "SELECT med_type, psn_type FROM setl_d ORDER BY row"
    )


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("范围内费用", "inscp_amt"),
        ("大病保险支出", "hifmi_pay"),
        ("医疗救助支付（元）", "maf_pay"),
        ("个人现金支付", "cash_payamt"),
        ("职工大额支付", "hifob_pay"),
        ("统筹基金支付金额", "hifp_pay"),
    ],
)
def test_amounts_by_other_names_are_known(folder: Path, head: str, column: str):
    heads = [head if name == column else name for name in HEADS]
    extra = [] if column in HEADS else [head]
    outcome = loaded(folder, csv([[*row(1), *(["90.00"] * len(extra))]], heads + extra))

    assert () == outcome.ignored
    assert [(Decimal("90.00"),)] == ask(folder, f"SELECT {column} FROM setl_d")


def test_what_looks_like_money_and_is_not_known_is_asked_about(folder: Path):
    rows = [[*row(1), "70.00", "a"], [*row(2), "1000.50", "b"]]
    notes = notes_of(folder, rows, [*HEADS, "扶贫兜底支付", "备注"])

    assert (
        "像是金额而不认识的列，没有收：“扶贫兜底支付”（2 行，合计 1,070.50 元）"
        in notes
    )
    assert "大病补充医疗保险基金支出" in notes
    assert "备注" not in notes


@pytest.mark.slow
def test_settlements_without_what_they_are_computed_from_are_told(folder: Path):
    without = [name for name in HEADS if name != "inscp_amt"]
    cut = [row(1)[:12] + row(1)[13:]]
    notes = notes_of(folder, cut, without)
    assert "没有符合范围金额（inscp_amt）这一列，核算不了待遇" in notes

    notes = notes_of(folder, [row(2, inscp_amt=""), row(3)], HEADS)
    assert "符合范围金额空白的有 1 行，核算不了待遇" in notes


@pytest.mark.slow
def test_identifiers_that_a_sheet_cut_short_are_told(folder: Path):
    cut = [row(n, psn_no=f"64020219900{n:04}000") for n in range(1, 8)]
    assert "人员编号超过 15 位的 7 行末尾都是 0" in notes_of(folder, cut, HEADS)

    whole = [row(9, psn_no="640202199001011234"), *cut]
    assert "末尾都是 0" not in notes_of(folder, whole, HEADS)


def test_a_column_without_a_head_is_told(folder: Path):
    notes = notes_of(folder, [[*row(1), "extra"], [*row(2), ""]], [*HEADS, ""])

    assert "第 15 列没有列名，里面有字的 1 行没有收这一列" in notes


@pytest.mark.slow
def test_twin_columns_must_say_the_same(folder: Path):
    heads = [*HEADS, "医疗费总额", "范围内费用"]
    rows = [
        [*row(1), "100", ""],
        [*row(2), "9.99", "90.00"],
        [*row(3, medfee_sumamt="", inscp_amt=""), "100.00", "90"],
    ]
    loaded(folder, csv(rows, heads))

    assert [
        ("S1", Decimal(100), Decimal(90)),
        ("S3", Decimal(100), Decimal(90)),
    ] == ask(folder, "SELECT setl_id, medfee_sumamt, inscp_amt FROM setl_d ORDER BY 1")
    assert [
        (
            3,
            "medfee_sumamt",
            "100.00、9.99",
            "医疗费总额重复了 2 列，值不同，分不清哪一个对",
        )
    ] == ask(folder, "SELECT row, column_name, value, reason FROM rejects")


@pytest.mark.parametrize(
    "content",
    [
        "某县结算表,,\n单位：万元,,\n" + csv([row(1)]),
        csv([row(1)]).replace("medfee_sumamt", "医疗费总额（万元）"),
        csv([row(1)]).replace("inscp_amt", "符合范围金额(单位：百元)"),
    ],
)
def test_amounts_in_another_unit_are_refused(folder: Path, content: str):
    with pytest.raises(UnreadableDocument, match=r"元计（.*请换算成元后重新导出"):
        loaded(folder, content)


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet("一月")
        for place, cells in enumerate([NAMED, named(1), named(2), named(3)]):
            page.write_row(place, 0, cells)
        fill(book, page)
    return stream.getvalue()


def test_further_sheets_are_told(folder: Path):
    def add(book: Any, _: Any) -> None:
        book.add_worksheet("二月").write_row(0, 0, NAMED)
        book.add_worksheet("空的")

    (note,) = loaded(folder, workbook(add)).notes
    assert "只收了第一张工作表“一月”，还有 1 张没有收：“二月”" in note


@pytest.mark.slow
def test_rows_that_share_a_cell_or_hold_a_failed_formula_are_rejected(folder: Path):
    place = NAMED.index("psn_name")

    def merge(_: Any, page: Any) -> None:
        page.merge_range(2, place, 3, place, "张三")

    assert (["S1"], [3, 4]) == of_numbers(outcome_of(folder, workbook(merge)))

    def fail(_: Any, page: Any) -> None:
        page.write_formula(1, place, "=NA()", None, "#N/A")
        page.write_formula(2, place, "=A1", None, "")

    other = folder.parent / "other"
    taken, rejected = outcome_of(other, workbook(fail))
    assert (["S3"], [2, 3]) == of_numbers((taken, rejected))
    assert "O2：公式没有算出值" in rejected[0][1]


def of_numbers(outcome: tuple[list[str], list[tuple]]) -> tuple[list[str], list[int]]:
    taken, rejected = outcome
    return taken, [number for number, _ in rejected]


def fits(expected: Mapping[str, Any], row: Mapping[str, Any], printed: str) -> bool:
    """Whether what became of a row is what a case says of it."""
    if "either" in expected:
        return any(fits(choice, row, printed) for choice in expected["either"])
    if "rejected" in expected:
        return re.search(expected["rejected"], row.get("reason", "")) is not None
    if "told" in expected and not re.search(expected["told"], printed):
        return False
    return "reason" not in row and all(
        is_value(row[name], value) for name, value in expected["taken"].items()
    )


def is_value(cell: Any, value: Any) -> bool:
    if isinstance(value, Mapping):
        return len(cell or "") == value["length"]
    if isinstance(cell, Decimal):
        return cell == Decimal(value)
    return (None if cell is None else str(cell)) == value


def became(folder: Path, code: str) -> list[dict[str, Any]]:
    """Return what became of each row of the first load, in their order."""
    columns = ["row", *tables()[code].columns]
    taken = ask(folder, f"SELECT {', '.join(columns)} FROM {code} WHERE load = 1")
    by_number = {cells[0]: dict(zip(columns, cells, strict=True)) for cells in taken}
    rejects = "SELECT row, column_name, reason FROM rejects WHERE load = 1"
    for number, name, reason in ask(folder, rejects):
        title = tables()[code].columns[name].title if name else ""
        by_number[number] = {"reason": f"{name} {title} {reason}"}
    return [by_number[number] for number in sorted(by_number)]


CASE_FILES = sorted(CASES.glob("*.expected.json"))


@drawn(one_of=4)
@pytest.mark.parametrize("case", few(CASE_FILES), ids=lambda path: path.name[:2])
def test_the_cases_of_clerks(case: Path, tmp_path: Path, capsys):
    expected = json.loads(case.read_text("utf-8"))
    for name in expected["files"]:
        shutil.copy(CASES / name, tmp_path)
    county = tmp_path / "county"

    main(["load", *(str(tmp_path / n) for n in expected["files"]), "--to", str(county)])

    printed = "".join(capsys.readouterr())
    rows = became(county, ask(county, "SELECT table_code FROM loads")[0][0])
    assert len(expected["rows"]) == len(rows)
    for said, cells in zip(expected["rows"], rows, strict=True):
        assert fits(said, cells, printed), (said, cells)


SETTLED = [
    path for path in CASE_FILES if "settle" in json.loads(path.read_text("utf-8"))
]


@pytest.mark.slow
@pytest.mark.parametrize("case", SETTLED, ids=lambda path: path.name[:2])
def test_what_the_settlement_of_a_case_tells(case: Path, tmp_path: Path, capsys):
    expected = json.loads(case.read_text("utf-8"))
    county, settle = tmp_path / "county", expected["settle"]
    main(["load", *(str(CASES / n) for n in expected["files"]), "--to", str(county)])

    main(["settle", str(county), "--policy", settle["policy"]])

    assert re.search(settle["told"], "".join(capsys.readouterr()))
