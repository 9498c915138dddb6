"""Stories of care away: a clearing and the desk find each that was planted, and none of its twins."""

from pathlib import Path

import pytest

from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from tests.fund.payment.terms import terms
from tests.fund.synthesis.special import bundles, clearing, desk


@pytest.mark.slow
def test_what_was_planted_is_found_and_no_twin(tmp_path: Path):
    policies = [load_policies()["sample_2024"]]
    bureau = Bureau(shapes()["county"], 1500, range(2026, 2027), 7, policies)
    synthesise(bureau, tmp_path, special=2)
    for path in sorted((tmp_path / "extracts").iterdir()):
        assert load(path, tmp_path / "store").rejected == 0, path.name

    with open_engine(tmp_path / "store") as engine:
        by_kind = {
            **clearing(engine, tmp_path),
            **desk(engine, tmp_path, 2026, terms()),
            **bundles(engine, tmp_path, 2026, terms()),
        }

    assert {"金额不符", "我方无", "对方无", "same_invoice", "direct", "leak"} <= set(
        by_kind
    )
    assert [] == [kind for kind, each in by_kind.items() if each.right < each.planted]
    assert [] == [kind for kind, each in by_kind.items() if each.beside or each.twins]
