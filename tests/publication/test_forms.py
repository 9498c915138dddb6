"""What is written as a form reads back equal, in every form and format."""

import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.errors import JixiaoError, UnknownDialect
from jixiao.evidence import Evidence
from jixiao.publication import write_form
from jixiao.publication.forms import lay_out
from jixiao.quantity import read_value
from jixiao.reading import read_document
from jixiao.targets import (
    Amounts,
    BudgetExecution,
    EmptyRow,
    Execution,
    Funding,
    Indicator,
    LowerLevelAmounts,
    Objective,
    TargetTable,
    dialect_named,
    dialects,
)
from jixiao.targets.objective_items import find_items
from tests.drawn import drawn, examples

FORMS = sorted(set(dialects()) - {"base"})
SUFFIXES = (".docx", ".xlsx", ".pdf")
NOWHERE = Evidence()
WORDS = (
    "医保政策宣传",
    "定点机构检查",
    "信息系统运行维护",
    "经办人员培训",
    "困难群众资助参保",
)
VALUES = (
    "≥95%",
    "12场",
    "≤30万元",
    "2026年11月30日",
    "明显提高",
    "1200人次",
    "0.52万元/套",
    "100%",
)
LONG = "按照全年工作安排，分季度组织实施，做到有计划、有检查、有记录，确保群众看得懂、用得上"

names = st.builds(
    lambda word, tail, long: f"{word}{tail}{LONG * long}",
    st.sampled_from(WORDS),
    st.sampled_from(["次数", "覆盖率", "完成情况", "（含乡镇）", "A类"]),
    st.sampled_from([0, 0, 0, 1]),
)
values = st.sampled_from(VALUES)
CAUSES = ("经费保障", "人员保障", "其他")
scored = st.builds(
    lambda actual, weight, reason: {
        "actual": read_value(actual, 2026)[0],
        "weight": Decimal(weight),
        "score": Decimal(weight) - Decimal("0.5"),
        "reason": reason,
    },
    values,
    st.integers(1, 30),
    st.sampled_from([None, "招标推迟"]),
)
followed = st.builds(
    lambda actual, expected, causes, likelihood, is_told: {
        "actual": read_value(actual, 2026)[0],
        "expected": read_value(expected, 2026)[0],
        "causes": tuple(causes),
        "likelihood": likelihood,
        "reason": is_told and "招标推迟",
        "remark": is_told and "年底前补办",
    },
    values,
    values,
    st.sets(st.sampled_from(CAUSES)).map(
        lambda ticked: [c for c in CAUSES if c in ticked]
    ),
    st.sampled_from([None, "确定能", "有可能", "完全不可能"]),
    st.sampled_from([None, True]),
)
amounts = st.decimals(Decimal("0.01"), Decimal(99999), places=2, allow_nan=False)


@st.composite
def tables(draw: st.DrawFn, code: str) -> TargetTable:
    """Give a table as its form prints it: rows in the form's order, some levels left empty."""
    dialect = dialect_named(code)
    of = dialect.framework.dimension_of
    indicators: list[Indicator] = []
    empty: list[EmptyRow] = []
    evaluated, monitored = "score" in dialect.form.row, "expected" in dialect.form.row
    beside = scored if evaluated else followed if monitored else st.just({})
    for aspect, dimension in of.items():
        count = draw(st.integers(0, 3))
        indicators += [
            indicator(
                dimension, aspect, draw(names) + str(n), draw(values), draw(beside)
            )
            for n in range(count)
        ]
        if not count:
            empty.append(
                EmptyRow(
                    dimension=dimension, aspect=aspect, required=None, evidence=NOWHERE
                )
            )
    places = {words for row in dialect.form.rows for words in row}
    text = "".join(places) + "".join(dialect.form.titles)

    def amount(place: str) -> Decimal | None:
        return draw(amounts) if f"{{funding.{place}}}" in text else None

    def parts(block: str, *names: str) -> dict[str, Decimal | None]:
        return {name: amount(f"{block}.{name}") for name in names}

    parts_of_money = ("total", "fiscal_appropriation", "other", "carried_over")
    columns = ("initial", "executed", "expected" if monitored else "budget")
    spent = {
        part: Execution(**dict.fromkeys(columns, draw(amounts)))
        for part in BudgetExecution.__struct_fields__
    }
    money = (
        {part: row.executed for part, row in spent.items()}
        if evaluated or monitored
        else {}
    )
    objective = (
        draw(st.sampled_from(WORDS)) + "，" + LONG * draw(st.integers(1, 12)) + "。"
    )
    both = "{own_level_objective}" in text
    return TargetTable(
        dialect=code,
        form_title=None,
        fiscal_year=2026,
        project_name=draw(names),
        project_code=None,
        supervising_department="甲县医疗保障局",
        department_code=None,
        implementing_unit="甲县医疗保障服务中心",
        project_nature=draw(st.sampled_from(["经常性项目", "一次性项目"])),
        term="2026年-2026年",
        finance_division="社保股" if "{finance_division}" in text else None,
        other_fields={},
        money_unit="元" if code == "pingluo_2026" else "万元",
        funding=Funding(
            project_total=amount("project_total"),
            annual=Amounts(**(money or parts("annual", *parts_of_money))),
            own_level=Amounts(**parts("own_level", *parts_of_money)),
            lower_level=LowerLevelAmounts(
                **parts("lower_level", "total", "central", "region")
            ),
        ),
        objective=Objective(text=objective, items=find_items(objective)),
        own_level_objective=Objective(text=LONG + "。", items=()) if both else None,
        indicators=tuple(indicators),
        empty_rows=tuple(empty),
        pages=1,
        notes=(),
        evidence={},
        budget_execution=BudgetExecution(**spent) if money else None,
        objective_achieved=f"已完成，{LONG}。" if evaluated else None,
        total_score=draw(st.sampled_from([Decimal(96), Decimal("88.5")]))
        if evaluated
        else None,
        monitored_months=draw(st.sampled_from([6, 7, 10])) if monitored else None,
    )


def indicator(
    dimension: str, aspect: str, name: str, value: str, beside: Mapping[str, Any]
) -> Indicator:
    return Indicator(
        **beside,
        dimension=dimension,
        dimension_label=dimension,
        aspect=aspect,
        aspect_label=aspect,
        required=None,
        name=name,
        label=None,
        target=read_value(value, 2026)[0],
        not_applicable=False,
        evidence=NOWHERE,
    )


def plain(value: object) -> object:
    """Give what a table says: no places, no notes, and no title the form bears."""
    value = msgspec.to_builtins(value) if isinstance(value, TargetTable) else value
    if isinstance(value, dict):
        left_out = ("evidence", "notes", "pages", "form_title", "unfilled")
        return {key: plain(item) for key, item in value.items() if key not in left_out}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


@drawn(one_of=3)
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("code", FORMS)
def test_what_is_written_reads_back_equal(code: str, suffix: str):
    @settings(
        max_examples=examples(12),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(
        st.lists(
            tables(code), min_size=1, max_size=2, unique_by=lambda t: t.project_name
        )
    )
    def check(given_tables: list[TargetTable]) -> None:
        if any(not table.indicators for table in given_tables):
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"form{suffix}")
            assert [] == write_form(given_tables, path)
            read = read_document(path)

        assert [plain(table) for table in given_tables] == [
            plain(t) for t in read.tables
        ]
        assert () == read.unread

    check()


@drawn
@pytest.mark.parametrize("code", FORMS)
def test_a_form_laid_out_has_no_hole_and_no_overlap(code: str):
    @settings(max_examples=examples(20), deadline=None)
    @given(tables(code))
    def check(table: TargetTable) -> None:
        grid = lay_out(table, code).grid
        taken = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(taken) == [
            (r, c) for r in range(grid.rows) for c in range(grid.columns)
        ]

    check()


def example() -> TargetTable:
    path = Path("examples/documents/ningxia_2026/slid_labels.txt")
    return read_document(path).tables[0]


def test_what_a_form_has_no_place_for_is_told(tmp_path: Path):
    ((_, left),) = write_form([example()], tmp_path / "x.docx", "pingluo_2026")

    assert any(words.startswith("项目总额") for words in left)


def test_a_wrong_suffix_no_table_and_an_unknown_form_are_told(tmp_path: Path):
    with pytest.raises(JixiaoError, match="后缀应是"):
        write_form([example()], tmp_path / "x.odt")
    with pytest.raises(JixiaoError, match="没有绩效目标表可写"):
        write_form([], tmp_path / "x.docx")
    with pytest.raises(UnknownDialect):
        write_form([example()], tmp_path / "x.docx", "nowhere")
