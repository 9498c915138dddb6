"""A department budget's tables as numbers: cells, parents and children, the same concept twice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from msgspec import structs

from jixiao import chinese
from jixiao.budgets import (
    BLANK_SOMEWHERE,
    UNKNOWN_HEADS,
    Budget,
    BudgetRow,
    BudgetTable,
    Figure,
    layouts,
    number_of,
)
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert

NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\(\d+\)|其中:)"
)
NOTHING = Decimal(0)
_GRAND_TOTALS = ("总计", "合计")
"""Two names of the same row."""
_HUNDREDTH = Decimal("0.01")
_HALF_A_HUNDREDTH, _HALF_A_YUAN = Decimal("0.005"), Decimal("0.5")
_SHORTEST_CODE = 3
"""The code of a 类 has three digits; nothing stands above it."""
_PARTS_OF_BASE = ("人员经费", "公用经费")


def table(budget: Budget, code: str) -> BudgetTable | None:
    """A table by its layout's code; None where it is not printed."""
    for printed in budget.tables:
        if printed.code == code:
            return printed
    return None


def plain_name(row: BudgetRow) -> str:
    """A row's name without its number."""
    return NUMBERING.sub("", chinese.key(row.subject_name))


def cell(row: BudgetRow, column: str) -> Decimal | None:
    """A cell as a number; None where it is blank. A doubled sign (--5.41) is one sign."""
    printed = row.amounts.get(column)
    if printed is None:
        return None
    number = number_of(printed)
    return number if number is not None else number_of("-" + printed.lstrip("-−—"))


def sum_cells(rows: Iterable[BudgetRow], column: str) -> Decimal:
    """The sum of a column over rows; a blank cell counts as nothing."""
    return sum((cell(row, column) or NOTHING for row in rows), NOTHING)


def is_rounding(gap: Decimal, count: int, unit: str) -> bool:
    """Whether rounding each of several figures could make the gap: to whole 元, else to the hundredth."""
    half = _HALF_A_YUAN if unit == "元" else _HALF_A_HUNDREDTH
    return count > 1 and gap <= half * (count + 1)


def in_coarser_unit(
    left: Decimal, left_unit: str, right: Decimal, right_unit: str
) -> tuple[Decimal, Decimal, str]:
    """Two amounts in the larger of their units, and that unit.

    What was printed in the smaller is rounded to the hundredth, as the other was.
    """
    if left_unit == right_unit:
        return left, right, left_unit
    coarser = max(left_unit, right_unit, key=SCALES.__getitem__)
    in_coarser = (
        convert(left, left_unit, coarser),
        convert(right, right_unit, coarser),
    )
    rounded = [amount.quantize(_HUNDREDTH, ROUND_HALF_UP) for amount in in_coarser]
    return rounded[0], rounded[1], coarser


def roundings_once(breaches: Iterable[Breach]) -> Iterator[Breach]:
    """The breaches, those that rounding explains as one for each table (their place).

    The fact `more` says how many others there are.
    """
    roundings: dict[str, list[Breach]] = {}
    for breach in breaches:
        if breach.severity is Severity.ADVICE:
            roundings.setdefault(breach.place, []).append(breach)
        else:
            breach.facts["more"] = ""
            yield breach
    for place, of_table in roundings.items():
        first, *others = of_table
        more = (
            f"，像是四舍五入；另有 {len(others)} 处也只差尾数"
            if others
            else "，像是四舍五入"
        )
        every_place = [evidence for breach in of_table for evidence in breach.at]
        yield Breach(
            every_place, place, Severity.ADVICE, **(first.facts | {"more": more})
        )


def is_inferred(printed: BudgetTable) -> bool:
    """Whether the columns of a table were inferred, so that a cell may stand in another."""
    return any(note.code == "columns_inferred" for note in printed.notes)


def whatever_column(row: BudgetRow) -> Evidence:
    """The place of a row, for what holds whichever columns its amounts stand under."""
    if row.evidence.doubt in (BLANK_SOMEWHERE, UNKNOWN_HEADS):
        return structs.replace(row.evidence, sure=True, doubt=None)
    return row.evidence


def in_first_column(printed: BudgetTable, row: BudgetRow, column: object) -> Evidence:
    """The place of a row, for an amount of a column: nothing can slide into a first total."""
    is_first = column == printed.columns[0] and column in ("合计", "小计")
    if is_first and row.evidence.doubt == BLANK_SOMEWHERE:
        return whatever_column(row)
    return row.evidence


_TABLES_OF_ALL = ("F1", "T6", "F4", "T1")
"""The tables that print all the department's money, by their code in the layout."""


def department_money(budget: Budget) -> Decimal:
    """What a budget or final accounts come to in all, in yuan; nothing where no table says so."""
    for code in _TABLES_OF_ALL:
        printed = table(budget, code)
        if printed is None or printed.money_unit not in SCALES:
            continue
        totals = [row for row in printed.rows if plain_name(row).endswith("总计")]
        amounts = (cell(row, column) for row in totals for column in row.amounts)
        most = max((amount for amount in amounts if amount), default=None)
        if most:
            return convert(most, printed.money_unit, "元")
    return NOTHING


def row_named(printed: BudgetTable, name: str) -> BudgetRow | None:
    """The first row of a name; 总计 and 合计 are one."""
    names = _GRAND_TOTALS if name in _GRAND_TOTALS else (name,)
    return next((row for row in printed.rows if plain_name(row) in names), None)


def row_with(printed: BudgetTable, column: str) -> BudgetRow | None:
    """The first row that prints an amount in a column: of two years, each prints its own."""
    return next((row for row in printed.rows if cell(row, column) is not None), None)


_OF_LAST_YEAR = re.compile(r"(?:上年|(?P<year>20\d{2})年度?)(?:预算|执行|决算|完成)")


def last_year(row: BudgetRow, year: int | None) -> Decimal | None:
    """What a row prints of last year: carried out, or budgeted where a table says so."""
    for column in row.amounts:
        match = _OF_LAST_YEAR.match(column)
        if match and match["year"] in (None, str((year or 0) - 1)):
            return cell(row, column)
    return None


def grand_total(printed: BudgetTable | None) -> BudgetRow | None:
    """The row of a table's grand total; None where the table or the row is not printed."""
    return row_named(printed, "总计") if printed else None


@dataclass(frozen=True, slots=True)
class YearlyChange:
    """A row of the expenditure table that prints its change, this year and last year."""

    row: BudgetRow
    stated: Decimal
    now: Decimal
    then: Decimal


def changes(budget: Budget) -> Iterator[YearlyChange]:
    """The rows of the expenditure table that print all three."""
    expenditure = table(budget, "T2")
    for row in expenditure.rows if expenditure else ():
        stated, now, then = (
            cell(row, "增减额"),
            cell(row, "合计"),
            last_year(row, budget.fiscal_year),
        )
        if stated is not None and now is not None and then is not None:
            yield YearlyChange(row, stated, now, then)


@dataclass(frozen=True, slots=True)
class Family:
    """A row and the rows just below it."""

    parent: BudgetRow
    children: tuple[BudgetRow, ...]


def families(printed: BudgetTable) -> Iterator[Family]:
    """Each row that has rows below it, the deepest first, the grand total last."""
    coded = [(row.subject_code, row) for row in printed.rows if row.subject_code]
    codes = {code for code, _ in coded}
    below: dict[str | None, list[BudgetRow]] = {}
    for code, row in coded:
        below.setdefault(_code_above(code, codes), []).append(row)
    for code, row in sorted(
        coded, key=lambda code_and_row: len(code_and_row[0]), reverse=True
    ):
        if code in below:
            yield Family(row, tuple(below[code]))
    total = grand_total(printed)
    if total and None in below:
        yield Family(total, tuple(below[None]))


def contradicted_below(printed: BudgetTable, column: str) -> dict[str | None, Decimal]:
    """What the rows below come to in a column, by the code of each row that prints another amount.

    Such a row is told as no sum of those below; that its own parts make their sum follows.
    """
    sums = (
        (family.parent, sum_cells(family.children, column))
        for family in families(printed)
        if any(cell(row, column) is not None for row in family.children)
    )
    return {row.subject_code: sum_ for row, sum_ in sums if cell(row, column) != sum_}


def _code_above(code: str, codes: set[str]) -> str | None:
    """The longest code of the table that this code begins with; None for the highest."""
    for length in range(len(code) - 1, _SHORTEST_CODE - 1, -1):
        if code[:length] in codes:
            return code[:length]
    return None


def where_printed(
    budget: Budget, figure: Figure
) -> tuple[BudgetTable, BudgetRow, str] | None:
    """The table, row and column that print what a figure of the narrative is about."""
    if stated := _where_its_section_says(budget, figure):
        return stated
    if figure.concept in _OF_WHOLE_DEPARTMENT and _ALL_MONEY.search(
        figure.section or ""
    ):
        return None
    places = layouts()[budget.layout].places
    if figure.concept in places:
        code, name, column = places[figure.concept]
        return _placed(table(budget, code), name, column)
    if figure.of in _PARTS_OF_BASE:
        return _first_row_of(
            figure.concept, table(budget, "T3"), side=None, column="合计"
        )
    return _first_row_of(
        figure.concept, table(budget, "T1"), side="支出", column="小计"
    )


_OF_WHOLE_DEPARTMENT = ("基本支出", "项目支出")
_ALL_MONEY = re.compile(
    r"^(?!.*(?:一般公共|财政拨款|基金)).*(?:收支|支出)(?:总?预算|总体)"
)
"""A section on all the department's money: its parts are not those of the general budget alone."""


def _where_its_section_says(
    budget: Budget, figure: Figure
) -> tuple[BudgetTable, BudgetRow, str] | None:
    """The place of a figure by the section it is stated in; None where that says nothing of it."""
    concept = _CLASS.sub("", figure.concept)
    for stated in layouts()[budget.layout].stated:
        if not stated.section.search(figure.section or ""):
            continue
        for words, (code, name, column) in stated.places.items():
            if concept.endswith(words):
                return _placed(table(budget, code), name, column)
        if stated.rows:
            code, column = stated.rows
            return _placed(table(budget, code), concept, column)
    return None


_CLASS = re.compile(r"\([类款]\)$")


def _placed(
    printed: BudgetTable | None, name: str, column: str
) -> tuple[BudgetTable, BudgetRow, str] | None:
    row = row_named(printed, name) if printed else None
    if printed and row is None and not name:
        row = row_with(printed, column)
    return (printed, row, column) if printed and row else None


def _first_row_of(
    concept: str, printed: BudgetTable | None, side: str | None, column: str
) -> tuple[BudgetTable, BudgetRow, str] | None:
    """The first row that bears a concept's name, of one side where the table prints two."""
    for row in printed.rows if printed else ():
        if printed and side in (None, row.side) and plain_name(row) == concept:
            return printed, row, column
    return None
