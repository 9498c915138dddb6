"""Departments, their codes, and other fields of a form."""

import pytest

from tests.targets.forms import ROWS, form


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("【308】示例局", "308"),
        ("[055]示例局", "055"),
        ("219-示例局", "219"),
        ("308001－示例局", "308001"),
        ("331示例局", "331"),
        ("示例局（308）", "308"),
        ("示例局 308001", "308001"),
        ("示例局", None),
    ],
)
def test_a_departments_code_is_told_from_its_name(
    tables, printed: str, code: str | None
):
    (table,) = tables(
        form(ROWS).replace("主管部门 示例市医疗保障局", f"主管部门 {printed}")
    )

    assert ("示例局", code) == (table.supervising_department, table.department_code)
