"""同一科目在两张表里的编码或名称不同。"""

from collections import Counter
from collections.abc import Iterator

from jixiao.budgets import Budget, BudgetRow
from jixiao.checks import check
from jixiao.checks.budget_cells import plain_name, whatever_column
from jixiao.findings import Breach, Severity


@check(
    code="BU24",
    title="同一科目在两张表里的编码或名称不同",
    says="{title}印着“{printed}”，其他 {count} 张表是“{usual}”",
    suggests="对照当年的政府收支分类科目，改正写错的编码或名称",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B12",
    tells_for=("BU12",),
)
def code_of_name(budget: Budget) -> Iterator[Breach]:
    """A subject of one table alone that shares its code or its name, not both, with one of all others."""
    printed_in: dict[tuple[str, str], list[tuple[str, BudgetRow]]] = {}
    for table in budget.tables:
        for row in table.rows:
            if row.subject_code and len(row.subject_code) in _LENGTHS:
                subject = (row.subject_code, plain_name(row))
                printed_in.setdefault(subject, []).append((table.title, row))
    tables = Counter(
        {subject: len({title for title, _ in at}) for subject, at in printed_in.items()}
    )
    for subject, places in printed_in.items():
        if tables[subject] > 1:
            continue
        title, row = places[0]
        usual = _usual(
            subject,
            tables,
            {each for each, at in printed_in.items() if title in dict(at)},
        )
        if usual:
            yield Breach(
                (whatever_column(row), whatever_column(printed_in[usual][0][1])),
                "budget.tables",
                title=title,
                printed=" ".join(subject),
                usual=" ".join(usual),
                count=tables[usual],
            )


_LENGTHS = (7,)
"""Items (项): names of 类 and 款 are often shortened."""
_Subject = tuple[str, str]


def _usual(
    subject: _Subject, tables: Counter[_Subject], beside: set[_Subject]
) -> _Subject | None:
    """The subject that other tables print in its place: of the same code, or of its name and 款."""
    code, name = subject
    for other, count in tables.most_common():
        of_code = other[0] == code and other[1] != name
        of_name = other[1] == name and other[0] != code and other[0][:5] == code[:5]
        is_cut = name.startswith(other[1]) or other[1].startswith(name)
        if (
            count >= _SEVERAL
            and other not in beside
            and (of_name or (of_code and not is_cut))
        ):
            return other
    return None


_SEVERAL = 2
