"""Before and after a visit, at a browser: paper, a sample, an estimate."""

from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from jixiao.fund.store.opening import open_store
from tests.fund.audit.test_runner import SETTLEMENT
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital

PAGE = "/fund/inspections/sample?year=2026&institution=H1&seed=7&certain_from=5000"


@pytest.fixture
def office(home: County, tmp_path: Path) -> County:
    folder = watched_county(tmp_path)
    stays = [
        SETTLEMENT
        | {"setl_id": f"s{n}", "mdtrt_id": f"v{n}", "psn_no": f"p{n}", "med_type": "21",
           "medfee_sumamt": f"{n}000.00"}
        for n in range(1, 7)
    ]  # fmt: skip
    visit = {
        "mdtrt_id": "v9", "psn_no": "p9", "fixmedins_code": "H1", "med_type": "21",
        "begntime": "2026-03-01 09:00:00", "adm_dept_name": "内科",
    }  # fmt: skip
    with closing(open_store(folder)) as store:
        store.execute('DROP TABLE "SETL_D"')
        store.execute(f'CREATE TABLE "SETL_D" AS {select_rows("SETL_D", stays)}')
        store.execute(f'CREATE TABLE "MDTRT_D" AS {select_rows("MDTRT_D", [visit])}')
    with_hospital(home, folder)
    return home


@pytest.mark.slow
def test_stays_are_drawn_and_the_whole_is_estimated(office: County, text_of):
    client = office.client("fund")
    results = "s5 200\ns6 0\n" + "\n".join(f"s{n} {n}0" for n in range(1, 5))

    drawn = text_of(client.get(PAGE))
    text = text_of(client.get(f"{PAGE}&{urlencode({'results': results})}"))
    lacking = text_of(client.get(f"{PAGE}&results=s5+200"))
    nowhere = text_of(client.get(PAGE.replace("H1", "H9")))

    assert "必查 2 份，随机 4 份，代表 4 份、10,000.00 元" in drawn
    assert 2 == text.count("<b>300.00</b>")
    assert "<b>300.00 – 300.00</b>" in text
    assert "还没有结果" in lacking
    assert "没有 H9 的住院" in nowhere


def test_the_papers_of_a_visit_are_given(office: County, text_of):
    client = office.client("fund")
    asked = "/fund/inspections/pack?year=2026&institution=H1&day=2026-03-02"

    assert client.get(f"{asked}&people=甲、乙").content.startswith(b"PK")
    assert "请写明机构和检查人员" in text_of(client.get(asked, follow=True))
