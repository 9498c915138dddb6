"""A form whose rows run out cannot make a hundred; that is told as what is missing."""

from decimal import Decimal

from jixiao.checks import Dossier, library, run
from tests.checks.forms import row, table

OUTPUT = row("宣传场次", "≥12场", actual="12场", weight=Decimal(50))
EFFECT = row("知晓率", "≥80%", "社会效益指标", actual="85%", weight=Decimal(20))
SATISFIED = row(
    "满意度", "≥90%", "服务对象满意度指标", actual="91%", weight=Decimal(10)
)


def test_a_form_without_a_level_is_unchecked():
    report = run(Dossier.of([table([OUTPUT])]), [library()["EV07"]])

    assert () == report.findings
    assert "没有效益指标、满意度指标的行" in report.unchecked[0].reason


def test_a_form_with_every_level_is_counted():
    whole = table([OUTPUT, EFFECT, SATISFIED])

    (finding,) = run(Dossier.of([whole]), [library()["EV07"]]).findings

    assert "合计 80，应为 90" in finding.message
