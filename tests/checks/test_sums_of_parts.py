"""Sums whose parts may stand on a line that was not read are not judged."""

import pytest

from jixiao.checks import Dossier, run
from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from tests.targets.forms import EVALUATED


def report_of(text: str):
    document = read_text(text.encode(), "form.txt", "0" * 64, Settings())
    return run(Dossier(read_opened(document), document))


@pytest.mark.parametrize("is_beside", [True, False])
def test_a_line_beside_the_money_that_was_not_read_may_be_a_part(is_beside: bool):
    part = "\t县级财力\t40.00\t30.00\t30.00\t—\t—\t—\n" if is_beside else ""
    short = EVALUATED.replace(
        "\t其中：当年财政拨款\t120.00\t110.00\t99.00",
        f"{part}\t其中：当年财政拨款\t80.00\t80.00\t69.00",
    )

    report = report_of(short)

    assert (not is_beside) == ("EV01" in {each.code for each in report.findings})
