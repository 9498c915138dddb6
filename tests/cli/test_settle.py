from dataclasses import replace

from jixiao.cli.settle import _show
from jixiao.fund.benefits import load_policies
from jixiao.fund.records.reconciliation import Part, Reconciliation
from tests.fund.settlements import QUIET

SAMPLE = load_policies()["sample_2024"]
HALF = load_policies()["sample_2024_half_start"]


def test_a_balance_that_cannot_be_computed_is_said_only_where_it_was_asked_for(capsys):
    _show(QUIET, SAMPLE, HALF)
    assert "没有收基金收支月表（FUND_MONTH_D）" in capsys.readouterr().out
    _show(QUIET, SAMPLE, None)
    assert "FUND_MONTH_D" not in capsys.readouterr().out


def test_cancellations_that_do_not_fit_are_told(capsys):
    parts = (Part("cancelled", 1, 900, 0), Part("cancellation", 1, -800, 0))
    whole = Reconciliation(Part("", 2, 100, 0), parts, 0)

    _show(replace(QUIET, reconciliation=whole), SAMPLE, None)

    out = capsys.readouterr().out
    assert "结算表 2 行 = 已被撤销 1 + 撤销记录 1" in out
    assert "医疗费 1.00 元 = 已被撤销 9.00 + 撤销记录 -8.00" in out
    assert "相差 1.00 元，请核对" in out


def test_what_was_not_known_stands_at_the_end(capsys):
    _show(replace(QUIET, notes=("不知道年龄。",)), SAMPLE, None)

    assert capsys.readouterr().out.endswith("注意：不知道年龄。\n")
