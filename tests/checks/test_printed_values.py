"""The values that rows print."""

from jixiao.checks.printed_values import quoted, values_of
from tests.checks.forms import row, table


def test_a_declaration_prints_targets_only():
    values = list(values_of(table([row("宣传场次", "≥12场")])))

    assert [("indicators[0].target", "指标值", "≥12场")] == [
        (str(path), head, value.text) for _, path, head, value in values
    ]


def test_what_was_reached_and_what_is_expected_are_values_too():
    followed = row("宣传场次", "≥12场", actual="7场", expected="12场")

    values = list(values_of(table([row("印制份数", "3份"), followed])))

    assert ["指标值", "指标值", "实际完成值", "全年预计"] == [
        head for _, _, head, _ in values
    ]
    assert "indicators[1].expected" == str(values[-1][1])
    assert values[-1][0] is followed


def test_a_row_is_quoted_with_its_name_and_its_target():
    assert "“宣传场次 ≥12场”" == quoted(row("宣传场次", "≥12场"))
