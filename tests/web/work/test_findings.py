"""What the checks find in a draft, and where on the page it stands."""

import msgspec

from jixiao import cycle
from jixiao.evidence import Note
from jixiao.quantity import TargetValue
from jixiao.web.models import Table
from jixiao.web.work.findings import judge
from tests.web.conftest import County
from tests.web.typed_forms import draft_of, judged, send_change


def test_the_sample_table_has_no_error(home: County):
    judged = judge(home.case(), draft_of(home.case()).table)

    assert [] == [f.message for f, _ in judged.findings if f.severity.value == "error"]


def test_an_amount_that_was_no_number_is_told_until_it_is_corrected(home: County):
    case = home.case()
    table = draft_of(case).table
    note = Note(
        code="amount_unreadable",
        text="“其他资金”后的“3O”不是一个金额，未采用",
        place="funding.annual.other",
    )
    case.drafts.update(
        body=msgspec.json.encode(msgspec.structs.replace(table, notes=(note,))).decode()
    )
    client = home.client("clerk")

    send_change(client, case, token="a", path="project_name", text="宣传")
    answer = judged(client, case)
    send_change(client, case, token="b", path="funding.annual.other", text="30")
    mended = judged(client, case)

    assert "“3O”" in answer["findings"]
    assert "“3O”" not in mended["findings"]


def test_a_row_nobody_filled_is_neither_judged_nor_handed_in(home: County):
    case = home.case()
    client = home.client("clerk")
    before = judge(case, draft_of(case).table).findings

    send_change(
        client, case, token="a", action="add", dimension="产出指标", aspect="数量指标"
    )
    table = draft_of(case).table
    places = [place for place, row in enumerate(table.indicators) if not row.name]
    after = judge(case, table).findings
    home.move(case, "submit")

    assert 1 == len(places)
    assert [f.message for f, _ in before] == [f.message for f, _ in after]
    (version,) = cycle.replay(case.ledger()).versions
    assert all(
        row.name for row in Table.objects.get(digest=version.digest).content.indicators
    )


def test_findings_stand_at_their_rows_behind_an_empty_one(home: County):
    case = home.case()
    table = draft_of(case).table
    empty = msgspec.structs.replace(
        table.indicators[0], name="", target=TargetValue(text=""), weight=None
    )
    wrong = msgspec.structs.replace(
        table.indicators[1], target=TargetValue(text="≥9S%")
    )
    rows = (table.indicators[0], empty, wrong, *table.indicators[2:])

    findings = judge(case, msgspec.structs.replace(table, indicators=rows)).findings

    assert ["indicators[2].target"] == [
        f.place for f, _ in findings if f.code == "VA22"
    ]
