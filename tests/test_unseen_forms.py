"""Forms that nobody tuned to: what is called an error there is wrong on paper."""

import pytest

from jixiao.checks import Dossier, run
from jixiao.documents import open_document
from jixiao.findings import Finding, Severity
from jixiao.reading import read_opened
from tests.conftest import SHARED
from tests.drawn import drawn

FOLDER = SHARED / "examples" / "forms"
CUT_SHORT = {"没有效益指标", "主管部门空白", "各项分值合计 80，应为 90"}
"""What these forms, short pieces of longer ones, do not hold."""

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the forms are not beside the project"
)


def _errors(name: str) -> list[Finding]:
    document = open_document(FOLDER / name)
    report = run(Dossier(read_opened(document), document))
    return [each for each in report.findings if each.severity is Severity.ERROR]


@drawn(one_of=4)
@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.txt")))
def test_no_error_is_our_own(name: str):
    assert {error.message for error in _errors(name)} <= CUT_SHORT
